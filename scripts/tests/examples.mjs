// The shops below examples/, as whoever tries them installs them.

import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { buildPackage, packPackage } from "../build/npm.mjs";
import { run } from "../programs.mjs";
import { ensurePackages } from "../setup/packages.mjs";
import { ensurePython } from "../setup/python.mjs";
import { inRoot } from "../workspace.mjs";

/** Makes them ready to be started. */
export async function prepareExamples() {
  const tarball = await packPackage(await buildPackage());
  await ensurePackages(inRoot("examples", "node"), "the packages of the Express shop");
  await installReact(inRoot("examples", "react"), tarball);
  await ensurePython(inRoot("examples", "fastapi", "requirements.txt"));
}

/**
 * Its lock names our tarball without a hash, because that is made anew with every change.
 * @param {string} folder
 * @param {string} tarball
 */
async function installReact(folder, tarball) {
  const installed = path.join(folder, "node_modules");
  const mark = path.join(installed, ".carrier-checkout-hash");
  const hash = createHash("sha256")
    .update(await readFile(tarball))
    .digest("hex");
  if ((await readFile(mark, "utf8").catch(() => "")) !== hash) {
    await rm(path.join(installed, ".package-lock.json"), { force: true });
  }
  await ensurePackages(folder, "the packages of the React shop");
  await writeFile(mark, hash);
  await run("npm", ["run", "build", "--silent", "--prefix", folder, "--", "--logLevel", "error"]);
}
