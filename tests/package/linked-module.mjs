// A small Wasm module as the linker leaves it with `--emit-relocs`, written by hand.

import { leb } from "../../scripts/wasm/binary.mjs";

const [I32, END, CALL, CONST, UNREACHABLE] = [0x7f, 0x0b, 0x10, 0x41, 0x00];
const ADDRESS = 1024;
const [SAY, CHECK, PANIC, SPARE, DEBUG, SHARED] = [0, 1, 2, 3, 4, 5];

export const KEPT = "kept";
export const MESSAGE = "message";

const text = (/** @type {string} */ value) => [...new TextEncoder().encode(value)];
const name = (/** @type {string} */ value) => [...leb(text(value).length), ...text(value)];
const list = (/** @type {number[][]} */ ...items) => [...leb(items.length), ...items.flat()];
const sized = (/** @type {number[]} */ body) => [...leb(body.length), ...body];
const section = (/** @type {number} */ id, /** @type {number[]} */ body) => [id, ...sized(body)];
const custom = (/** @type {string} */ title, /** @type {number[]} */ body) => section(0, [...name(title), ...body]);

/** An operand of the width that the linker leaves itself. @param {number} value */
const operand = (value) => [0x80 | (value & 0x7f), 0x80 | (value >> 7), 0x80, 0x80, 0];
/** @param {number} address @param {number} callee */
const callWith = (address, callee) => [CONST, ...operand(address), CALL, ...operand(callee)];

/**
 * `check(fine)` tells the host where the kept text is, or panics with a message. Nobody calls
 * `spare`, which tells the host where the message is. `debug` and `shared` give 7; the one is only
 * a debug text, the other is a text for people, too.
 */
export function linkedModule() {
  const [kept, message] = [ADDRESS, ADDRESS + KEPT.length];
  const block = [0x02, 0x40, 0x20, 0, 0x0d, 0];
  const check = [0, ...block, ...callWith(message, PANIC), END, ...callWith(kept, SAY), END];
  const panic = [0, 0x20, 0, CALL, ...operand(SAY), UNREACHABLE, END];
  const spare = [0, ...callWith(message, SAY), END];
  const seven = [0, CONST, 7, END];
  // The first operand stands behind the count, the length, the locals, the block and its own opcode.
  const first = 2 + 1 + block.length + 1;
  const second = first + 2 * 6 + 1;
  const code = [
    relocation(4, first, 3),
    relocation(0, first + 6, 2),
    relocation(4, second, 4),
    relocation(0, second + 6, 0),
  ];
  return Uint8Array.from([
    ...[0, ...text("asm"), 1, 0, 0, 0],
    ...section(
      1,
      list([0x60, ...list([I32]), ...list()], [0x60, ...list(), ...list()], [0x60, ...list(), ...list([I32])]),
    ),
    ...section(2, list([...name("./widget_bg.js"), ...name("__wbg_say_0123456789abcdef"), 0, 0])),
    ...section(3, list([0], [0], [1], [2], [2])),
    ...section(5, list([0, 1])),
    ...section(
      7,
      list(
        [...name("memory"), 2, 0],
        [...name("check"), 0, CHECK],
        [...name("__unused"), 0, CHECK],
        [...name("debug"), 0, DEBUG],
        [...name("shared"), 0, SHARED],
      ),
    ),
    ...section(10, list(sized(check), sized(panic), sized(spare), sized(seven), sized(seven))),
    ...section(11, list([0, CONST, ...operand(ADDRESS), END, ...name(KEPT + MESSAGE)])),
    ...custom("linking", [2, 8, ...sized(symbols())]),
    ...custom("reloc.CODE", [6, ...list(...code)]),
    ...custom("reloc.DATA", [7, ...list()]),
    ...custom("name", [
      1,
      ...sized(list([CHECK, ...name("check")], [PANIC, ...name(PANIC_NAME)], [SPARE, ...name("spare")])),
    ]),
  ]);
}

const DEBUG_NAME = "_ZN3our4Text5Debug3fmt17h0123456789abcdefE";
const DISPLAY_NAME = "_ZN3our4Text7Display3fmt17h0123456789abcdefE";
const PANIC_NAME = "_ZN4core9panicking9panic_fmt17h0123456789abcdefE";

function symbols() {
  return list(
    [0, 0x10, SAY],
    [0, 0, CHECK, ...name("check")],
    [0, 0, PANIC, ...name(PANIC_NAME)],
    [1, 0, ...name("message"), 0, KEPT.length, MESSAGE.length],
    [1, 0, ...name("kept"), 0, 0, KEPT.length],
    [0, 0, DEBUG, ...name(DEBUG_NAME)],
    [0, 0, SHARED, ...name(DEBUG_NAME)],
    [0, 0, SHARED, ...name(DISPLAY_NAME)],
  );
}

/** @param {number} type @param {number} offset @param {number} symbol */
const relocation = (type, offset, symbol) => [type, ...leb(offset), symbol, ...(type === 4 ? [0] : [])];
