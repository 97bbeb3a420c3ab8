// `npm run lint`: formats, lints and types. All of them run; one complaint is enough to fail.

import { performance } from "node:perf_hooks";
import { command, say, seconds, Trouble } from "./command.mjs";
import { run } from "./programs.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { ensureRust } from "./setup/rust.mjs";
import { inRoot, LAWS, NATIVE } from "./workspace.mjs";

const WARNINGS = ["--", "-D", "warnings"];
const WASM = ["--target", "wasm32-unknown-unknown"];
const WIDGET = ["-p", "carrier-checkout", "--lib", "--tests", "--features", "component", ...WASM];
const YEW = ["-p", "carrier-checkout-yew", ...WASM];
const biome = inRoot("node_modules", ".bin", "biome");
const tsc = inRoot("node_modules", ".bin", "tsc");

/** @type {[name: string, program: string, args: string[]][]} */
const CHECKS = [
  ["Rust is formatted", "cargo", ["fmt", "--all", "--check"]],
  ["the laws are formatted", "cargo", ["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]],
  ["Biome is content", biome, ["check", "--error-on-warnings"]],
  ["scripts and tests have their types", tsc, ["--noEmit", "-p", "."]],
  ["the loader has its types", tsc, ["--noEmit", "-p", "www/sdk"]],
  ["the loader's tests have their types", tsc, ["--noEmit", "-p", "www/sdk/test"]],
  ["clippy is content with the servers", "cargo", ["clippy", ...NATIVE, "--all-targets", ...WARNINGS]],
  ["clippy is content with the laws", "cargo", ["clippy", ...LAWS, "--all-targets", ...WARNINGS]],
  ["clippy is content with the widget", "cargo", ["clippy", ...WIDGET, ...WARNINGS]],
  ["clippy is content with the page in Yew", "cargo", ["clippy", ...YEW, ...WARNINGS]],
];

await command(async () => {
  await ensurePackages();
  await ensureRust();
  const failed = [];
  for (const [name, program, args] of CHECKS) {
    const since = performance.now();
    const fine = await run(program, args).then(
      () => true,
      () => false,
    );
    say(`${fine ? "ok" : "NOT OK"}: ${name} (${seconds(since)})`);
    if (!fine) failed.push(name);
  }
  if (failed.length > 0) throw new Trouble(`not so: ${failed.join("; ")}`);
});
