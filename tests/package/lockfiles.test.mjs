import assert from "node:assert/strict";
import { test } from "node:test";
import { files, manifest, read } from "./repository.mjs";

const LOCKS = /(^|\/)(package-lock\.json|Cargo\.lock|poetry\.lock|uv\.lock|composer\.lock|Gemfile\.lock|go\.sum)$/;
// Cargo writes this one into every lock: the name of the public index, whatever was fetched from.
const CARGO_SOURCE = "registry+https://github.com/rust-lang/crates.io-index";

for (const lock of files().filter((file) => LOCKS.test(file))) {
  test(`${lock} names no place to download from`, () => {
    const lines = read(lock).replaceAll(CARGO_SOURCE, "").split("\n");
    assert.deepEqual(
      lines.filter((line) => /"?(resolved|source|tarball)"?\s*[:=]\s*"?[^"]*:\/\//.test(line)),
      [],
    );
  });
}

test("no file names a registry's host", () => {
  // Put together here, so that this file does not name them itself.
  const hosts = [
    ["registry", "npmjs", "org"],
    ["registry", "yarnpkg", "com"],
    ["static", "crates", "io"],
    ["files", "pythonhosted", "org"],
  ];
  const names = hosts.map((parts) => parts.join("."));
  assert.deepEqual(
    files().filter((file) => isText(file) && names.some((name) => read(file).includes(name))),
    [],
  );
});

test("npm's lock and package.json agree", () => {
  const lock = JSON.parse(read("package-lock.json"));
  assert.deepEqual(lock.packages[""].devDependencies, manifest().devDependencies);
  assert.equal(lock.packages[""].version, JSON.parse(read("package.json")).version);
});

test("npm's lock has every platform's packages, without which `npm ci` refuses it", () => {
  const { packages } = JSON.parse(read("package-lock.json"));
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
  assert.deepEqual(
    wanted.filter((name) => packages[`node_modules/${name}`]?.version === undefined),
    [],
  );
});

test("the wasm-bindgen commands have the version that the widget is built with", () => {
  const locked = read("Cargo.lock").match(/name = "wasm-bindgen"\nversion = "([^"]+)"/)?.[1];
  const tool = read("tools/wasm-bindgen/Cargo.toml").match(/^version = "([^"]+)"/m)?.[1];
  assert.equal(tool, locked);
});

/** @param {string} file */
function isText(file) {
  return !/\.(png|jpe?g|webp|woff2?|ico|wasm|br|gz)$/.test(file);
}
