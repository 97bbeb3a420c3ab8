// The loaders that were released: `www/releases/<version>/checkout.js`, committed, and never changed.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Trouble } from "../command.mjs";
import { inRoot } from "../workspace.mjs";

/** @typedef {{ version: string, content: Uint8Array }} Release */

export const RELEASES = inRoot("www", "releases");

const NAME = "checkout.js";

/**
 * Every release, the oldest first.
 * @param {string} folder
 * @returns {Promise<Release[]>}
 */
export async function kept(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(none);
  const versions = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  versions.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  return Promise.all(
    versions.map(async (version) => ({ version, content: await readFile(path.join(folder, version, NAME)) })),
  );
}

/**
 * Keeps a release. What pages have pinned must stay what it was.
 * @param {string} folder
 * @param {string} version
 * @param {Uint8Array} content
 * @param {{ dry?: boolean }} [options]
 */
export async function keep(folder, version, content, { dry = false } = {}) {
  const file = path.join(folder, version, NAME);
  const before = await readFile(file).catch(nothing);
  if (before !== undefined && !before.equals(content)) {
    throw new Trouble(`${version} was released with another loader: give package.json another version`);
  }
  if (before !== undefined || dry) return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}

/**
 * What a page says of the script that it trusts.
 * @param {Uint8Array} content
 */
export const integrity = (content) => `sha384-${createHash("sha384").update(content).digest("base64")}`;

/**
 * The tag that pins a release. Without `crossorigin` a browser may not look at what it hashes, and refuses.
 * @param {Release} release
 * @param {string} gateway
 */
export const tag = ({ version, content }, gateway) =>
  `<script async src="${gateway}/releases/${version}/${NAME}" integrity="${integrity(content)}" crossorigin></script>`;

/** @param {NodeJS.ErrnoException} error */
function none(error) {
  if (error.code !== "ENOENT") throw error;
  return /** @type {import("node:fs").Dirent[]} */ ([]);
}

/** @param {NodeJS.ErrnoException} error */
function nothing(error) {
  if (error.code !== "ENOENT") throw error;
  return undefined;
}
