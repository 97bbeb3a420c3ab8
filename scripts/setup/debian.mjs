// Packages of the system, where that is Debian and we may install them.

import { say } from "../command.mjs";
import { run, which } from "../programs.mjs";

/**
 * Installs packages as root on Debian; false where that is not possible.
 * @param {string[]} packages
 */
export async function installDebian(packages) {
  if (which("apt-get") === undefined || process.getuid?.() !== 0) return false;
  say(`Installing Debian's ${packages.join(", ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-qq"], { env });
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], { env });
  return true;
}
