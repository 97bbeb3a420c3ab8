// Builds the gateway as operators do, and the program that measures it.

import path from "node:path";
import { output, run } from "../programs.mjs";
import { inRoot, TARGET } from "../workspace.mjs";

/** How a gateway is started: its package, its program and what follows. */
const GATEWAY = { crate: "carrier-checkout-cli", program: "carrier-checkout", arguments: ["serve"] };
const LOAD = "carrier-checkout-load";

/** @typedef {"sqlite" | "postgres"} Database */
/**
 * @typedef {{
 *   rate: number,
 *   done: number,
 *   p50_ms: number,
 *   p90_ms: number,
 *   p99_ms: number,
 *   max_ms: number,
 * }} Pace
 */
/** @typedef {{ gateway_ms: number, database_ms: number, load_ms: number }} Cost */
/** @typedef {{ greatest: Pace, half: Pace, cost: Cost }} Side */
/** @typedef {{ cost: Cost, found: Pace }} Costly */
/**
 * @typedef {{
 *   database: Database,
 *   version: string,
 *   repeats: { floor: Side, gateway: Side }[],
 *   stored: { payments: number, pairs: { empty: Costly, filled: Costly }[] } | null,
 *   memory: { sessions: number, warm: number, later: number[] } | null,
 * }} Found
 */

/**
 * @param {{ databases: string[], repeats: number, seconds: number, steps: number, payments: number, sessions: number,
 *   directory: string }} wish
 * @returns {Promise<Found[]>}
 */
export async function measureGateway(wish) {
  await run("cargo", ["build", "--release", "-p", GATEWAY.crate, "-p", LOAD]);
  const { buildDist } = await import("../build/dist.mjs");
  await buildDist();
  const built = (/** @type {string} */ name) => path.join(TARGET, "release", name);
  const gateway = { program: built(GATEWAY.program), arguments: GATEWAY.arguments, assets: inRoot("dist") };
  return JSON.parse(await output(built(LOAD), [JSON.stringify({ ...wish, gateway })]));
}
