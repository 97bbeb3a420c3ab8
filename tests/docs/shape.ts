// Whether what a document shows has the shape of what is really said.

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Where the two differ: names and kinds, never values. With `part` the real one may have more. */
export function differences(shown: Json, real: Json, part = false, at = ""): string[] {
  if (kind(shown) !== kind(real)) return [`${at || "all of it"} is shown as ${kind(shown)} and is ${kind(real)}`];
  if (Array.isArray(shown) && Array.isArray(real)) {
    // Of a list any one may look like the one that is shown.
    return shown.flatMap((one, index) => best(real.map((other) => differences(one, other, part, `${at}[${index}]`))));
  }
  if (!isObject(shown) || !isObject(real)) return [];
  const missing = Object.keys(shown).filter((name) => !(name in real));
  const more = part ? [] : Object.keys(real).filter((name) => !(name in shown));
  return [
    ...missing.map((name) => `${at}.${name} is shown and is not there`),
    ...more.map((name) => `${at}.${name} is there and is not shown`),
    ...Object.entries(shown).flatMap(([name, value]) => {
      const other = real[name];
      return other === undefined ? [] : differences(value, other, part, `${at}.${name}`);
    }),
  ];
}

const best = (all: string[][]): string[] =>
  all.sort((a, b) => a.length - b.length)[0] ?? ["what is shown in a list is not there"];

const isObject = (value: Json): value is { [name: string]: Json } => kind(value) === "an object";

function kind(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
