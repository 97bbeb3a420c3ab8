// The programs that crash and are stormed, and the one that does it.

import { chmod, mkdir } from "node:fs/promises";
import path from "node:path";
import { output, run } from "../programs.mjs";
import { ensurePackages } from "../setup/packages.mjs";
import { ensurePostgres } from "../setup/postgres.mjs";
import { buildPrograms, ensureRust } from "../setup/rust.mjs";
import { inRoot, NATIVE, TARGET } from "../workspace.mjs";

/** @typedef {{ command: string, shop: string, load: string, assets: string, profile: string }} Built */

/** How the two databases are called. */
export const TITLES = { sqlite: "SQLite", postgres: "PostgreSQL" };

/** @typedef {keyof typeof TITLES} Database */

/**
 * The whole is run with what operators run, the short version with what the tests have built already.
 * @param {boolean} full
 * @returns {Promise<Built>}
 */
export async function built(full) {
  await ensurePackages();
  await ensureRust();
  if (full) await run("cargo", ["build", "--release", ...NATIVE, "--bins"]);
  else await buildPrograms();
  const { buildDist } = await import("../build/dist.mjs");
  await buildDist();
  const profile = full ? "release" : "debug";
  const at = (/** @type {string} */ name) => path.join(TARGET, profile, name);
  return {
    profile,
    command: at("carrier-checkout"),
    shop: at("carrier-checkout-shop"),
    load: at("carrier-checkout-load"),
    assets: inRoot("dist"),
  };
}

/** @returns {Promise<Database[]>} */
export async function databases() {
  return (await ensurePostgres()) ? ["sqlite", "postgres"] : ["sqlite"];
}

/**
 * A directory of its own, which PostgreSQL can reach: it runs as another user.
 * @param {string} directory
 * @param {string} name
 */
export async function reachable(directory, name) {
  const own = path.join(directory, name);
  await mkdir(own, { recursive: true });
  await chmod(directory, 0o711);
  await chmod(own, 0o711);
  return own;
}

/**
 * What the program has found. It holds as many connections as the system lets it.
 * @param {Built} programs
 * @param {string} what
 * @param {object} wish
 */
export async function found(programs, what, wish) {
  const asked = ["-c", 'ulimit -n "$(ulimit -H -n)"; exec "$0" "$@"', programs.load, what, JSON.stringify(wish)];
  return JSON.parse(await output("sh", asked));
}

/** By which everything is drawn; `RELIABILITY_SEED` brings a run back. */
export function seed() {
  const named = process.env.RELIABILITY_SEED;
  return named === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(named);
}

/** @param {number} bytes */
export const mib = (bytes) => `${(bytes / 1024 ** 2).toFixed(0)} MiB`;
