// Every language is everywhere, complete, and in itself.

import assert from "node:assert/strict";
import { test } from "node:test";
import { files, read } from "./repository.mjs";

/** The languages by their tags, as the protocol declares them. */
const LOCALES = [...read("crates/protocol/src/locale.rs").matchAll(/^ {8}\w+ = "([^"]+)",$/gm)].map(
  ([, tag]) => tag ?? "",
);

/** @param {string} locale */
const fileOf = (locale) => `${locale.toLowerCase().replace("-", "_")}.rs`;

/** Only those who speak another language need a Korean word: names that they meet in Korea, in brackets or as a carrier's name. */
const KOREAN = /[\p{Script=Hangul}]+/gu;
const KNOWN = ["알뜰폰", "월자동결제", "소액결제", "헬로모바일", "티플러스"];

test("there are five languages, Korean first", () => {
  assert.deepEqual(LOCALES, ["ko", "en", "ja", "zh-Hans", "vi"]);
});

test("every language is a feature of the widget, and on by default", () => {
  const manifest = read("Cargo.toml");
  assert.match(manifest, /^default = \["languages", /m);
  const features = manifest.match(/^languages = \[(.*)\]$/m)?.[1] ?? "";
  assert.deepEqual(
    features.split(", ").map((name) => name.replaceAll('"', "")),
    LOCALES,
  );
  for (const locale of LOCALES) assert.match(manifest, new RegExp(`^${locale} = \\[\\]$`, "m"));
});

test("every language has its texts, its reasons and the full text of each consent in each version", () => {
  const all = files();
  for (const folder of ["src/locale", "src/reasons"]) {
    for (const locale of LOCALES) assert.ok(all.includes(`${folder}/${fileOf(locale)}`), `${folder} in ${locale}`);
  }
  const terms = all.filter((file) => file.startsWith("www/terms/"));
  const korean = terms.filter((file) => file.split("/")[3] === "ko");
  assert.ok(korean.length >= 5);
  for (const file of korean) {
    for (const locale of LOCALES)
      assert.ok(terms.includes(file.replace("/ko/", `/${locale}/`)), `${file} in ${locale}`);
  }
  assert.equal(terms.length, korean.length * LOCALES.length);
});

test("every translated consent says that the Korean text prevails", () => {
  const said = {
    en: "The Korean text prevails.",
    ja: "韓国語の原文が優先します。",
    "zh-Hans": "以韩文原文为准。",
    vi: "Bản tiếng Hàn có giá trị ưu tiên.",
  };
  for (const [locale, line] of Object.entries(said)) {
    const texts = files().filter((file) => file.startsWith("www/terms/") && file.split("/")[3] === locale);
    for (const text of texts) assert.ok(read(text).trimEnd().endsWith(line), text);
  }
  assert.deepEqual(["ko", ...Object.keys(said)], LOCALES);
});

for (const locale of LOCALES.filter((locale) => locale !== "ko")) {
  test(`no Korean is left in ${locale} but the names that a shopper meets in Korea`, () => {
    for (const folder of ["src/locale", "src/reasons"]) {
      const found = read(`${folder}/${fileOf(locale)}`).match(KOREAN) ?? [];
      assert.deepEqual(
        found.filter((word) => !KNOWN.includes(word)),
        [],
        folder,
      );
    }
  });
}

test("no language has letters of another", () => {
  const letters = {
    ko: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
    en: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
    "zh-Hans": /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
    vi: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u,
  };
  for (const [locale, foreign] of Object.entries(letters)) {
    for (const folder of ["src/locale", "src/reasons"]) {
      assert.doesNotMatch(read(`${folder}/${fileOf(locale)}`), foreign, `${folder} in ${locale}`);
    }
  }
});
