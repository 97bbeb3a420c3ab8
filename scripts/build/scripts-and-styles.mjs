// What a browser is served beside the Wasm: scripts and a style sheet, each one file.

import { existsSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { Trouble } from "../command.mjs";
import { inRoot } from "../workspace.mjs";

// The first ones with Wasm reference types, which rustc emits.
const BROWSERS = ["chrome96", "edge96", "firefox91", "safari15"];

const LOADER = inRoot("www", "sdk", "src", "script.ts");
const BOOT = inRoot("www", "frame", "boot.ts");
const LATER = inRoot("www", "frame", "later", "index.ts");
const STYLE = inRoot("www", "styles", "frame.css");

/** @returns {Promise<{ loader: Uint8Array, boot: Uint8Array, later: Uint8Array, style: Uint8Array }>} */
export async function bundle() {
  for (const file of [LOADER, BOOT, LATER, STYLE]) {
    if (!existsSync(file)) throw new Trouble(`${path.relative(inRoot(), file)} is missing`);
  }
  const [loader, boot, later, style] = await Promise.all([
    minify(LOADER, { bundle: true, format: "iife" }),
    minify(BOOT, { bundle: true, format: "iife" }),
    minify(LATER, { bundle: true, format: "esm" }),
    minify(STYLE, { bundle: true }),
  ]);
  return { loader, boot, later, style };
}

/**
 * The loader as it is released: all of it in one file, because a hash says nothing of what a script fetches later.
 * @returns {Promise<Uint8Array>}
 */
export const bundlePinned = () => minify(LOADER, { bundle: true, format: "iife" });

/**
 * @param {string} entry
 * @param {import("esbuild").BuildOptions} options
 */
export async function minify(entry, options) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: inRoot(),
    minify: true,
    target: BROWSERS,
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    write: false,
    ...options,
  }).catch(() => {
    throw new Trouble(`${path.relative(inRoot(), entry)} cannot be built`);
  });
  const file = outputFiles?.[0];
  if (file === undefined) throw new Error(`esbuild made nothing of ${entry}`);
  return file.contents;
}
