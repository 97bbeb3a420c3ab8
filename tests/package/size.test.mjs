import assert from "node:assert/strict";
import { test } from "node:test";
import { overBudget, sizes } from "../../scripts/size/budgets.mjs";
import { group } from "../../scripts/size/crates.mjs";
import { named } from "../../scripts/size/downloads.mjs";

const file = (/** @type {string} */ name, /** @type {number} */ bytes) => ({ name, bytes, encoding: "br" });
const WIDGET = { glue: "assets/widget-ko-1.js", wasm: "assets/widget-ko-2.wasm" };

test("what a page loads is found, however it is written, and nothing else", () => {
  const html = `<script>const a = 1;</script><script src="/assets/boot.js"></script><link rel="icon" href="data:,">
    <link rel="stylesheet" href="/assets/frame.css"><link href='/assets/w.js' rel='modulepreload'>
    <link rel=preload as=fetch href=/assets/w.wasm crossorigin><link rel="preload" href="/assets/w.wasm"><a href="/x">`;
  assert.deepEqual(named(html), ["/assets/boot.js", "/assets/frame.css", "/assets/w.js", "/assets/w.wasm"]);
});

test("every byte counts once, and what is over its budget is named", () => {
  const widget = [file("/assets/widget-ko-1.js", 10), file("/assets/widget-ko-2.wasm", 100)];
  const html = file("HTML", 5);
  const split = sizes(
    { loader: file("checkout.js", 1), html, assets: [file("/assets/boot.js", 2), ...widget] },
    WIDGET,
  );
  assert.deepEqual(split, { loader: 1, html_and_css: 7, glue_and_wasm: 110, total: 118 });
  assert.deepEqual(overBudget(split, { loader: 1, html_and_css: 6, glue_and_wasm: 110, total: 117 }), [
    "html_and_css",
    "total",
  ]);
  assert.throws(() => sizes({ loader: html, html, assets: widget.slice(1) }, WIDGET));
});

test("a function counts for the crate that it was written in, and a drop for the value's", () => {
  const groups = {
    "carrier_checkout::view::window::view::h0123456789abcdef": "our views and texts",
    "carrier_checkout::driver::Inner::feed::h0123456789abcdef": "our driver and effects",
    "<carrier_checkout::effect::reader::Reader as serde_core::de::Deserializer>::x": "our driver and effects",
    "core::ptr::drop_in_place<alloc::rc::Rc<carrier_checkout_flow::flow::Flow>>::h0": "std, core, alloc",
    "core::ptr::drop_in_place<yew::dom_bundle::bnode::BNode>::h0": "yew",
    "talc::base::Talc<S,B>::allocate::h0123456789abcdef": "allocator",
    "<str>::to_lowercase": "std, core, alloc",
    "hashbrown::raw::RawTable<T,A>::reserve_rehash::h0": "hash maps",
    "mount externref shim multivalue shim": "wasm-bindgen and its crates",
    "(no name)": "others",
  };
  for (const [name, expected] of Object.entries(groups)) assert.equal(group(name), expected, name);
});
