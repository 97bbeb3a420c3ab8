// dist/yew: the example's page in Yew, as a merchant builds one. docs/yew.md has the three commands.

import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { say, seconds } from "../command.mjs";
import { output, run } from "../programs.mjs";
import { CACHE, TARGET } from "../workspace.mjs";
import { isFresh, leaveStamp } from "./stamp.mjs";
import { bindgen, FEATURES, TRIPLE, wasmOpt } from "./wasm.mjs";

const PACKAGE = "carrier-checkout-yew";
const PROFILE = "widget";
const MADE = path.join(TARGET, TRIPLE, PROFILE, `${PACKAGE}.wasm`);
const FOLDER = path.join(CACHE, "yew");
const FILES = ["app.js", "app_bg.wasm"];

/**
 * Builds it unless it is there already.
 * @param {string} dist
 * @param {(content: Uint8Array) => Promise<Uint8Array>} compress
 */
export async function buildYewExample(dist, compress) {
  const since = performance.now();
  const stamp = path.join(FOLDER, "made-from");
  const settings = JSON.stringify([await output("rustc", ["-vV"]), await readFile(import.meta.filename, "utf8")]);
  if (!(await isFresh(stamp, settings))) {
    await rm(FOLDER, { recursive: true, force: true });
    await mkdir(FOLDER, { recursive: true });
    await run("cargo", ["build", "-p", PACKAGE, "--target", TRIPLE, "--profile", PROFILE]);
    const bound = path.join(FOLDER, "bound");
    await run(bindgen(), ["--target", "web", "--no-typescript", "--out-name", "app", "--out-dir", bound, MADE]);
    await copyFile(path.join(bound, "app.js"), path.join(FOLDER, "app.js"));
    await wasmOpt([
      "-Os",
      ...FEATURES,
      "--strip-debug",
      path.join(bound, "app_bg.wasm"),
      "-o",
      path.join(FOLDER, "app_bg.wasm"),
    ]);
    await leaveStamp(stamp, settings, MADE.replace(/wasm$/, "d"));
    say(`Made the Yew example (${seconds(since)})`);
  }
  await mkdir(path.join(dist, "yew"), { recursive: true });
  let size = 0;
  for (const file of FILES) {
    const [content, small] = [path.join(FOLDER, file), path.join(FOLDER, `${file}.br`)];
    if (!existsSync(small)) await writeFile(small, await compress(await readFile(content)));
    await copyFile(content, path.join(dist, "yew", file));
    await copyFile(small, path.join(dist, "yew", `${file}.br`));
    size += (await stat(small)).size;
  }
  say(`The Yew example downloads ${size} bytes`);
}
