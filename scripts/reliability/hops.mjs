// Every request of a payment meets every fault: tests/faults, and the matrix of what came of it.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { buildDist } from "../build/dist.mjs";
import { say, seconds, Trouble } from "../command.mjs";
import { watch } from "../programs.mjs";
import { ensureBrowser } from "../setup/browser.mjs";
import { ensurePackages } from "../setup/packages.mjs";
import { buildPrograms, ensureRust } from "../setup/rust.mjs";
import { inRoot } from "../workspace.mjs";
import { matrix } from "./matrix.mjs";

/** @typedef {import("../../tests/faults/support/cells.ts").Outcome} Outcome */

/** @type {import("./parts.mjs").Part} */
export async function hops({ full, directory }) {
  await ensureRust();
  await ensurePackages();
  const { chromium } = await ensureBrowser();
  await buildPrograms();
  await buildDist();
  const [plan, cells] = [path.join(directory, "plan.json"), path.join(directory, "cells")];
  const env = { CHROMIUM: chromium, HOPS_PLAN: plan, HOPS_CELLS: cells, ...(full ? { HOPS_FULL: "1" } : {}) };
  const { code } = await playwright(["record", "proxy"], env);
  if (code !== 0) throw new Trouble("the proxy, or a journey without a fault, is not as it should be: see above");
  const since = performance.now();
  // One row, hop or fault alone: HOPS_ONLY='gateway–carrier: .*reset after'.
  const only = process.env.HOPS_ONLY;
  const { code: ended, text } = await playwright(["cells", ...(only === undefined ? [] : ["--grep", only])], env);
  const outcomes = await read(cells);
  if (outcomes.length === 0) throw new Trouble("no journey met a fault: see above");
  say(`${outcomes.length} journeys took ${seconds(since)}`);
  return {
    // Some rows say nothing of the others.
    ...(only === undefined ? {} : { figures: false }),
    text: matrix(JSON.parse(await readFile(plan, "utf8")), outcomes, full && only === undefined),
    violations: judged(outcomes, text, ended),
  };
}

/**
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
function playwright(args, env) {
  const cli = inRoot("node_modules", "@playwright", "test", "cli.js");
  const config = ["--config", inRoot("tests", "faults", "playwright.config.ts"), "--reporter=list"];
  // Without colours, which would stand between the words that are looked for.
  const plain = { ...process.env, FORCE_COLOR: "0", ...env };
  return watch(process.execPath, [cli, "test", ...config, ...args], { env: plain });
}

/**
 * @param {string} directory
 * @returns {Promise<Outcome[]>}
 */
async function read(directory) {
  const names = await readdir(directory).catch(() => []);
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(path.join(directory, name), "utf8"))));
}

/**
 * @param {Outcome[]} outcomes
 * @param {string} text what Playwright has said
 * @param {number} code how it has ended
 */
function judged(outcomes, text, code) {
  const found = [...outcomes.flatMap(violations), ...unfinished(text, outcomes)];
  // Such as a server that has panicked, which shows when it is ended.
  return found.length > 0 || code === 0 ? found : ["Playwright has failed without a journey's fault: see above"];
}

/** @param {Outcome} outcome */
function violations({ title, hits, violations, story }) {
  const found = hits > 0 ? violations : [...violations, "the journey had no such request"];
  return found.map((text) => `${title}: ${text} (HOPS_ONLY='${title}'; ${story.join("; ")})`);
}

/**
 * What has not ended has not been judged, either.
 * @param {string} text
 * @param {Outcome[]} outcomes
 */
function unfinished(text, outcomes) {
  const all = Number(text.match(/Running (\d+) tests?/)?.[1] ?? Number.NaN);
  if (Number.isNaN(all)) return ["it is not known how many journeys there were"];
  return all > outcomes.length ? [`${all - outcomes.length} of ${all} journeys did not end`] : [];
}
