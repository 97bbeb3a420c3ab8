// Which functions and data nothing needs: what the linker's `--gc-sections` does, once more.

import { DATA, EXPORT, importedFunctions, Reader, START } from "./binary.mjs";
import { NOP, UNREACHABLE } from "./instructions.mjs";
import { relocations, symbols } from "./linking.mjs";

/** @typedef {import("./binary.mjs").Section} Section */
/** @typedef {import("./without-panics.mjs").Code} Code */
/** @typedef {{ start: number, end: number }} Bytes where in its section it is */
/** @typedef {{ code?: Code, data?: Bytes, needs: number[] }} Thing with the symbols that it needs */

const FUNCTION = 0;

/**
 * The functions that are never reached from an export, and the data section without the data
 * that is not.
 * @param {Section[]} all
 * @param {Code[]} functions
 * @returns {{ functions: Code[], data: Uint8Array }}
 */
export function unneeded(all, functions) {
  const imported = importedFunctions(all);
  const data = Uint8Array.from(bodyOf(all, DATA));
  const segments = segmentStarts(data);
  /** @type {Map<Code, Thing>} */
  const byCode = new Map(functions.map((code) => [code, { code, needs: [] }]));
  const things = symbols(all).map((symbol) => {
    if (symbol.kind === "function") return byCode.get(/** @type {Code} */ (functions[symbol.index - imported]));
    if (symbol.kind === "other") return undefined;
    const start = (segments[symbol.segment] ?? Number.NaN) + symbol.offset;
    return { data: { start, end: start + symbol.size }, needs: /** @type {number[]} */ ([]) };
  });
  noteCode(all, functions, byCode);
  noteData(all, things);

  const exported = exportedFunctions(all).map((index) => functions[index - imported]);
  const roots = exported.map((code) => (code === undefined ? undefined : byCode.get(code)));
  const reached = reach(roots, things);
  clear(data, things, reached);
  return { functions: functions.filter((code) => !reached.has(byCode.get(code))), data };
}

/**
 * @param {(Thing | undefined)[]} roots
 * @param {(Thing | undefined)[]} things
 */
function reach(roots, things) {
  /** @type {Set<Thing | undefined>} */
  const reached = new Set(roots);
  // A set is walked in the order of its making, also over what is added on the way.
  for (const thing of reached) for (const symbol of thing?.needs ?? []) reached.add(things[symbol]);
  return reached;
}

/**
 * What has become a trap needs nothing.
 * @param {Section[]} all
 * @param {Code[]} functions
 * @param {Map<Code, Thing>} byCode
 */
function noteCode(all, functions, byCode) {
  let at = 0;
  for (const { offset, symbol } of relocations(all, "CODE")) {
    while ((functions[at + 1]?.start ?? Number.POSITIVE_INFINITY) <= offset) at += 1;
    const code = functions[at];
    if (code === undefined || isCut(code, offset)) continue;
    byCode.get(code)?.needs.push(symbol);
  }
}

/**
 * A place that is filled had been an operand of five bytes, padded for the linker.
 * @param {Code} code
 * @param {number} offset
 */
function isCut({ start, body }, offset) {
  const operand = body.subarray(offset - start - 1, offset - start + 4);
  return operand.length < 5 || operand.every((byte) => byte === NOP || byte === UNREACHABLE);
}

/**
 * @param {Section[]} all
 * @param {(Thing | undefined)[]} things
 */
function noteData(all, things) {
  for (const { offset, symbol } of relocations(all, "DATA")) {
    for (const thing of things) {
      if (thing?.data !== undefined && thing.data.start <= offset && offset < thing.data.end) thing.needs.push(symbol);
    }
  }
}

/**
 * @param {Uint8Array} data
 * @param {(Thing | undefined)[]} things
 * @param {Set<Thing | undefined>} reached
 */
function clear(data, things, reached) {
  const before = Uint8Array.from(data);
  for (const thing of things) if (thing?.data && !reached.has(thing)) data.fill(0, thing.data.start, thing.data.end);
  // Two symbols may share their bytes.
  for (const thing of reached) {
    if (thing?.data) data.set(before.subarray(thing.data.start, thing.data.end), thing.data.start);
  }
}

/**
 * Where in the data section the bytes of each segment start.
 * @param {Uint8Array} data
 */
function segmentStarts(data) {
  const reader = new Reader(data);
  return reader.list(() => {
    if (reader.byte() !== 0) throw new Error("a data segment is not simply active");
    // i32.const address end
    reader.byte();
    reader.number();
    reader.byte();
    const length = reader.number();
    const start = reader.at;
    reader.take(length);
    return start;
  });
}

/** @param {Section[]} all */
function exportedFunctions(all) {
  const exports = new Reader(bodyOf(all, EXPORT));
  const listed = exports.list(() => {
    exports.text();
    return { kind: exports.byte(), index: exports.number() };
  });
  const start = all.filter(({ id }) => id === START).map(({ body }) => new Reader(body).number());
  return [...listed.filter(({ kind }) => kind === FUNCTION).map(({ index }) => index), ...start];
}

/**
 * @param {Section[]} all
 * @param {number} wanted
 */
const bodyOf = (all, wanted) => all.find(({ id }) => id === wanted)?.body ?? Uint8Array.of(0);
