// The widget, once for each language: from Rust to a small Wasm file and the glue that loads it.

import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { say, seconds, Trouble } from "../command.mjs";
import { output, run } from "../programs.mjs";
import { smallGlue } from "../wasm/glue.mjs";
import { withShortNames } from "../wasm/short-names.mjs";
import { withoutPanics } from "../wasm/without-panics.mjs";
import { CACHE, inRoot, program, ROOT, TARGET } from "../workspace.mjs";
import { isFresh, leaveStamp } from "./stamp.mjs";

/** `named` is the same code with its functions' names kept, for `npm run size`. */
/** @typedef {{ wasm: string, glue: string, named: string }} Widget */

const TRIPLE = "wasm32-unknown-unknown";
const CARGO_OUTPUT = path.join(TARGET, TRIPLE, "widget", "carrier_checkout.wasm");

// What rustc 1.95 emits by itself. More than that is for newer browsers than ours.
const FEATURES = [
  "--enable-bulk-memory",
  "--enable-multivalue",
  "--enable-mutable-globals",
  "--enable-nontrapping-float-to-int",
  "--enable-reference-types",
  "--enable-sign-ext",
];
const BINDGEN = ["--target", "web", "--no-typescript", "--omit-default-module-path", "--out-name", "bound"];
// What is called from one place stays a function of its own: more alike, brotli makes less of it.
const OPTIMIZE = ["-Oz", "--one-caller-inline-max-function-size=10", "--low-memory-unused", ...FEATURES, "--debuginfo"];
const STRIP = [...FEATURES, "--strip-debug", "--strip-producers"];

/** @returns {Promise<Record<string, Widget>>} by language */
export async function buildWidgets() {
  const settings = JSON.stringify([await versions(), await steps()]);
  const locales = await spoken();
  const finishing = [];
  for (const locale of locales) {
    const stamp = path.join(folder(locale), "made-from");
    if (await isFresh(stamp, settings)) continue;
    const since = performance.now();
    await compile(locale);
    // While one language is made smaller, Cargo compiles the next.
    finishing.push(
      finish(locale)
        .then(() => leaveStamp(stamp, settings, path.join(folder(locale), "cargo.d")))
        .then(() => say(`Made the widget's Wasm and glue in ${locale} (${seconds(since)})`)),
    );
  }
  await Promise.all(finishing);
  return Object.fromEntries(locales.map((locale) => [locale, widgetFiles(locale)]));
}

/** The languages that have a file in src/locale. */
export async function spoken() {
  const names = await readdir(inRoot("src", "locale"));
  return names
    .filter((name) => name !== "mod.rs")
    .map((name) => path.basename(name, ".rs"))
    .sort();
}

/** @param {string} locale */
const folder = (locale) => path.join(CACHE, "widget", locale);

/**
 * @param {string} locale
 * @returns {Widget}
 */
export function widgetFiles(locale) {
  const [wasm, glue, named] = ["widget.wasm", "widget.js", "named.wasm"].map((name) => path.join(folder(locale), name));
  return /** @type {Widget} */ ({ wasm, glue, named });
}

/**
 * Cargo has one place for the widget of every language, so what it made is taken away from there.
 * @param {string} locale
 */
async function compile(locale) {
  const widget = ["-p", "carrier-checkout", "--lib", "--no-default-features", "--features", locale];
  await run("cargo", ["build", ...widget, "--target", TRIPLE, "--profile", "widget", ...flags()]);
  await rm(folder(locale), { recursive: true, force: true });
  await mkdir(folder(locale), { recursive: true });
  await copyFile(CARGO_OUTPUT, path.join(folder(locale), "cargo.wasm"));
  await copyFile(CARGO_OUTPUT.replace(/wasm$/, "d"), path.join(folder(locale), "cargo.d"));
}

/** @param {string} locale */
async function finish(locale) {
  const { wasm, glue, named } = widgetFiles(locale);
  const step = (/** @type {string} */ name) => path.join(folder(locale), name);
  await writeFile(step("cut.wasm"), withoutPanics(await readFile(step("cargo.wasm"))));
  await run(bindgen(), [...BINDGEN, "--out-dir", folder(locale), step("cut.wasm")]);
  const short = withShortNames(await readFile(step("bound_bg.wasm")), await readFile(step("bound.js"), "utf8"));
  await writeFile(step("short.wasm"), short.file);
  await writeFile(glue, await smallGlue(step("bound.js"), short.names));
  const wasmOpt = inRoot("node_modules", "binaryen", "bin", "wasm-opt");
  await run(process.execPath, [wasmOpt, ...OPTIMIZE, step("short.wasm"), "-o", named]);
  await run(process.execPath, [wasmOpt, ...STRIP, named, "-o", wasm]);
}

/**
 * Panic messages name source files: without this they would name the machine that built them.
 * The relocations are for `withoutPanics`.
 */
function flags() {
  const home = process.env.CARGO_HOME ?? path.join(os.homedir(), ".cargo");
  const paths = [`${path.join(home, "registry", "src")}${path.sep}=`, `${ROOT}${path.sep}=`];
  const rustflags = [...paths.map((prefix) => `--remap-path-prefix=${prefix}`), "-Clink-arg=--emit-relocs"];
  return ["--config", `target.${TRIPLE}.rustflags=${JSON.stringify(rustflags)}`];
}

/** The tools that make it. */
async function versions() {
  const binaryen = JSON.parse(await readFile(inRoot("node_modules", "binaryen", "package.json"), "utf8"));
  const [rustc, wasmBindgen] = await Promise.all([output("rustc", ["-vV"]), output(bindgen(), ["--version"])]);
  return [rustc, wasmBindgen, binaryen.version, process.env.RUSTFLAGS ?? ""];
}

/** What is done with the tools: it stands in these scripts. */
async function steps() {
  const names = await readdir(inRoot("scripts", "wasm"));
  const scripts = [inRoot("scripts", "build", "wasm.mjs"), ...names.map((name) => inRoot("scripts", "wasm", name))];
  return Promise.all(scripts.map((script) => readFile(script, "utf8")));
}

function bindgen() {
  const file = program("wasm-bindgen");
  if (existsSync(file)) return file;
  throw new Trouble(`${file} is missing: \`npm run build\` makes it`);
}
