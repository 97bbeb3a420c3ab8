// Rust, its Wasm target and the wasm-bindgen commands.

import { existsSync } from "node:fs";
import path from "node:path";
import { say, Trouble } from "../command.mjs";
import { output, run, which } from "../programs.mjs";
import { NATIVE } from "../workspace.mjs";
import { installDebian } from "./debian.mjs";

const WASM = "wasm32-unknown-unknown";

export async function ensureRust() {
  if (which("cargo") === undefined) {
    throw new Trouble("Rust is missing: install it with rustup (https://rustup.rs), then run this again");
  }
  await ensureLinker();
  const sysroot = (await output("rustc", ["--print", "sysroot"])).trim();
  if (existsSync(path.join(sysroot, "lib", "rustlib", WASM, "lib"))) return;
  if (which("rustup") === undefined) {
    throw new Trouble(`this Rust has no ${WASM} target and there is no rustup to add it: install the target first`);
  }
  await run("rustup", ["target", "add", WASM]);
}

/** SQLite and the TLS library are C; Rust links with the C compiler, too. */
async function ensureLinker() {
  if (which("cc") !== undefined) return;
  if (await installDebian(["gcc", "libc6-dev"])) return;
  throw new Trouble("a C compiler is missing: install gcc and libc6-dev (or what your system calls them)");
}

/** libFuzzer is C++. */
export async function ensureCppCompiler() {
  if (which("c++") !== undefined) return;
  if (await installDebian(["g++"])) return;
  throw new Trouble("a C++ compiler is missing: install g++ (or what your system calls it)");
}

/** Builds the three servers and the wasm-bindgen commands. */
export async function buildPrograms() {
  say("Building the servers and tools");
  await run("cargo", ["build", ...NATIVE, "--bins"]);
}

/** Builds them together with the tests, so that both have the same dependencies. */
export async function buildProgramsAndTests() {
  say("Building the servers, tools and tests");
  await run("cargo", ["build", ...NATIVE, "--all-targets"]);
}
