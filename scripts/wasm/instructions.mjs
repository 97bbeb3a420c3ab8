// Where the instructions of a function begin and end, and which of them part its flow.

import { Reader } from "./binary.mjs";

/** @typedef {{ opcode: number, start: number, end: number, operand: number }} Instruction */

export const UNREACHABLE = 0x00;
export const NOP = 0x01;
export const END = 0x0b;
export const CALL = 0x10;
export const CALL_INDIRECT = 0x11;
export const I32_CONST = 0x41;

// unreachable, block, loop, if, else, end, br, br_if, br_table, return
export const CONTROL = new Set([0x00, 0x02, 0x03, 0x04, 0x05, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f]);

const ONE_NUMBER = new Set([0x02, 0x03, 0x04, 0x0c, 0x0d, 0x10, 0x3f, 0x40, 0x41, 0x42, 0xd0, 0xd2]);
const NO_NUMBER = new Set([0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b, 0xd1]);
// What follows 0xfc: how many numbers follow that.
const MORE = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

/**
 * @param {Uint8Array} body with its locals, as in the code section
 * @returns {Generator<Instruction>}
 */
export function* instructions(body) {
  const reader = new Reader(body);
  reader.list(() => [reader.number(), reader.byte()]);
  while (!reader.done) {
    const start = reader.at;
    const opcode = reader.byte();
    const operand = operands(reader, opcode);
    yield { opcode, start, end: reader.at, operand };
  }
}

/**
 * @param {Reader} reader
 * @param {number} opcode
 * @returns {number} the first
 */
function operands(reader, opcode) {
  if (ONE_NUMBER.has(opcode) || (opcode >= 0x20 && opcode <= 0x26)) return reader.number();
  if (opcode === CALL_INDIRECT || (opcode >= 0x28 && opcode <= 0x3e)) return numbers(reader, 2);
  if (opcode === 0x0e) return numbers(reader, reader.number() + 1);
  if (opcode === 0x1c) return numbers(reader, reader.number());
  if (opcode === 0x43) return reader.take(4).length;
  if (opcode === 0x44) return reader.take(8).length;
  if (opcode === 0xfc) return numbers(reader, MORE[reader.number()] ?? Number.NaN);
  if (NO_NUMBER.has(opcode) || (opcode >= 0x45 && opcode <= 0xc4)) return 0;
  throw new Error(`instruction 0x${opcode.toString(16)} is not one that rustc emits for our browsers`);
}

/**
 * @param {Reader} reader
 * @param {number} count
 */
function numbers(reader, count) {
  if (Number.isNaN(count)) throw new Error("an instruction after 0xfc is not one that rustc emits for our browsers");
  const read = Array.from({ length: count }, () => reader.number());
  return read[0] ?? 0;
}
