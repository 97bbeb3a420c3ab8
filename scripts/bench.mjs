// `npm run bench`: the checkout in a real browser, beside the least and the most that could stand in its place.

import { mkdir, readFile, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { version } from "./bench/browser.mjs";
import { withGateway } from "./bench/gateway.mjs";
import { mountMany } from "./bench/mounts.mjs";
import { ensureBenchPackages } from "./bench/packages.mjs";
import { fixedPages } from "./bench/pages.mjs";
import { report } from "./bench/report.mjs";
import { measure } from "./bench/run.mjs";
import { servePages } from "./bench/server.mjs";
import { writeBetween } from "./bench/tables.mjs";
import { verdicts } from "./bench/verdict.mjs";
import { wishes } from "./bench/wishes.mjs";
import { command, say, seconds, Trouble } from "./command.mjs";
import { run } from "./programs.mjs";
import { ensureBrowser } from "./setup/browser.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { buildPrograms, ensureRust } from "./setup/rust.mjs";
import { inRoot, program, TARGET } from "./workspace.mjs";

/** @typedef {import("./bench/wishes.mjs").Wishes} Wishes */

const DOCUMENT = inRoot("docs", "performance.md");
const RAW = path.join(TARGET, "bench.json");
const COMMAND = "carrier-checkout";

await command(async () => {
  const wish = wishes(process.argv.slice(2));
  endTogether();
  const since = performance.now();
  const load = busyness();
  const { gateway, chromium } = await setUp(wish);
  const { results, repeated, growth } = await onStage(gateway, async (stage) => {
    const measured = await measure(stage, chromium, wish);
    const tell = (/** @type {string} */ title) => say(`  ${wish.mounts} mounts and unmounts: ${title}`);
    return { ...measured, growth: wish.mounts === 0 ? [] : await mountMany(stage, chromium, wish.mounts, tell) };
  });
  const budgets = JSON.parse(await readFile(inRoot("bench-budgets.json"), "utf8"));
  const judged = verdicts(budgets, results, growth);
  const text = report({
    wish,
    machine: await machine(chromium, wish, { repeated, load }),
    results,
    growth,
    verdicts: judged,
  });
  await mkdir(TARGET, { recursive: true });
  await writeFile(RAW, JSON.stringify({ results, growth }, null, 2));
  say(`\n${text}\n\nEvery value is in ${path.relative(inRoot(), RAW)}; all of it took ${seconds(since)}.`);
  if (wish.write) await writeBetween(DOCUMENT, "bench", text);
  const missed = judged.filter(({ outcome }) => outcome !== "PASS");
  if (wish.check && missed.length > 0) throw new Trouble(`missed: ${missed.map(({ target }) => target).join("; ")}`);
});

/** Whoever ends us ends the gateway and the browser, too: both wait for our exit, which a bare signal would skip. */
function endTogether() {
  const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
  for (const signal of signals) {
    process.once(signal, () => {
      process.exit(128 + os.constants.signals[signal]);
    });
  }
}

/** @param {Wishes} wish */
async function setUp({ release }) {
  await ensurePackages();
  await ensureBenchPackages();
  await ensureRust();
  await buildPrograms();
  if (release) await run("cargo", ["build", "--release", "-p", "carrier-checkout-cli"]);
  const { buildDist } = await import("./build/dist.mjs");
  await buildDist();
  const { chromium } = await ensureBrowser();
  return { chromium, gateway: release ? path.join(TARGET, "release", COMMAND) : program(COMMAND) };
}

/**
 * The pages and the gateway that they embed.
 * @template T
 * @param {string} gateway
 * @param {(stage: import("./bench/subjects.mjs").Stage) => Promise<T>} use
 */
async function onStage(gateway, use) {
  const server = await servePages();
  try {
    for (const [where, page] of await fixedPages(server.frames)) server.add(where, page);
    return await withGateway(gateway, server.pages, (running) => use({ server, gateway: running }));
  } finally {
    await server.close();
  }
}

/** How many programs wanted to run in the last minute, ours not yet among them. */
function busyness() {
  const [load = 0] = os.loadavg();
  if (load > os.availableParallelism()) say(`The machine is busy (load ${load.toFixed(1)}): the figures will be rough`);
  return load;
}

/**
 * No more of the machine than what the figures depend on.
 * @param {string} chromium
 * @param {Wishes} wish
 * @param {{ repeated: number, load: number }} run
 */
async function machine(chromium, { release }, { repeated, load }) {
  return {
    cores: os.availableParallelism(),
    chromium: await version(chromium),
    date: new Date().toISOString().slice(0, 10),
    gateway: release ? "release" : "dev",
    repeated,
    load,
  };
}
