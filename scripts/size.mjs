// `npm run size`: what a shopper's browser downloads for a first checkout in one language,
// against size-budgets.json, and what the Wasm is made of. 1 KB is 1000 bytes.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { table, writeBetween } from "./bench/tables.mjs";
import { command, say, Trouble } from "./command.mjs";
import { planServers } from "./servers/plan.mjs";
import { freePort } from "./servers/ports.mjs";
import { newSealingKey } from "./servers/sealing-key.mjs";
import { startServers } from "./servers/start.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { buildProgramsAndTests, ensureRust } from "./setup/rust.mjs";
import { overBudget, sizes } from "./size/budgets.mjs";
import { byCrate, readable } from "./size/crates.mjs";
import { asset, firstCheckout } from "./size/downloads.mjs";
import { contents } from "./wasm/contents.mjs";
import { inRoot } from "./workspace.mjs";

/** @typedef {import("./build/dist.mjs").Manifest} Manifest */
/** @typedef {import("./size/budgets.mjs").Sizes} Sizes */

const LARGEST = 15;

await command(async () => {
  const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });
  await ensurePackages();
  await ensureRust();
  // As `npm test` builds them: whoever measures has run it, and a second set of dependencies takes minutes.
  await buildProgramsAndTests();
  const { buildDist } = await import("./build/dist.mjs");
  const manifest = await buildDist();
  const { over, tables } = await withGateway((gateway) => measure(gateway, manifest));
  tables.push(await showContents("ko"));
  if (values.write) await writeBetween(inRoot("docs", "performance.md"), "size", tables.join("\n\n"));
  if (over.length > 0) throw new Trouble(`over budget (size-budgets.json): ${over.join(", ")}`);
});

/**
 * @param {string} gateway
 * @param {Manifest} manifest
 * @returns {Promise<{ over: string[], tables: string[] }>} what is too large, and all of it as Markdown
 */
async function measure(gateway, manifest) {
  const { unit: _, later: laterBudget, ...budgets } = JSON.parse(await readFile(inRoot("size-budgets.json"), "utf8"));
  /** @type {Record<string, Sizes>} */
  const all = {};
  const over = [];
  for (const [locale, widget] of Object.entries(manifest.widgets)) {
    const downloads = await firstCheckout(gateway, locale);
    const measured = sizes(downloads, widget);
    all[locale] = measured;
    say(`\nA first checkout in ${locale}, in bytes over the wire`);
    for (const { name, encoding, bytes } of [downloads.loader, downloads.html, ...downloads.assets]) {
      say(row(name.replace("/assets/", ""), bytes, encoding));
    }
    const tooLarge = overBudget(measured, budgets);
    for (const [name, bytes] of Object.entries(measured)) {
      say(row(name.replaceAll("_", " "), bytes, `of ${budgets[name]}${tooLarge.includes(name) ? "  TOO MUCH" : ""}`));
    }
    over.push(...tooLarge.map((name) => `${name} in ${locale}`));
  }
  // Not needed to fill in the form: it comes once the shopper has begun, and is the same in each language.
  const later = await asset(gateway, manifest.later);
  const tooLarge = !(later.bytes <= laterBudget);
  say("\nWhat is fetched once the shopper has begun");
  say(row(later.name.replace("/assets/", ""), later.bytes, `of ${laterBudget}${tooLarge ? "  TOO MUCH" : ""}`));
  if (tooLarge) over.push("later");
  const head = ["a first checkout, bytes over the wire", ...Object.keys(all), "budget"];
  const rows = Object.entries(budgets).map(([name, budget]) => {
    const measured = Object.values(all).map((/** @type {Record<string, number>} */ sizes) => String(sizes[name]));
    return [name.replaceAll("_", " "), ...measured, String(budget)];
  });
  rows.push(["later, once begun", ...Object.keys(all).map(() => String(later.bytes)), String(laterBudget)]);
  return { over, tables: [table(head, rows)] };
}

/**
 * @param {string} locale
 * @returns {Promise<string>} a table of it
 */
async function showContents(locale) {
  const { namedWasm } = await import("./build/wasm.mjs");
  const { functions, data } = contents(await readFile(await namedWasm(locale)));
  say(`\nWhat the Wasm in ${locale} is made of, in bytes before compression`);
  const parts = [...byCrate(functions), { name: "data: texts and tables", bytes: data }];
  for (const { name, bytes } of parts) say(row(name, bytes));
  say(`\nIts ${LARGEST} largest functions`);
  const largest = functions.sort((a, b) => b.bytes - a.bytes).slice(0, LARGEST);
  for (const { name, bytes } of largest) say(`  ${String(bytes).padStart(8)}  ${readable(name).slice(0, 110)}`);
  const head = [`what the Wasm in ${locale} is made of`, "bytes before compression"];
  return table(
    head,
    parts.map(({ name, bytes }) => [name, String(bytes)]),
  );
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

/**
 * @param {string} name
 * @param {number} bytes
 * @param {string} [note]
 */
function row(name, bytes, note = "") {
  return `  ${name.padEnd(32)}${String(bytes).padStart(8)}  ${note}`.trimEnd();
}
