import assert from "node:assert/strict";
import { test } from "node:test";
import { contents } from "../../scripts/wasm/contents.mjs";
import { withShortModule, withShortNames } from "../../scripts/wasm/short-names.mjs";
import { withoutPanics } from "../../scripts/wasm/without-panics.mjs";
import { KEPT, linkedModule, MESSAGE } from "./linked-module.mjs";

/** @param {Uint8Array} file @param {string} module @param {string} name */
function instantiate(file, module, name) {
  /** @type {number[]} */
  const said = [];
  const imports = { [module]: { [name]: (/** @type {number} */ address) => said.push(address) } };
  const instance = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(file)), imports);
  return { said, exports: /** @type {Record<string, any>} */ (instance.exports) };
}

const LONG = /** @type {const} */ (["./widget_bg.js", "__wbg_say_0123456789abcdef"]);
const text = (/** @type {Uint8Array} */ file) => Buffer.from(file).toString("latin1");

test("what panicked with a message still ends, without the message", () => {
  const before = instantiate(linkedModule(), ...LONG);
  assert.throws(() => before.exports.check(0), WebAssembly.RuntimeError);
  assert.equal(before.said.length, 1, "the sample panics aloud");

  const cut = instantiate(withoutPanics(linkedModule()), ...LONG);
  assert.throws(() => cut.exports.check(0), WebAssembly.RuntimeError);
  assert.deepEqual(cut.said, []);
});

test("what does not panic does what it did", () => {
  const { said, exports } = instantiate(withoutPanics(linkedModule()), ...LONG);
  exports.check(1);
  const [address = 0] = said;
  assert.equal(text(new Uint8Array(exports.memory.buffer, address, KEPT.length)), KEPT);
});

test("data and functions that only messages needed are gone", () => {
  const cut = withoutPanics(linkedModule());
  assert.ok(text(linkedModule()).includes(MESSAGE) && !text(cut).includes(MESSAGE));
  const sizes = contents(cut).functions.map(({ name, bytes }) => [name.replace(/^_ZN.*/, "panic"), bytes]);
  const small = sizes.filter(([name]) => name === "panic" || name === "spare");
  assert.deepEqual(small, [
    ["panic", 3],
    ["spare", 3],
  ]);
});

test("a debug text is empty, unless it is a text for people, too", () => {
  const { exports } = instantiate(withoutPanics(linkedModule()), ...LONG);
  assert.deepEqual([exports.debug(), exports.shared()], [0, 7]);
});

test("short names join what the long ones joined, and only what is used is exported", () => {
  const glue =
    'const imports = { "./widget_bg.js": import0 };\nwasm.check(1); wasm.debug(); wasm.shared(); wasm.memory;';
  const { file, names } = withShortNames(linkedModule(), glue);
  const short = names[LONG[1]] ?? "";
  const module = withShortModule(glue).match(/"(\w+)": import0/)?.[1] ?? "";
  assert.equal(short.length + module.length, 2);
  const { said, exports } = instantiate(file, module, short);
  exports.check(1);
  assert.equal(said.length, 1);
  assert.deepEqual(Object.keys(exports), ["memory", "check", "debug", "shared"]);
});
