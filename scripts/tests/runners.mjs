// The runners that more than one kind of tests has.

import path from "node:path";
import { watch } from "../programs.mjs";
import { ensureWasmPack } from "../setup/cargo-tools.mjs";
import { program } from "../workspace.mjs";
import { fromCargo, fromNode, ofStage } from "./counts.mjs";

/**
 * Node's own.
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
export async function runNode(args, env = {}) {
  const options = { env: { ...process.env, ...env } };
  const { code, text } = await watch(process.execPath, ["--test", "--test-reporter=spec", ...args], options);
  return ofStage(fromNode(text), code);
}

/**
 * The widget in a browser, without servers.
 * @param {string[]} args which browser, by which driver, and what is for Cargo
 * @param {Record<string, string>} env
 */
export async function runWasmPack(args, env = {}) {
  const wasmPack = await ensureWasmPack();
  // Our own wasm-bindgen comes first and has the locked version, so nothing is downloaded.
  const PATH = [path.dirname(program("wasm-bindgen")), process.env.PATH].join(path.delimiter);
  const patience = { WASM_BINDGEN_TEST_TIMEOUT: "120", WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "30" };
  const cargo = [...(args.includes("--") ? [] : ["--"]), "--features", "component"];
  const { code, text } = await watch(wasmPack, ["test", "--headless", "--mode", "no-install", ...args, ...cargo], {
    env: { ...process.env, PATH, ...patience, ...env },
  });
  return ofStage(fromCargo(text), code);
}
