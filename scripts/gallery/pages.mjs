// The window in every state and language as HTML, as the gateway renders it.

import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "../programs.mjs";
import { inRoot, TARGET } from "../workspace.mjs";

/** One state in one language. @typedef {{ scene: string, locale: string, url: string }} Page */

export const GALLERY = path.join(TARGET, "gallery");

const PAGES = path.join(GALLERY, "pages");

/** The first screen again, with one of the reasons: they differ by their words only. */
export const isRefusal = (/** @type {string} */ scene) => scene.startsWith("refused-");

/** Writes them anew, from what is built. */
export async function writePages() {
  await rm(PAGES, { recursive: true, force: true });
  const gallery = ["run", "--quiet", "-p", "carrier-checkout-gateway", "--example", "gallery"];
  await run("cargo", [...gallery, "--", inRoot("dist"), PAGES]);
}

/**
 * Those that were written.
 * @returns {Promise<Page[]>}
 */
export async function pages() {
  const names = (await readdir(PAGES)).sort();
  return names.map((name) => {
    const [scene = "", locale = ""] = name.split(".");
    return { scene, locale, url: pathToFileURL(path.join(PAGES, name)).href };
  });
}
