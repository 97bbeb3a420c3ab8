import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { keepLatest } from "../../scripts/build/earlier.mjs";

/** @param {(build: (...files: string[]) => Promise<string[]>, dist: string) => Promise<void>} use */
async function withDist(use) {
  const dist = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-dist-"));
  await mkdir(path.join(dist, "assets"));
  /** @param {string[]} files */
  const build = async (...files) => {
    for (const file of files.flatMap((name) => [name, `${name}.br`])) {
      await writeFile(path.join(dist, "assets", file), file);
    }
    await keepLatest(
      dist,
      files.map((name) => `assets/${name}`),
    );
    return (await readdir(path.join(dist, "assets"))).filter((name) => !name.endsWith(".br")).sort();
  };
  try {
    await use(build, dist);
  } finally {
    await rm(dist, { recursive: true, force: true });
  }
}

test("a build keeps the files of the two before it, for pages that are open", () =>
  withDist(async (build) => {
    assert.deepEqual(await build("more-1.js", "same.css"), ["more-1.js", "same.css"]);
    assert.deepEqual(await build("more-2.js", "same.css"), ["more-1.js", "more-2.js", "same.css"]);
    await build("more-3.js", "same.css");
    assert.deepEqual(await build("more-4.js", "same.css"), ["more-2.js", "more-3.js", "more-4.js", "same.css"]);
  }));

test("a build that changes nothing takes the place of none, and one that goes back is the newest", () =>
  withDist(async (build) => {
    await build("more-1.js");
    await build("more-2.js");
    for (let again = 0; again < 5; again += 1) await build("more-2.js");
    assert.deepEqual(await build("more-1.js"), ["more-1.js", "more-2.js"]);
    await build("more-3.js");
    assert.deepEqual(await build("more-4.js"), ["more-1.js", "more-3.js", "more-4.js"]);
  }));

test("a record that cannot be read is none, and what no build knows goes", () =>
  withDist(async (build, dist) => {
    await writeFile(path.join(dist, "builds.json"), "half of i");
    await writeFile(path.join(dist, "assets", "stray.js.123"), "");
    assert.deepEqual(await build("more-1.js"), ["more-1.js"]);
  }));
