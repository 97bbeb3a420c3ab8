import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { clampHeight, reservedHeight } from "../src/frame";
import { isSession, localeOf, optionsOf, resolve } from "../src/options";

const session = "cs_0000000000000000000007";
const gateway = "https://pay.example";

test("the script tag's attributes become the options", () => {
  const data = {
    session,
    confirmUrl: "/confirm",
    successUrl: "/orders/1",
    mount: "#here",
    locale: "en",
    theme: "dark",
  };
  assert.deepEqual(resolve(optionsOf(data, gateway, "#here"), "https://other.example", ["ko"]), {
    session,
    mount: "#here",
    confirmUrl: "/confirm",
    successUrl: "/orders/1",
    locale: "en",
    theme: "dark",
    appearance: undefined,
    gateway,
  });
});

test("what is left out, or is no such thing, has a sensible value", () => {
  const options = resolve({ session, mount: "#here", locale: "tlh", theme: "pink" }, gateway, ["fr-FR", "en-US", "ko"]);
  assert.equal(options.locale, "en");
  assert.equal(options.theme, "auto");
  assert.equal(options.gateway, gateway);
  assert.equal(options.confirmUrl, undefined);
});

test("an appearance is passed on as JSON, from the attribute, the call, or the page's own iframe", () => {
  const json = '{"colorPrimary":"#fee500"}';
  const src = `${gateway}/v1/checkout/${session}?appearance=${encodeURIComponent('{"radius":4}')}`;
  const frame = { src } as HTMLIFrameElement;
  const read = (given: object) => resolve({ session, mount: "#here", ...given }, gateway, []).appearance;
  assert.equal(read({ appearance: json }), json);
  assert.equal(read({ appearance: { colorPrimary: "#fee500" } }), json);
  assert.equal(read({ frame }), '{"radius":4}');
  assert.equal(read({ frame, appearance: json }), json);
  assert.equal(read({}), undefined);
});

test("the first language that the window speaks is taken, as the gateway takes it", () => {
  const lines = readFileSync("crates/protocol/tests/locale_cases.tsv", "utf8").split("\n");
  const cases = lines.filter((line) => line.includes("\t") && !line.startsWith("#")).map((line) => line.split("\t"));
  assert.ok(cases.length > 30);
  for (const [tags = "", locale] of cases) {
    assert.equal(localeOf(tags.split(" ").filter(Boolean)), locale, tags);
  }
});

test("only a session id is taken for one: it becomes part of an address", () => {
  assert.ok(isSession(session));
  for (const bad of ["", "cs_", "cs_../../../evil", `${session}?`, `${session}0`, session.replace("cs_", "pay_"), 7]) {
    assert.ok(!isSession(bad), String(bad));
  }
});

test("the frame's height stays within what a checkout can need", () => {
  assert.deepEqual([0, 199, 641, 1_000_000].map(clampHeight), [200, 200, 641, 5_000]);
});

test("a narrow place keeps more height free, for its lines wrap, and those of English more often", () => {
  const heights = (locale: "ko" | "en") => [0, 320, 340, 480, 2_000].map((width) => reservedHeight(width, locale));
  assert.deepEqual(heights("ko"), [1_620, 1_470, 1_380, 1_340, 1_340]);
  assert.deepEqual(heights("en"), [1_860, 1_770, 1_620, 1_340, 1_340]);
});
