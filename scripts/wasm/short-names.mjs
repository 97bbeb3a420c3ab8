// wasm-bindgen gives what goes in and out long names with hashes, which hardly compress, and
// each stands both in the Wasm and in the glue.

import { assemble, EXPORT, IMPORT, leb, Reader, sections } from "./binary.mjs";

/** @typedef {Record<string, string>} Names the short ones by the long ones */

const MODULE = "w";
const LONG = /^(__|wasm_bindgen__)/;
const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * Short names for all that the glue and the Wasm call each other; what the glue does not use is
 * no longer exported.
 * @param {Uint8Array} file made by wasm-bindgen
 * @param {string} glue the same
 * @returns {{ file: Uint8Array, names: Names }}
 */
export function withShortNames(file, glue) {
  /** @type {Names} */
  const names = {};
  const short = (/** @type {string} */ name) => {
    if (LONG.test(name)) names[name] ??= letters(Object.keys(names).length);
    return names[name] ?? name;
  };
  const used = new Set(glue.match(/(?<=\bwasm\.)\w+/g));
  const all = sections(file).map((section) => {
    if (section.id === IMPORT) return { ...section, body: imports(section.body, short) };
    if (section.id === EXPORT) return { ...section, body: exports(section.body, short, used) };
    return section;
  });
  return { file: assemble(file, all), names };
}

/**
 * The glue says which module it is in one place.
 * @param {string} glue
 */
export const withShortModule = (glue) => glue.replace(/"\.\/\w+_bg\.js"/, `"${MODULE}"`);

/**
 * @param {Uint8Array} body
 * @param {(name: string) => string} short
 */
function imports(body, short) {
  const reader = new Reader(body);
  const entries = reader.list(() => {
    reader.text();
    const name = reader.text();
    const [kind, type] = [reader.byte(), reader.number()];
    return Buffer.concat([text(MODULE), text(short(name)), Uint8Array.of(kind), leb(type)]);
  });
  return Buffer.concat([leb(entries.length), ...entries]);
}

/**
 * @param {Uint8Array} body
 * @param {(name: string) => string} short
 * @param {Set<string>} used
 */
function exports(body, short, used) {
  const reader = new Reader(body);
  const entries = reader.list(() => ({ name: reader.text(), kind: reader.byte(), index: reader.number() }));
  const kept = entries.filter(({ name }) => used.has(name));
  const written = kept.map(({ name, kind, index }) =>
    Buffer.concat([text(short(name)), Uint8Array.of(kind), leb(index)]),
  );
  return Buffer.concat([leb(written.length), ...written]);
}

/** @param {string} value */
function text(value) {
  const bytes = new TextEncoder().encode(value);
  return Buffer.concat([leb(bytes.length), bytes]);
}

/**
 * a, b, …, Z, aa, ab, …
 * @param {number} number
 * @returns {string}
 */
function letters(number) {
  const rest = Math.floor(number / LETTERS.length);
  return (rest === 0 ? "" : letters(rest - 1)) + LETTERS.charAt(number % LETTERS.length);
}
