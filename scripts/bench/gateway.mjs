// The real gateway, with nothing in its store.

import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { planServers } from "../servers/plan.mjs";
import { freePort } from "../servers/ports.mjs";
import { newSealingKey } from "../servers/sealing-key.mjs";
import { makeSession } from "../servers/session.mjs";
import { startServers } from "../servers/start.mjs";

/** @typedef {{ id: string, embed_html?: string }} CheckoutSession */
/** @typedef {{ url: string, makeSession: (embed?: Record<string, string>) => Promise<CheckoutSession> }} Gateway */

/**
 * @template T
 * @param {string} program
 * @param {string} origin the merchant's, which may embed the checkout
 * @param {(gateway: Gateway) => Promise<T>} use
 */
export async function withGateway(program, origin, use) {
  const logs = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-bench-"));
  try {
    const ports = { sandbox: await freePort(), gateway: await freePort(), shop: await freePort() };
    const direct = { CARRIER_CHECKOUT_SANDBOX_MERCHANT_DIRECT_ORIGINS: "" };
    const env = { CARRIER_CHECKOUT_SANDBOX_MERCHANT_ORIGINS: origin, ...direct };
    const servers = planServers({ ports, sealingKey: newSealingKey(), env });
    const gateway = servers.filter(({ name }) => name === "gateway").map((server) => ({ ...server, program }));
    const running = await startServers(gateway, { logs });
    try {
      const url = `http://localhost:${ports.gateway}`;
      return await use({ url, makeSession: (embed) => makeSession(url, embed) });
    } finally {
      await running.stop();
    }
  } finally {
    await rm(logs, { recursive: true, force: true });
  }
}
