// The npm packages that a package-lock.json names.

import { stat } from "node:fs/promises";
import path from "node:path";
import { say } from "../command.mjs";
import { run } from "../programs.mjs";
import { inRoot } from "../workspace.mjs";

/** Installs them when they are missing or older than the lock. */
export async function ensurePackages(folder = inRoot(), whose = "the npm packages") {
  const lock = await modified(path.join(folder, "package-lock.json"));
  if ((await modified(path.join(folder, "node_modules", ".package-lock.json"))) >= lock) return;
  say(`Installing ${whose}`);
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" };
  await run("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund"], { env });
}

/** @param {string} file */
async function modified(file) {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return 0;
  }
}
