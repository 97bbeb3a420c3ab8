// `npm start`: the shop, the gateway and the sandbox on this machine.

import { mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { command, say, Trouble } from "./command.mjs";
import { planServers } from "./servers/plan.mjs";
import { isTaken } from "./servers/ports.mjs";
import { keptSealingKey } from "./servers/sealing-key.mjs";
import { startServers } from "./servers/start.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { buildPrograms, ensureRust } from "./setup/rust.mjs";
import { inRoot } from "./workspace.mjs";

const USUAL = { shop: 8080, gateway: 8081, sandbox: 8082 };

const USAGE = `npm start -- [--reset] [--without-shop] [--data DIR] [--shop-port N] [--gateway-port N] [--sandbox-port N]
  --reset   forget all sessions, payments and orders first
  --without-shop   leave the shop's port to one of your own, such as those below examples/
  --data    where those are kept; a second copy needs one of its own (.data)
  The ports can also be set with SHOP_PORT, GATEWAY_PORT and SANDBOX_PORT.`;

await command(async () => {
  const { ports, data, reset, withoutShop, help } = wishes();
  if (help) return say(USAGE);
  await refuseTaken(ports);

  await ensurePackages();
  await ensureRust();
  await buildPrograms();
  const { buildDist } = await import("./build/dist.mjs");
  await buildDist();

  const sealingKey = await prepareData(data, reset);
  const interrupted = interruption();
  const running = await startServers(planServers({ ports, sealingKey, data, ...(withoutShop ? { shop: null } : {}) }), {
    logs: data,
    onLine: showErrors,
  });
  welcome(ports, data, withoutShop);

  const died = await Promise.race([running.died, interrupted]);
  await running.stop();
  if (died !== undefined) throw new Trouble(died);
  say("Ended.");
});

function wishes() {
  const text = /** @type {const} */ ({ type: "string" });
  const flag = /** @type {const} */ ({ type: "boolean" });
  const options = {
    "shop-port": text,
    "gateway-port": text,
    "sandbox-port": text,
    data: text,
    reset: flag,
    "without-shop": flag,
    help: flag,
  };
  let values;
  try {
    values = parseArgs({ options }).values;
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
  const ports = {
    shop: portNumber(values["shop-port"] ?? process.env.SHOP_PORT, USUAL.shop, "--shop-port"),
    gateway: portNumber(values["gateway-port"] ?? process.env.GATEWAY_PORT, USUAL.gateway, "--gateway-port"),
    sandbox: portNumber(values["sandbox-port"] ?? process.env.SANDBOX_PORT, USUAL.sandbox, "--sandbox-port"),
  };
  const data = path.resolve(values.data ?? inRoot(".data"));
  const { reset = false, "without-shop": withoutShop = false, help = false } = values;
  return { ports, data, reset, withoutShop, help };
}

const KEPT = /^((sandbox|gateway|shop)\.(db|db-shm|db-wal|log)|sealing\.key)$/;

/**
 * Makes the data directory; forgets first what an earlier run kept there, and nothing else.
 * @param {string} data
 * @param {boolean} reset
 */
async function prepareData(data, reset) {
  await mkdir(data, { recursive: true, mode: 0o700 });
  const forgotten = reset ? (await readdir(data)).filter((name) => KEPT.test(name)) : [];
  await Promise.all(forgotten.map((name) => rm(path.join(data, name))));
  return keptSealingKey(path.join(data, "sealing.key"));
}

/**
 * @param {string | undefined} text
 * @param {number} usual
 * @param {string} flag
 */
function portNumber(text, usual, flag) {
  if (text === undefined || text === "") return usual;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Trouble(`${flag} takes a port from 1 to 65535, not ${text}`);
}

/** @param {import("./servers/plan.mjs").Ports} ports */
async function refuseTaken(ports) {
  const seen = new Set();
  for (const [name, port] of Object.entries(ports)) {
    const way = `choose another with --${name}-port or ${name.toUpperCase()}_PORT (npm start -- --${name}-port ${port + 100})`;
    if (seen.has(port)) throw new Trouble(`port ${port} is wanted twice: ${way}`);
    if (await isTaken(port)) throw new Trouble(`port ${port}, for the ${name}, is taken: stop what uses it, or ${way}`);
    seen.add(port);
  }
}

/** @returns {Promise<undefined>} when someone asks us to end */
function interruption() {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => resolve(undefined));
  });
}

/**
 * @param {string} name
 * @param {string} line
 */
function showErrors(name, line) {
  if (/\bERROR\b|^error:|panicked at/.test(line)) process.stderr.write(`[${name}] ${line}\n`);
}

/**
 * @param {import("./servers/plan.mjs").Ports} ports
 * @param {string} data
 * @param {boolean} withoutShop
 */
function welcome({ shop, gateway, sandbox }, data, withoutShop) {
  const there = withoutShop
    ? "start yours here; webhooks go to /webhooks"
    : "choose something and press 구매하기; any 010 number pays";
  say(`
  Shop     http://localhost:${shop}   ${there}
  Sandbox  http://localhost:${sandbox}   the shopper's phone: the codes arrive here
  Gateway  http://localhost:${gateway}   the operator's side: serves the checkout and the merchants' API
  Console  http://localhost:${gateway}/console   what happened to the payments; its key is sk_test_demo

Logs and data are in ${data === inRoot(".data") ? ".data" : data}; npm start -- --reset forgets them. Ctrl-C ends them.`);
}
