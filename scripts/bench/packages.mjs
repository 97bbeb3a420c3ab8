// The packages of the React page, which nothing else needs.

import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { say } from "../command.mjs";
import { run } from "../programs.mjs";
import { inRoot } from "../workspace.mjs";

/** Installs them when they are missing or older than their lock. */
export async function ensureBenchPackages() {
  const installed = inRoot("benches/node_modules/.package-lock.json");
  const lock = await stat(inRoot("benches/package-lock.json"));
  if (existsSync(installed) && (await stat(installed)).mtimeMs >= lock.mtimeMs) return;
  say("Installing the packages of the React page");
  await run("npm", ["ci", "--prefix", inRoot("benches"), "--no-audit", "--no-fund"]);
}
