// What a file was made from, so that it is made again only when one of those has changed.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { inRoot, ROOT } from "../workspace.mjs";

// What decides about every build beside the sources that rustc has read.
const MANIFESTS = ["Cargo.toml", "Cargo.lock", "crates/flow/Cargo.toml", "crates/protocol/Cargo.toml"];

/**
 * Whether what that stamp stands for would come out the same.
 * @param {string} stamp
 * @param {string} settings
 */
export async function isFresh(stamp, settings) {
  try {
    const { sources, hash } = JSON.parse(await readFile(stamp, "utf8"));
    return hash === (await hashOf(sources, settings));
  } catch {
    return false;
  }
}

/**
 * @param {string} stamp
 * @param {string} settings
 * @param {string} depInfo Cargo's list of the sources of this workspace
 */
export async function leaveStamp(stamp, settings, depInfo) {
  const sources = [...MANIFESTS, ...(await sourcesIn(depInfo))];
  await writeFile(stamp, JSON.stringify({ sources, hash: await hashOf(sources, settings) }));
}

/**
 * `<output>: <source> <source> …`, where a space in a path is escaped.
 * @param {string} depInfo
 */
async function sourcesIn(depInfo) {
  const line = (await readFile(depInfo, "utf8")).split("\n", 1)[0] ?? "";
  const paths = line.slice(line.indexOf(": ") + 2).match(/(\\ |\S)+/g) ?? [];
  return paths.map((source) => path.relative(ROOT, source.replaceAll("\\ ", " "))).sort();
}

/**
 * @param {string[]} sources
 * @param {string} settings
 */
async function hashOf(sources, settings) {
  const hash = createHash("sha256").update(settings);
  for (const source of sources) hash.update(`\0${source}\0`).update(await readFile(inRoot(source)));
  return hash.digest("hex");
}
