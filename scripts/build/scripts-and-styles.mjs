// What a browser is served beside the Wasm: scripts and a style sheet, each one file.

import { existsSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { minify as compress } from "terser";
import { Trouble } from "../command.mjs";
import { inRoot } from "../workspace.mjs";

// The first ones with Wasm reference types, which rustc emits.
export const BROWSERS = ["chrome96", "edge96", "firefox91", "safari15"];

const LOADER = inRoot("www", "sdk", "src", "script.ts");
const MORE = inRoot("www", "sdk", "src", "more", "index.ts");
const BOOT = inRoot("www", "frame", "boot.ts");
const LATER = inRoot("www", "frame", "later", "index.ts");
const STYLE = inRoot("www", "styles", "frame.css");
const HOSTED = inRoot("www", "frame", "hosted.ts");
const HOSTED_STYLE = inRoot("www", "styles", "hosted.css");

/** @typedef {"more" | "boot" | "later" | "style" | "hosted" | "hostedStyle"} Part */

/** @returns {Promise<Record<Part, Uint8Array>>} all but the loader */
export async function bundle() {
  for (const file of [LOADER, MORE, BOOT, LATER, STYLE, HOSTED, HOSTED_STYLE]) {
    if (!existsSync(file)) throw new Trouble(`${path.relative(inRoot(), file)} is missing`);
  }
  const [more, boot, later, style, hosted, hostedStyle] = await Promise.all([
    minify(MORE, { bundle: true, format: "esm" }),
    minify(BOOT, { bundle: true, format: "iife" }),
    minify(LATER, { bundle: true, format: "esm" }),
    minify(STYLE, { bundle: true }),
    minify(HOSTED, { bundle: true, format: "iife" }),
    minify(HOSTED_STYLE, { bundle: true }),
  ]);
  return { more, boot, later, style, hosted, hostedStyle };
}

/**
 * The loader, which fetches what only some pages use from that path at the gateway; without one it brings that along.
 * @param {string} [more]
 */
export async function bundleLoader(more) {
  const define = { MORE: more === undefined ? "undefined" : JSON.stringify(`/${more}`) };
  const whole = await minify(LOADER, { bundle: true, format: "iife", minify: false, minifySyntax: true, define });
  // Every page with a checkout waits for it, and of what esbuild leaves this takes away another twentieth.
  const { code } = await compress(Buffer.from(whole).toString(), {
    // A function that is used once reads alike where it stands, so nothing is put into where it is used.
    compress: {
      ecma: 2020,
      passes: 3,
      toplevel: true,
      inline: 0,
      comparisons: false,
      hoist_props: false,
      pure_getters: true,
    },
    mangle: { toplevel: true },
    format: { ecma: 2020 },
  });
  // Classes are strict by themselves, and nothing else depends on it.
  return Buffer.from((code ?? "").replace(/^"use strict";/, ""));
}

/**
 * The loader as it is released: all of it in one file, because a hash says nothing of what a script fetches later.
 * @returns {Promise<Uint8Array>}
 */
export const bundlePinned = () => bundleLoader();

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
