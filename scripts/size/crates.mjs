// Which crate a function of the widget comes from, by the name that Rust gives it.

/** @typedef {import("../wasm/contents.mjs").Sized} Sized */

/** @type {[group: string, crates: RegExp][]} */
const GROUPS = [
  ["our views and texts", /^carrier_checkout::(view|locale)$/],
  ["our driver and effects", /^carrier_checkout(::\w+)?$/],
  ["our flow", /^carrier_checkout_flow$/],
  ["our protocol", /^carrier_checkout_protocol$/],
  ["yew", /^(yew|implicit_clone|tokise|futures\w*|slab|bincode|console_error_panic_hook)$/],
  ["std, core, alloc", /^(std|core|alloc|panic_abort)$/],
  ["hash maps", /^(hashbrown|indexmap|foldhash|equivalent)$/],
  ["serde", /^serde\w*$/],
  ["wasm-bindgen and its crates", /^(wasm_bindgen\w*|js_sys|web_sys|gloo\w*)$/],
  ["allocator", /^(talc|dlmalloc|__rustc)$/],
];

/**
 * The bytes of each group, the largest first.
 * @param {Sized[]} functions
 * @returns {Sized[]}
 */
export function byCrate(functions) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const { name, bytes } of functions) sums.set(group(name), (sums.get(group(name)) ?? 0) + bytes);
  return [...sums].map(([name, bytes]) => ({ name, bytes })).sort((a, b) => b.bytes - a.bytes);
}

/**
 * Generic code counts for the crate that wrote it, and what drops a value for the value's.
 * @param {string} name
 * @returns {string}
 */
export function group(name) {
  const plain = readable(name).replace(/^core::ptr::drop_in_place(::)?</, "");
  if (/externref shim|^__(wbindgen|externref)/.test(plain)) return "wasm-bindgen and its crates";
  // The methods of `str` and the like name no crate.
  if (/^<?(str|char|bool|[iu](8|16|32|64|128|size)|\[)/.test(plain)) return "std, core, alloc";
  const path = plain.match(/\b[a-z_]\w*(?=::)(::[a-z]\w*)?/)?.[0] ?? "";
  const krate = path.split("::")[0] ?? "";
  return GROUPS.find(([, crates]) => crates.test(path) || crates.test(krate))?.[0] ?? "others";
}

/**
 * Without the hashes that the compiler adds.
 * @param {string} name
 */
export const readable = (name) => name.replace(/\[[0-9a-f]{16}\]/g, "").replace(/::h[0-9a-f]{16}(?=\W|$)/, "");
