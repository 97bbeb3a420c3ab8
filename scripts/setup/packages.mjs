// The npm packages that package-lock.json names.

import { stat } from "node:fs/promises";
import { say } from "../command.mjs";
import { run } from "../programs.mjs";
import { inRoot } from "../workspace.mjs";

/** Installs them when they are missing or older than the lock. */
export async function ensurePackages() {
  const lock = await modified(inRoot("package-lock.json"));
  if ((await modified(inRoot("node_modules", ".package-lock.json"))) >= lock) return;
  say("Installing the npm packages");
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" };
  await run("npm", ["ci", "--no-audit", "--no-fund"], { env });
}

/** @param {string} file */
async function modified(file) {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return 0;
  }
}
