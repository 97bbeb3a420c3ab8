// The project of a merchant who has installed the package, with pages that use it.

import { cp, rm } from "node:fs/promises";
import path from "node:path";
import { buildPackage, packPackage } from "../build/npm.mjs";
import { say } from "../command.mjs";
import { run } from "../programs.mjs";
import { ensurePackages } from "../setup/packages.mjs";

/**
 * Makes it from `apps`, beside them, from nothing: Vite and React are found in the folder above.
 * @param {string} folder
 */
export async function prepareMerchant(folder) {
  await ensurePackages(folder, "what the npm package is tried with");
  say("Packing, and installing what was packed");
  const tarball = await packPackage(await buildPackage());
  const merchant = path.join(folder, "merchant");
  await rm(merchant, { recursive: true, force: true });
  await cp(path.join(folder, "apps"), merchant, { recursive: true });
  const quiet = ["--offline", "--no-audit", "--no-fund", "--no-package-lock", "--silent"];
  await run("npm", ["install", "--prefix", merchant, ...quiet, tarball]);
  const vite = path.join(folder, "node_modules", "vite", "bin", "vite.js");
  // Only React's own development build mounts twice what is in StrictMode.
  const env = { ...process.env, NODE_ENV: "development" };
  for (const mode of ["development", "react-18"]) {
    await run(process.execPath, [vite, "build", merchant, "--mode", mode, "--logLevel", "error"], { env });
  }
}
