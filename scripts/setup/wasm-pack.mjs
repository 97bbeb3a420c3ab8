// wasm-pack, which runs the widget's tests in a browser.

import { existsSync } from "node:fs";
import path from "node:path";
import { say } from "../command.mjs";
import { run, which } from "../programs.mjs";
import { TARGET } from "../workspace.mjs";

const VERSION = "0.15.1";
const TOOLS = path.join(TARGET, "tools");

/**
 * Where wasm-pack is: on the PATH, else installed once below the target directory.
 * @returns {Promise<string>}
 */
export async function ensureWasmPack() {
  const own = path.join(TOOLS, "bin", "wasm-pack");
  if (existsSync(own)) return own;
  const found = which("wasm-pack");
  if (found !== undefined) return found;
  say(`Installing wasm-pack ${VERSION} into ${path.basename(TARGET)}/tools (a few minutes, once)`);
  // It starts other programs and does little itself: what counts is how soon it is built.
  const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: "none" };
  await run("cargo", ["install", "wasm-pack", "--version", VERSION, "--locked", "--debug", "--root", TOOLS], { env });
  return own;
}
