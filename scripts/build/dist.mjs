// dist/: what the gateway serves, each file named after its content, with a brotli copy beside it.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { say, seconds } from "../command.mjs";
import { kept, RELEASES } from "../release/releases.mjs";
import { inRoot } from "../workspace.mjs";
import { keepLatest } from "./earlier.mjs";
import { bundle, bundleLoader } from "./scripts-and-styles.mjs";
import { buildWidgets } from "./wasm.mjs";
import { buildYewExample } from "./yew.mjs";

/** @typedef {{ glue: string, wasm: string }} Widget */
/** @typedef {"loader" | "more" | "boot" | "later" | "style" | "hosted" | "hosted_style"} Shared */
/** @typedef {Record<Shared, string> & { widgets: Record<string, Widget> }} Manifest */

const DIST = inRoot("dist");
const compress = promisify(brotliCompress);
const { BROTLI_PARAM_LGBLOCK, BROTLI_PARAM_LGWIN, BROTLI_PARAM_NDIRECT, BROTLI_PARAM_NPOSTFIX } = constants;
// It guesses how long its blocks had best be, and how distances are best written: of a Wasm file another guess makes a
// few hundred bytes less, and which one differs from file to file. Whoever unpacks it need not know.
const WAYS = [
  {},
  { [BROTLI_PARAM_LGBLOCK]: 17 },
  { [BROTLI_PARAM_LGBLOCK]: 17, [BROTLI_PARAM_NDIRECT]: 15 },
  { [BROTLI_PARAM_LGWIN]: 18, [BROTLI_PARAM_NPOSTFIX]: 1, [BROTLI_PARAM_NDIRECT]: 16 },
];

/** Builds what has changed; the Rust programs it uses must have been built. */
export async function buildDist() {
  const since = performance.now();
  say("Building what browsers are served");
  const made = await buildWidgets();
  const { more, boot, later, style, hosted, hostedStyle } = await bundle();
  await mkdir(path.join(DIST, "assets"), { recursive: true });
  const second = await publish("more", "js", more);
  /** @type {Manifest} */
  const manifest = {
    loader: await publish("checkout", "js", await bundleLoader(second)),
    more: second,
    boot: await publish("boot", "js", boot),
    later: await publish("later", "js", later),
    style: await publish("frame", "css", style),
    hosted: await publish("hosted", "js", hosted),
    hosted_style: await publish("hosted", "css", hostedStyle),
    widgets: {},
  };
  for (const [locale, { glue, wasm }] of Object.entries(made)) {
    manifest.widgets[locale] = {
      glue: await publish(`widget-${locale}`, "js", await readFile(glue)),
      wasm: await publish(`widget-${locale}`, "wasm", await readFile(wasm)),
    };
  }
  const terms = await publishTerms();
  await publishReleases(DIST, await kept(RELEASES));
  await replace(path.join(DIST, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  const { widgets, ...shared } = manifest;
  await keepLatest(DIST, [...Object.values(shared), ...Object.values(widgets).flatMap(Object.values), ...terms]);
  await buildYewExample(DIST, brotli);
  say(`dist/ is up to date (${seconds(since)})`);
  return manifest;
}

/**
 * The full texts of the consents: `www/terms/<version>/<locale>/<kind>.txt`. Their
 * names hold no hash, because what was agreed to is recorded by its version: a
 * text that changes gets a new version.
 */
async function publishTerms() {
  const folder = inRoot("www/terms");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(
    texts.map(async (text) => {
      const file = `assets/terms-${path.relative(folder, text).split(path.sep).join("-")}`;
      const content = await readFile(text);
      await replace(path.join(DIST, file), content);
      await replace(path.join(DIST, `${file}.br`), await brotli(content));
      return file;
    }),
  );
}

/**
 * The loaders of every release, as they were: pages name their hashes.
 * @param {string} dist
 * @param {import("../release/releases.mjs").Release[]} releases
 */
export async function publishReleases(dist, releases) {
  const folder = path.join(dist, "releases");
  await rm(folder, { recursive: true, force: true });
  for (const { version, content } of releases) {
    await mkdir(path.join(folder, version), { recursive: true });
    await replace(path.join(folder, version, "checkout.js"), content);
    await replace(path.join(folder, version, "checkout.js.br"), await brotli(content));
  }
}

/**
 * Writes a file and its brotli copy, unless the same content is there already.
 * @param {string} name
 * @param {string} extension
 * @param {Uint8Array} content
 */
async function publish(name, extension, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const file = `assets/${name}-${hash}.${extension}`;
  const full = path.join(DIST, file);
  // The brotli copy is written last: where it is, both are whole.
  if (existsSync(`${full}.br`)) return file;
  await replace(full, content);
  await replace(`${full}.br`, await brotli(content));
  return file;
}

/**
 * The smallest that brotli can make of it, by whichever of the ways.
 * @param {Uint8Array} content
 */
export async function brotli(content) {
  const { BROTLI_PARAM_QUALITY, BROTLI_MAX_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: BROTLI_MAX_QUALITY, [BROTLI_PARAM_SIZE_HINT]: content.length };
  const made = await Promise.all(WAYS.map((way) => compress(content, { params: { ...params, ...way } })));
  return made.reduce((least, one) => (one.length < least.length ? one : least));
}

/**
 * Nobody ever reads half a file.
 * @param {string} file
 * @param {string | Uint8Array} content
 */
async function replace(file, content) {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, file);
}
