// The widget: from Rust to a small Wasm file and the glue that loads it.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { say, seconds, Trouble } from "../command.mjs";
import { output, run } from "../programs.mjs";
import { CACHE, inRoot, program, ROOT, TARGET } from "../workspace.mjs";

const TRIPLE = "wasm32-unknown-unknown";
const CARGO_OUTPUT = path.join(TARGET, TRIPLE, "widget", "carrier_checkout.wasm");
const MADE = path.join(CACHE, "widget");

// What rustc 1.95 emits by itself. More than that is for newer browsers than ours.
const FEATURES = [
  "--enable-bulk-memory",
  "--enable-multivalue",
  "--enable-mutable-globals",
  "--enable-nontrapping-float-to-int",
  "--enable-reference-types",
  "--enable-sign-ext",
];
const BINDGEN = ["--target", "web", "--no-typescript", "--omit-default-module-path", "--out-name", "widget"];
const OPTIMIZE = ["-Oz", ...FEATURES, "--strip-debug", "--strip-producers"];

/** @returns {Promise<{ wasm: string, glue: string }>} the paths of the two files */
export async function buildWidget() {
  await run("cargo", [
    "build",
    "-p",
    "carrier-checkout",
    "--lib",
    "--target",
    TRIPLE,
    "--profile",
    "widget",
    ...paths(),
  ]);
  const files = { wasm: path.join(MADE, "widget.wasm"), glue: path.join(MADE, "widget.js") };
  const stamp = path.join(MADE, "made-from");
  const inputs = await hashOfInputs();
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === inputs) return files;

  const since = performance.now();
  await rm(MADE, { recursive: true, force: true });
  await mkdir(MADE, { recursive: true });
  await run(bindgen(), [...BINDGEN, "--out-dir", MADE, CARGO_OUTPUT]);
  const wasmOpt = inRoot("node_modules", "binaryen", "bin", "wasm-opt");
  await run(process.execPath, [wasmOpt, ...OPTIMIZE, path.join(MADE, "widget_bg.wasm"), "-o", files.wasm]);
  await writeFile(stamp, inputs);
  say(`Made the widget's Wasm and glue (${seconds(since)})`);
  return files;
}

/** Panic messages name source files: without this they would name the machine that built them. */
function paths() {
  const home = process.env.CARGO_HOME ?? path.join(os.homedir(), ".cargo");
  const flags = [`${path.join(home, "registry", "src")}${path.sep}=`, `${ROOT}${path.sep}=`];
  const rustflags = flags.map((flag) => `--remap-path-prefix=${flag}`);
  return ["--config", `target.${TRIPLE}.rustflags=${JSON.stringify(rustflags)}`];
}

async function hashOfInputs() {
  const binaryen = await readFile(inRoot("node_modules", "binaryen", "package.json"), "utf8");
  const version = await output(bindgen(), ["--version"]);
  const hash = createHash("sha256").update(await readFile(CARGO_OUTPUT));
  return hash.update(JSON.stringify([JSON.parse(binaryen).version, version, BINDGEN, OPTIMIZE])).digest("hex");
}

function bindgen() {
  const file = program("wasm-bindgen");
  if (existsSync(file)) return file;
  throw new Trouble(`${file} is missing: \`npm run build\` makes it`);
}
