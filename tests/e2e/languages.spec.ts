// What a shopper downloads speaks one language.

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";

interface Manifest {
  readonly widgets: Readonly<Record<string, { readonly wasm: string }>>;
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const { widgets }: Manifest = JSON.parse(read("dist/manifest.json").toString());

/** The headings of a language: each is a text of its own in the Wasm. */
function headings(locale: string): string[] {
  const texts = read(`src/locale/${locale}.rs`).toString();
  return [...texts.matchAll(/\bheading: "([^"]+)"/g)].map(([, heading = ""]) => heading);
}

test("every language has its own widget", () => {
  const languages = readdirSync(new URL("../../src/locale", import.meta.url)).filter((name) => name !== "mod.rs");
  expect(Object.keys(widgets).sort()).toEqual(languages.map((name) => name.replace(".rs", "")).sort());
});

for (const [locale, { wasm }] of Object.entries(widgets)) {
  test(`the widget in ${locale} has its own texts and no other language's`, () => {
    const bytes = read(`dist/${wasm}`);
    for (const other of Object.keys(widgets)) {
      const found = headings(other).filter((heading) => bytes.includes(heading));
      expect(headings(other).length).toBeGreaterThan(2);
      expect(found).toEqual(other === locale ? headings(other) : []);
    }
  });
}
