// `npm run size`: what a shopper's browser downloads for a first checkout in one language,
// as the gateway sends it to a browser that takes brotli. 1 KB is 1000 bytes.

import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { command, say, Trouble } from "./command.mjs";
import { planServers } from "./servers/plan.mjs";
import { freePort } from "./servers/ports.mjs";
import { newSealingKey } from "./servers/sealing-key.mjs";
import { startServers } from "./servers/start.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { buildProgramsAndTests, ensureRust } from "./setup/rust.mjs";
import { inRoot } from "./workspace.mjs";

/** @typedef {{ name: string, encoding: string, bytes: number }} Download */
/** @typedef {import("./build/dist.mjs").Manifest} Manifest */

await command(async () => {
  await ensurePackages();
  await ensureRust();
  // As `npm test` builds them: whoever measures has run it, and a second set of dependencies takes minutes.
  await buildProgramsAndTests();
  const { buildDist } = await import("./build/dist.mjs");
  const manifest = await buildDist();
  const budgets = JSON.parse(await readFile(inRoot("size-budgets.json"), "utf8"));

  const downloads = await withGateway((gateway) => firstCheckout(gateway, manifest));
  const total = downloads.reduce((sum, { bytes }) => sum + bytes, 0);
  const rows = [
    ...downloads.map(({ name, encoding, bytes }) => row(name, bytes, name === "loader" ? budgets.loader : 0, encoding)),
    row("total", total, budgets.total, ""),
  ];
  say(`\nA first checkout, in bytes over the wire (1 KB = 1000 bytes)\n${rows.join("\n")}`);
  const loader = downloads.find(({ name }) => name === "loader")?.bytes ?? 0;
  if (loader > budgets.loader || total > budgets.total) throw new Trouble("over budget (size-budgets.json)");
});

/**
 * @param {string} gateway
 * @param {Manifest} manifest
 * @returns {Promise<Download[]>}
 */
async function firstCheckout(gateway, manifest) {
  const session = await makeSession(gateway);
  const downloads = [await download("loader", `${gateway}/checkout.js`)];
  downloads.push(await download("frame", `${gateway}/v1/checkout/${session}?locale=ko`));
  const parts = { "style sheet": manifest.style, "boot script": manifest.boot, ...manifest.widgets.ko };
  for (const [name, file] of Object.entries(parts)) downloads.push(await download(name, `${gateway}/${file}`));
  return downloads;
}

/**
 * The gateway alone, with nothing in its store.
 * @template T
 * @param {(gateway: string) => Promise<T>} use
 */
async function withGateway(use) {
  const logs = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-size-"));
  try {
    const ports = { sandbox: await freePort(), gateway: await freePort(), shop: await freePort() };
    const servers = planServers({ ports, sealingKey: newSealingKey() }).filter(({ name }) => name === "gateway");
    const running = await startServers(servers, { logs });
    try {
      return await use(`http://localhost:${ports.gateway}`);
    } finally {
      await running.stop();
    }
  } finally {
    await rm(logs, { recursive: true, force: true });
  }
}

/** @param {string} gateway */
async function makeSession(gateway) {
  const response = await fetch(`${gateway}/v1/sessions`, {
    method: "POST",
    headers: {
      authorization: "Bearer sk_test_demo",
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    },
    body: JSON.stringify({
      order_id: "size-1",
      amount: 9900,
      goods: { name: "이용권 30일", kind: "digital", offer_period: { unit: "days", count: 30 } },
    }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`the gateway makes no session: ${JSON.stringify(answer)}`);
  return answer.id;
}

/**
 * Counts the body as it is sent: `fetch` would unpack it.
 * @param {string} name
 * @param {string} url
 * @returns {Promise<Download>}
 */
function download(name, url) {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers: { "accept-encoding": "br", accept: "*/*" } }, (response) => {
        let bytes = 0;
        response.on("data", (chunk) => {
          bytes += chunk.length;
        });
        response.on("error", reject);
        response.on("end", () => {
          if (response.statusCode !== 200) reject(new Trouble(`${url} answers ${response.statusCode}`));
          resolve({ name, encoding: response.headers["content-encoding"] ?? "as it is", bytes });
        });
      })
      .on("error", reject);
  });
}

/**
 * @param {string} name
 * @param {number} bytes
 * @param {number} budget
 * @param {string} note
 */
function row(name, bytes, budget, note) {
  const limit = budget === 0 ? "" : `of ${budget}${bytes > budget ? "  TOO MUCH" : ""}`;
  return `  ${name.padEnd(12)}${String(bytes).padStart(8)}  ${note.padEnd(8)}  ${limit}`.trimEnd();
}
