// The three servers of the sandbox: which program, which address, which environment.

import path from "node:path";
import { inRoot, program } from "../workspace.mjs";

/** @typedef {{ sandbox: number, gateway: number, shop: number }} Ports */
/** @typedef {{ program: string, args: string[] }} Program */
/** @typedef {Program & { name: keyof Ports, url: string, env: Record<string, string> }} Server */

const WEBHOOK_SECRET = "whsec_c2FuZGJveC1kZW1vLXdlYmhvb2stc2VjcmV0LTMyYnl0";

/** What an operator runs, too: its commands are the gateway and the sandbox. */
const COMMAND = program("carrier-checkout");

/** The demo shop; every other one takes the same environment. */
const SHOP = { program: program("carrier-checkout-shop"), args: [] };

/**
 * The servers in the order in which they start. Without a data directory they keep nothing; without a shop (`null`) its
 * place is left to one that somebody else starts.
 * @typedef {object} Wish
 * @property {Ports} ports
 * @property {string} sealingKey
 * @property {string} [data]
 * @property {Record<string, string>} [env]
 * @property {Program | null} [shop]
 * @param {Wish} wish
 * @returns {Server[]}
 */
export function planServers({ ports, sealingKey, data, env = {}, shop = SHOP }) {
  const database = (/** @type {string} */ name) => (data === undefined ? ":memory:" : path.join(data, `${name}.db`));
  return [
    server("sandbox", ports, command("sandbox"), {
      SANDBOX_LISTEN: listen(ports.sandbox),
      SANDBOX_DATABASE: database("sandbox"),
      ...env,
    }),
    server("gateway", ports, command("serve"), {
      ...gatewayEnvironment(ports),
      CARRIER_CHECKOUT_DATABASE: database("gateway"),
      CARRIER_CHECKOUT_SEALING_KEY: sealingKey,
      ...(data === undefined ? {} : mail(data)),
      ...env,
    }),
    ...(shop === null ? [] : [server("shop", ports, shop, { ...shopEnvironment(ports, database("shop")), ...env })]),
  ];
}

/**
 * @param {Ports} ports
 * @param {string} database
 */
function shopEnvironment(ports, database) {
  return {
    SHOP_LISTEN: listen(ports.shop),
    SHOP_PUBLIC_URL: `http://localhost:${ports.shop}`,
    SHOP_DATABASE: database,
    SHOP_GATEWAY_URL: `http://localhost:${ports.gateway}`,
    SHOP_SANDBOX_URL: `http://localhost:${ports.sandbox}`,
    SHOP_SECRET_KEY: "sk_test_demo",
    SHOP_WEBHOOK_SECRET: WEBHOOK_SECRET,
    SHOP_YEW: inRoot("dist", "yew"),
  };
}

/** @param {Ports} ports */
function gatewayEnvironment(ports) {
  return {
    CARRIER_CHECKOUT_MODE: "sandbox",
    CARRIER_CHECKOUT_LISTEN: listen(ports.gateway),
    CARRIER_CHECKOUT_PUBLIC_URL: `http://localhost:${ports.gateway}`,
    CARRIER_CHECKOUT_ASSETS: inRoot("dist"),
    CARRIER_CHECKOUT_CARRIERS_URL: `http://127.0.0.1:${ports.sandbox}/carriers`,
    CARRIER_CHECKOUT_CARRIERS_CLIENT_ID: "sandbox",
    CARRIER_CHECKOUT_CARRIERS_CLIENT_SECRET: "sandbox-secret",
    CARRIER_CHECKOUT_PAYOUT_URL: `http://127.0.0.1:${ports.sandbox}/payouts`,
    CARRIER_CHECKOUT_PAYOUT_TOKEN: "sandbox-payout",
    CARRIER_CHECKOUT_SANDBOX_MERCHANT_ORIGINS: `http://localhost:${ports.shop},http://127.0.0.1:${ports.shop}`,
    // For the example in Yew; at its other address the same shop has to take the frame.
    CARRIER_CHECKOUT_SANDBOX_MERCHANT_DIRECT_ORIGINS: `http://localhost:${ports.shop}`,
    CARRIER_CHECKOUT_SANDBOX_WEBHOOK_URL: `http://127.0.0.1:${ports.shop}/webhooks`,
    CARRIER_CHECKOUT_SANDBOX_WEBHOOK_SECRET: WEBHOOK_SECRET,
  };
}

/**
 * Receipts that are mailed become files, which a developer can read.
 * @param {string} data
 */
const mail = (data) => ({
  CARRIER_CHECKOUT_MAIL_DIR: path.join(data, "mail"),
  CARRIER_CHECKOUT_MAIL_FROM: "receipts@carrier-checkout.example",
});

/** @param {number} port */
const listen = (port) => `127.0.0.1:${port}`;

/**
 * @param {string} name
 * @returns {Program}
 */
const command = (name) => ({ program: COMMAND, args: [name] });

/**
 * @param {keyof Ports} name
 * @param {Ports} ports
 * @param {Program} program
 * @param {Record<string, string>} env
 * @returns {Server}
 */
const server = (name, ports, program, env) => ({ name, ...program, url: `http://localhost:${ports[name]}`, env });
