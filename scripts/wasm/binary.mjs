// Reading and writing the sections of a Wasm file: https://webassembly.github.io/spec/core/binary

export const CUSTOM = 0;
export const TYPE = 1;
export const IMPORT = 2;
export const FUNCTIONS = 3;
export const EXPORT = 7;
export const START = 8;
export const CODE = 10;
export const DATA = 11;

export const I32 = 0x7f;

const FUNCTION = 0;
const FUNCTION_NAMES = 1;
const HEADER = 8;

/** @typedef {{ id: number, name: string, body: Uint8Array }} Section the name is a custom section's */

/**
 * @param {Uint8Array} file
 * @returns {Section[]}
 */
export function sections(file) {
  const reader = new Reader(file, HEADER);
  const found = [];
  while (!reader.done) {
    const id = reader.byte();
    const body = reader.take(reader.number());
    found.push({ id, name: id === CUSTOM ? new Reader(body).text() : "", body });
  }
  return found;
}

/**
 * @param {Uint8Array} file the one that they come from
 * @param {Section[]} sections
 */
export function assemble(file, sections) {
  const parts = sections.flatMap(({ id, body }) => [Uint8Array.of(id), leb(body.length), body]);
  return Buffer.concat([file.subarray(0, HEADER), ...parts]);
}

/** The functions that come before those with code. @param {Section[]} all */
export function importedFunctions(all) {
  const imports = all.find(({ id }) => id === IMPORT);
  if (imports === undefined) return 0;
  const reader = new Reader(imports.body);
  const kinds = reader.list(() => {
    reader.text();
    reader.text();
    const kind = reader.byte();
    if (kind !== FUNCTION) throw new Error("only functions are imported");
    reader.number();
    return kind;
  });
  return kinds.length;
}

/**
 * What each function with code gives back, when it is exactly one value.
 * @param {Section[]} all
 */
export function resultOfFunctions(all) {
  const types = new Reader(all.find(({ id }) => id === TYPE)?.body ?? Uint8Array.of(0));
  const results = types.list(() => {
    types.byte();
    types.take(types.number());
    const values = types.take(types.number());
    return values.length === 1 ? values[0] : undefined;
  });
  const functions = new Reader(all.find(({ id }) => id === FUNCTIONS)?.body ?? Uint8Array.of(0));
  return functions.list(() => results[functions.number()]);
}

/**
 * The name of each function by its index.
 * @param {Section[]} all
 * @returns {Map<number, string>}
 */
export function functionNames(all) {
  const names = all.find(({ id, name }) => id === CUSTOM && name === "name");
  const reader = new Reader(names?.body ?? new Uint8Array());
  if (!reader.done) reader.text();
  while (!reader.done) {
    const id = reader.byte();
    const part = new Reader(reader.take(reader.number()));
    if (id === FUNCTION_NAMES) return new Map(part.list(() => [part.number(), part.text()]));
  }
  return new Map();
}

/**
 * Unsigned LEB128.
 * @param {number} value
 */
export function leb(value) {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return Uint8Array.of(...bytes, rest);
    bytes.push((rest & 0x7f) | 0x80);
  }
}

export class Reader {
  /**
   * @param {Uint8Array} bytes
   * @param {number} [at]
   */
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  byte() {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new Error("the Wasm file ends too early");
    this.at += 1;
    return byte;
  }

  /** Unsigned LEB128 of at most 32 bits; of a signed one only the length is right. */
  number() {
    let [value, shift, byte] = [0, 0, 0];
    do {
      byte = this.byte();
      value |= shift < 32 ? (byte & 0x7f) << shift : 0;
      shift += 7;
    } while (byte >= 0x80);
    return value >>> 0;
  }

  text() {
    return new TextDecoder().decode(this.take(this.number()));
  }

  /** @param {number} length */
  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  /**
   * @template T
   * @param {() => T} item
   * @returns {T[]}
   */
  list(item) {
    return Array.from({ length: this.number() }, item);
  }
}
