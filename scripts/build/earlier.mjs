// Files of earlier builds: pages that are open while the gateway is renewed still ask for them.

import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** This build and the two before it. An open page is younger than three deployments, or is loaded again. */
const BUILDS = 3;

/** In dist/: the files of the latest builds, the newest first. */
const RECORD = "builds.json";

/**
 * Records what a build has made, and takes away what only older ones had.
 * @param {string} dist
 * @param {string[]} files as the manifest names them
 */
export async function keepLatest(dist, files) {
  const made = [...new Set(files)].sort();
  const before = (await recorded(dist)).filter((build) => build.join() !== made.join());
  const builds = [made, ...before].slice(0, BUILDS);
  const draft = path.join(dist, `${RECORD}.${process.pid}`);
  await writeFile(draft, `${JSON.stringify(builds, null, 2)}\n`);
  await rename(draft, path.join(dist, RECORD));
  const names = new Set(builds.flat().flatMap((file) => [path.basename(file), `${path.basename(file)}.br`]));
  for (const name of await readdir(path.join(dist, "assets"))) {
    if (!names.has(name)) await rm(path.join(dist, "assets", name));
  }
}

/**
 * @param {string} dist
 * @returns {Promise<string[][]>}
 */
async function recorded(dist) {
  try {
    const builds = JSON.parse(await readFile(path.join(dist, RECORD), "utf8"));
    return Array.isArray(builds) ? builds.filter(Array.isArray) : [];
  } catch {
    // The first build, or one from before there was a record.
    return [];
  }
}
