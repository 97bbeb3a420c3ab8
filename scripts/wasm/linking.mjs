// What the linker says about its own file when it is told to `--emit-relocs`:
// https://github.com/WebAssembly/tool-conventions/blob/main/Linking.md

import { CUSTOM, Reader } from "./binary.mjs";

/** @typedef {import("./binary.mjs").Section} Section */
/** @typedef {{ kind: "function", index: number, name: string }} FunctionSymbol one of its names */
/** @typedef {{ kind: "data", segment: number, offset: number, size: number }} DataSymbol */
/** @typedef {FunctionSymbol | DataSymbol | { kind: "other" }} Symbol */
/** @typedef {{ offset: number, symbol: number }} Relocation the offset is one in its section's body */

const SYMBOL_TABLE = 8;
const KINDS = { function: 0, data: 1, global: 2, section: 3, event: 4, table: 5 };
const UNDEFINED = 0x10;
const EXPLICIT_NAME = 0x40;

const TYPE_INDEX = 6;
// Those that point into memory or into a section come with a number to add.
const WITH_ADDEND = new Set([3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 22, 23, 25]);

/**
 * @param {Section[]} all
 * @returns {Symbol[]}
 */
export function symbols(all) {
  const reader = new Reader(custom(all, "linking"));
  reader.text();
  if (reader.number() !== 2) throw new Error("the linker writes another version of its notes");
  while (!reader.done) {
    const id = reader.byte();
    const part = new Reader(reader.take(reader.number()));
    if (id === SYMBOL_TABLE) return part.list(() => symbol(part));
  }
  throw new Error("the linker has noted no symbols");
}

/**
 * @param {Reader} reader
 * @returns {Symbol}
 */
function symbol(reader) {
  const [kind, flags] = [reader.byte(), reader.number()];
  const defined = (flags & UNDEFINED) === 0;
  if (kind === KINDS.data) {
    reader.text();
    if (!defined) return { kind: "other" };
    return { kind: "data", segment: reader.number(), offset: reader.number(), size: reader.number() };
  }
  const index = reader.number();
  const named = kind !== KINDS.section && (defined || (flags & EXPLICIT_NAME) !== 0);
  const name = named ? reader.text() : "";
  return kind === KINDS.function ? { kind: "function", index, name } : { kind: "other" };
}

/**
 * What in that section stands for a symbol, in the order of the offsets.
 * @param {Section[]} all
 * @param {"CODE" | "DATA"} section
 * @returns {Relocation[]}
 */
export function relocations(all, section) {
  const reader = new Reader(custom(all, `reloc.${section}`));
  reader.text();
  reader.number();
  const found = reader.list(() => {
    const [type, offset, symbol] = [reader.byte(), reader.number(), reader.number()];
    if (WITH_ADDEND.has(type)) reader.number();
    return { offset, symbol, type };
  });
  return found.filter(({ type }) => type !== TYPE_INDEX).sort((a, b) => a.offset - b.offset);
}

/**
 * @param {Section[]} all
 * @param {string} wanted
 */
function custom(all, wanted) {
  const section = all.find(({ id, name }) => id === CUSTOM && name === wanted);
  if (section === undefined) throw new Error(`the linker has left no section ${wanted}`);
  return section.body;
}
