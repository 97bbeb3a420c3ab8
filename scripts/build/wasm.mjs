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

/** @typedef {{ wasm: string, glue: string }} Widget the paths of the two files */

export const TRIPLE = "wasm32-unknown-unknown";
const CARGO_OUTPUT = path.join(TARGET, TRIPLE, "widget", "carrier_checkout.wasm");

// What rustc 1.95 emits by itself. More than that is for newer browsers than ours.
export const FEATURES = [
  "--enable-bulk-memory",
  "--enable-multivalue",
  "--enable-mutable-globals",
  "--enable-nontrapping-float-to-int",
  "--enable-reference-types",
  "--enable-sign-ext",
];
const BINDGEN = ["--target", "web", "--no-typescript", "--omit-default-module-path", "--out-name", "bound"];
// Measured by what brotli makes of it: short functions that are alike are worth more than few
// instructions, so what is called from one place mostly stays a function of its own.
const OPTIMIZE = [
  "-Os",
  "--converge",
  "--one-caller-inline-max-function-size=20",
  // What is computed twice reads the same twice, which brotli makes nothing of; a local for it does not.
  "--skip-pass=local-cse",
  // The stack lies first, so nothing has an address that a load's offset could overflow from.
  "--low-memory-unused",
  ...FEATURES,
];
const STRIP = ["--strip-debug", "--strip-producers"];

/** @returns {Promise<Record<string, Widget>>} by language */
export async function buildWidgets() {
  const settings = JSON.stringify([await versions(), await steps()]);
  const locales = await spoken();
  const finishing = [];
  for (const locale of locales) {
    const stamp = step(locale, "made-from");
    if (await isFresh(stamp, settings)) continue;
    const since = performance.now();
    await compile(locale);
    // While one language is made smaller, Cargo compiles the next.
    const finished = finish(locale)
      .then(() => leaveStamp(stamp, settings, step(locale, "cargo.d")))
      .then(() => say(`Made the widget's Wasm and glue in ${locale} (${seconds(since)})`));
    // A failure is told when all are waited for.
    finished.catch(() => undefined);
    finishing.push(finished);
  }
  await Promise.all(finishing);
  return Object.fromEntries(locales.map((locale) => [locale, files(locale)]));
}

/** The languages, which are features of the widget: one Wasm is made of each. */
export async function spoken() {
  const manifest = await readFile(inRoot("Cargo.toml"), "utf8");
  const features = manifest.match(/^languages = \[(.*)\]$/m)?.[1] ?? "";
  return [...features.matchAll(/"([^"]+)"/g)].map(([, locale]) => locale ?? "").sort();
}

/** @param {string} locale */
const folder = (locale) => path.join(CACHE, "widget", locale);

/**
 * @param {string} locale
 * @returns {Widget}
 */
const files = (locale) => ({ wasm: step(locale, "widget.wasm"), glue: step(locale, "widget.js") });

/**
 * What is made on the way.
 * @param {string} locale
 * @param {string} name
 */
const step = (locale, name) => path.join(folder(locale), name);

/**
 * The widget's Wasm once more, with the names of its functions, to see what is in it.
 * @param {string} locale
 * @returns {Promise<string>}
 */
export async function namedWasm(locale) {
  const named = step(locale, "named.wasm");
  await wasmOpt([...OPTIMIZE, "--debuginfo", step(locale, "short.wasm"), "-o", named]);
  return named;
}

/**
 * Cargo has one place for the widget of every language, so what it made is taken away from there.
 * @param {string} locale
 */
async function compile(locale) {
  const widget = ["-p", "carrier-checkout", "--lib", "--no-default-features", "--features", `module,${locale}`];
  await run("cargo", ["build", ...widget, "--target", TRIPLE, "--profile", "widget", ...flags()]);
  await rm(folder(locale), { recursive: true, force: true });
  await mkdir(folder(locale), { recursive: true });
  await copyFile(CARGO_OUTPUT, step(locale, "cargo.wasm"));
  await copyFile(CARGO_OUTPUT.replace(/wasm$/, "d"), step(locale, "cargo.d"));
}

/** @param {string} locale */
async function finish(locale) {
  const [cut, bound, short] = [step(locale, "cut.wasm"), step(locale, "bound_bg.wasm"), step(locale, "short.wasm")];
  const { wasm, glue } = files(locale);
  await writeFile(cut, withoutPanics(await readFile(step(locale, "cargo.wasm"))));
  await run(bindgen(), [...BINDGEN, "--out-dir", folder(locale), cut]);
  const { file, names } = withShortNames(await readFile(bound), await readFile(step(locale, "bound.js"), "utf8"));
  await writeFile(short, file);
  await writeFile(glue, await smallGlue(step(locale, "bound.js"), names));
  await wasmOpt([...OPTIMIZE, ...STRIP, short, "-o", wasm]);
}

/** @param {string[]} args */
export function wasmOpt(args) {
  return run(process.execPath, [inRoot("node_modules", "binaryen", "bin", "wasm-opt"), ...args]);
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

export function bindgen() {
  const file = program("wasm-bindgen");
  if (existsSync(file)) return file;
  throw new Trouble(`${file} is missing: \`npm run build\` makes it`);
}
