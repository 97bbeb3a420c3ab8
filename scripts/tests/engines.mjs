// The widget's tests and the payment in engines other than Chromium's.

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { say } from "../command.mjs";
import { ensureEngines } from "../setup/engines.mjs";
import { CACHE, inRoot } from "../workspace.mjs";
import { add, NONE } from "./counts.mjs";
import { withDisplay } from "./display.mjs";
import { runNode, runWasmPack } from "./runners.mjs";

/** @typedef {import("./counts.mjs").Counts} Counts */
/** @typedef {import("../setup/engines.mjs").Engine} Engine */

/**
 * With arguments, which are for Node's runner, the payment alone.
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
export async function testEngines(args) {
  const engines = await ensureEngines();
  let counts = NONE;
  // It has been said which ones are missing.
  if (engines.length === 0) return counts;
  for (const engine of args.length === 0 ? engines : []) {
    say(`\n── the widget in ${engine.name} ──`);
    counts = add(counts, await testWidget(engine));
  }
  say("\n── the payment ──");
  const files = engines.map(({ name }) => inRoot("tests", "engines", `${name}.test.mjs`));
  // Each has servers of its own, and both run side by side.
  return add(counts, await runNode(["--test-concurrency=2", ...args, ...files], { ENGINES: JSON.stringify(engines) }));
}

/**
 * WebKit's driver speaks as Safari's does, and is given no wishes: it starts its own small browser.
 * @param {Engine} engine
 * @returns {Promise<Counts>}
 */
async function testWidget({ browser, driver, display }) {
  if (display !== undefined) {
    const args = ["--safari", "--safaridriver", driver];
    return withDisplay(display, (DISPLAY) => runWasmPack(args, { DISPLAY }));
  }
  const wishes = path.join(CACHE, "firefox.json");
  await mkdir(CACHE, { recursive: true });
  await writeFile(wishes, JSON.stringify({ "moz:firefoxOptions": { binary: browser } }));
  const args = ["--firefox", "--geckodriver", driver];
  return runWasmPack(args, { WASM_BINDGEN_TEST_WEBDRIVER_JSON: wishes });
}
