// A panic of the widget ends it, whatever its message says: nobody ever reads that. Here what
// leads to a panic becomes a trap, as if Rust's own library had been built for it, which only a
// nightly compiler can. Then the code and the data that only the messages needed are taken
// away, by the linker's own notes on what needs what.

import { assemble, CODE, DATA, I32, importedFunctions, leb, Reader, resultOfFunctions, sections } from "./binary.mjs";
import { CALL, CALL_INDIRECT, CONTROL, END, I32_CONST, instructions, NOP, UNREACHABLE } from "./instructions.mjs";
import { symbols } from "./linking.mjs";
import { unneeded } from "./unneeded.mjs";

/** @typedef {import("./binary.mjs").Section} Section */
/** @typedef {{ start: number, body: Uint8Array, diverges: boolean }} Code where in its section it starts */

// None of these returns. Names are mangled, by the old scheme or the new; in both a path reads like this.
const PANICS = new RegExp(
  [
    "4core9panicking\\d",
    "4core(6option|6result)\\d+(unwrap|expect)_failed",
    "4core4cell(4lazy)?\\d+panic_(already|poisoned)",
    "4core5slice5index\\d+slice_\\w*fail",
    "copy_from_slice_impl\\d+len_mismatch_fail",
    "4core3str\\d+slice_error_fail",
    "5alloc7raw_vec\\d+(capacity_overflow|handle_error)",
    "5alloc5alloc\\d+handle_alloc_error",
    "3std6thread5local\\d+panic_access_error",
    "24console_error_panic_hook4hook",
    "3std9panicking\\d+(begin_panic|panic_with_hook)",
    "rust_begin_unwind",
    // Yew's words for what it found in the HTML instead of what it would hydrate.
    "feat_hydration13node_type_str",
  ].join("|"),
);
const TRAP = Uint8Array.of(0, UNREACHABLE, END);

// `{:?}` is for messages, too. It writes nothing, and says that it has.
const DEBUG = /5Debug3fmt|5DebugEL_\w*3fmt|core\.\.fmt\.\.Debug\$GT\$3fmt/;
const OK = Uint8Array.of(0, I32_CONST, 0, END);

/**
 * @param {Uint8Array} file linked with `--emit-relocs`
 * @returns {Uint8Array}
 */
export function withoutPanics(file) {
  const all = sections(file);
  const functions = readFunctions(all);
  cutPanics(functions, importedFunctions(all));
  const idle = unneeded(all, functions);
  for (const one of idle.functions) one.body = TRAP;
  const kept = all.filter(({ name }) => name !== "linking" && !name.startsWith("reloc."));
  const bodies = new Map([
    [CODE, writeFunctions(functions)],
    [DATA, idle.data],
  ]);
  return assemble(
    file,
    kept.map((section) => ({ ...section, body: bodies.get(section.id) ?? section.body })),
  );
}

/**
 * @param {Section[]} all
 * @returns {Code[]}
 */
function readFunctions(all) {
  const [names, results] = [namesOfFunctions(all), resultOfFunctions(all)];
  const reader = new Reader(all.find(({ id }) => id === CODE)?.body ?? Uint8Array.of(0));
  const imported = importedFunctions(all);
  let index = 0;
  return reader.list(() => {
    const length = reader.number();
    const start = reader.at;
    const body = Uint8Array.from(reader.take(length));
    const called = names.get(imported + index) ?? [];
    // Functions that are alike become one with several names: it may be one that is needed, too.
    const only = (/** @type {RegExp} */ pattern) => called.length > 0 && called.every((name) => pattern.test(name));
    const silent = only(DEBUG) && results[index] === I32;
    index += 1;
    return { start, body: silent ? OK : body, diverges: only(PANICS) };
  });
}

/**
 * All names of each function.
 * @param {Section[]} all
 */
function namesOfFunctions(all) {
  /** @type {Map<number, string[]>} */
  const names = new Map();
  for (const symbol of symbols(all)) {
    if (symbol.kind === "function") names.set(symbol.index, [...(names.get(symbol.index) ?? []), symbol.name]);
  }
  return names;
}

/** @param {Code[]} functions */
function writeFunctions(functions) {
  return Buffer.concat([leb(functions.length), ...functions.flatMap(({ body }) => [leb(body.length), body])]);
}

/**
 * A function that surely panics from its beginning is itself one that no call needs to prepare
 * for, so this goes on until there are no more of them.
 * @param {Code[]} functions
 * @param {number} imported
 */
function cutPanics(functions, imported) {
  const diverges = (/** @type {number} */ index) => functions[index - imported]?.diverges ?? false;
  for (let found = true; found; ) {
    found = false;
    for (const one of functions) {
      if (one.diverges || !cutWithin(one.body, diverges)) continue;
      one.diverges = true;
      found = true;
    }
  }
  for (const one of functions) if (one.diverges) one.body = TRAP;
}

/**
 * Where the way between two branches or calls ends in a panic, it becomes a trap and nothing
 * else, of the same length, so that the linker's offsets still hold.
 * @param {Uint8Array} body
 * @param {(index: number) => boolean} diverges
 * @returns {boolean} whether that way begins where the function does
 */
function cutWithin(body, diverges) {
  let [way, first] = [0, true];
  for (const { opcode, start, end, operand } of instructions(body)) {
    if (way === 0) way = start;
    if (opcode === CALL && diverges(operand)) {
      if (first) return true;
      body.fill(NOP, way, end);
      body[way] = UNREACHABLE;
    }
    if (CONTROL.has(opcode) || opcode === CALL || opcode === CALL_INDIRECT) [way, first] = [end, false];
  }
  return false;
}
