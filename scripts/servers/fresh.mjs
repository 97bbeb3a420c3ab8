// Servers with nothing in their stores, for as long as they are used: what tests have.

import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Trouble } from "../command.mjs";
import { planServers } from "./plan.mjs";
import { freePort } from "./ports.mjs";
import { newSealingKey } from "./sealing-key.mjs";
import { startServers } from "./start.mjs";

/**
 * Where the servers are.
 * @typedef {object} Servers
 * @property {string} shop the shop on the gateway's site
 * @property {string} shopCrossSite the same shop on another site, so that the frame is a third party
 * @property {string} gateway
 * @property {string} sandbox
 * @property {string} logs where the servers' logs are, one file for each
 * @property {() => number} gatewayProcess the gateway's process id, as it is now
 * @property {() => Promise<void>} restartGateway ends the gateway as a power cut does, and starts it on what it has stored
 */

/**
 * Starts the servers, lets them be used, and ends them. One that has panicked is a failure, whatever was answered: a panic
 * in one request is a 500, and in a background task nothing at all.
 * @param {Record<string, string>} env
 * @param {(servers: Servers) => Promise<void>} use
 * @param {import("./plan.mjs").Program | null} [shop] in the demo shop's place; none with `null`
 */
export async function withServers(env, use, shop) {
  const data = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-"));
  try {
    const { ports, running } = await onFreePorts(data, env, shop);
    try {
      await use({
        shop: `http://localhost:${ports.shop}`,
        shopCrossSite: `http://127.0.0.1:${ports.shop}`,
        gateway: `http://localhost:${ports.gateway}`,
        sandbox: `http://localhost:${ports.sandbox}`,
        logs: data,
        gatewayProcess: () => running.process("gateway"),
        restartGateway: () => running.restart("gateway"),
      });
    } finally {
      await running.stop();
    }
    const panics = await panicsIn(data);
    if (panics.length > 0) throw new Trouble(panics.join("\n"));
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** @param {string} logs */
async function panicsIn(logs) {
  const names = (await readdir(logs)).filter((name) => name.endsWith(".log"));
  const found = names.map(async (name) => {
    const lines = (await readFile(path.join(logs, name), "utf8")).split("\n");
    return lines.flatMap((line, at) =>
      line.includes("panicked at") ? `${name}: ${lines.slice(at, at + 3).join(" ")}` : [],
    );
  });
  return (await Promise.all(found)).flat();
}

/**
 * A port that was free a moment ago may be taken now: then other ports are tried.
 * @param {string} data
 * @param {Record<string, string>} env
 * @param {import("./plan.mjs").Program | null} [shop]
 * @returns {Promise<{ ports: import("./plan.mjs").Ports, running: import("./start.mjs").Running }>}
 */
async function onFreePorts(data, env, shop, tries = 3, sealingKey = newSealingKey()) {
  const ports = { sandbox: await freePort(), gateway: await freePort(), shop: await freePort() };
  try {
    // With the same key again: it may have sealed something in there already.
    const servers = planServers({ ports, data, sealingKey, env, ...(shop === undefined ? {} : { shop }) });
    return { ports, running: await startServers(servers, { logs: data }) };
  } catch (error) {
    if (tries > 1 && String(error).includes("is taken")) return onFreePorts(data, env, shop, tries - 1, sealingKey);
    throw error;
  }
}
