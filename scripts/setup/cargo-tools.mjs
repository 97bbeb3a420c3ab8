// Tools that crates.io has, each at one version, installed below the target directory.

import { existsSync } from "node:fs";
import path from "node:path";
import { say } from "../command.mjs";
import { run, which } from "../programs.mjs";
import { TARGET } from "../workspace.mjs";

const TOOLS = path.join(TARGET, "tools");

/** Runs the widget's tests in a browser. */
export const ensureWasmPack = () => ensureTool("wasm-pack", "0.15.1");

/** Drives Firefox. */
export const ensureGeckodriver = () => ensureTool("geckodriver", "0.37.1");

/** Looks at licenses, sources and advisories of the crates. */
export const ensureCargoDeny = () => ensureTool("cargo-deny", "0.20.2");

/** Builds and runs what looks for inputs that break a law. */
export const ensureCargoFuzz = () => ensureTool("cargo-fuzz", "0.13.2");

/**
 * Where a tool is: on the PATH, else installed once.
 * @param {string} name
 * @param {string} version
 * @returns {Promise<string>}
 */
async function ensureTool(name, version) {
  const own = path.join(TOOLS, "bin", name);
  if (existsSync(own)) return own;
  const found = which(name);
  if (found !== undefined) return found;
  say(`Installing ${name} ${version} into ${path.basename(TARGET)}/tools (a few minutes, once)`);
  // It starts other programs and does little itself: what counts is how soon it is built.
  const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: "none" };
  await run("cargo", ["install", name, "--version", version, "--locked", "--debug", "--root", TOOLS], { env });
  return own;
}
