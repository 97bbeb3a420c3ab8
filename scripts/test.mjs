// `npm test`: every test there is. `node scripts/test.mjs rust web` runs some of the stages;
// what follows a single stage goes to its runner: `npm run test:e2e -- --headed`.

import { performance } from "node:perf_hooks";
import { command, say, seconds, Trouble } from "./command.mjs";
import { ensureBrowser } from "./setup/browser.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { buildProgramsAndTests, ensureRust } from "./setup/rust.mjs";
import { add, NONE } from "./tests/counts.mjs";
import { STAGES } from "./tests/stages.mjs";

/** @typedef {import("./tests/counts.mjs").Counts} Counts */
/** @typedef {{ name: string, counts: Counts, time: string }} Result */

const FAILED = { ...NONE, failed: 1 };

await command(async () => {
  const { names, args } = wishes(process.argv.slice(2));
  const since = performance.now();
  const results = await runAll(names, args);
  const total = results.map(({ counts }) => counts).reduce(add);
  if (total.failed > 0) process.exitCode = 1;
  say(`\n${results.map(row).join("\n")}\n  all in ${seconds(since)}`);
  say([...results.flatMap(unwell), "", `${total.passed} passed, ${total.failed} failed`].join("\n"));
});

/** @param {string[]} words */
function wishes(words) {
  const end = words.findIndex((word) => !(word in STAGES));
  const chosen = end === -1 ? words : words.slice(0, end);
  const args = end === -1 ? [] : words.slice(end);
  if (args.length > 0 && chosen.length !== 1) {
    throw new Trouble(`${args[0]} is no stage (${Object.keys(STAGES).join(", ")}), and options need exactly one stage`);
  }
  return { names: chosen.length > 0 ? chosen : Object.keys(STAGES), args };
}

/**
 * @param {string[]} names
 * @param {string[]} args
 */
async function runAll(names, args) {
  /** @type {import("./setup/browser.mjs").Browser | undefined} */
  let browser;
  const ready = await result("set-up", async () => {
    browser = await setUp(names);
    return NONE;
  });
  const results = [ready];
  if (ready.counts.failed > 0) return results;
  for (const name of names) {
    say(`\n── ${name} ──`);
    results.push(await result(name, async () => (await STAGES[name]?.run(args, browser)) ?? FAILED));
  }
  return results;
}

/**
 * Makes whatever the stages need.
 * @param {string[]} names
 */
async function setUp(names) {
  const needs = new Set(names.flatMap((name) => STAGES[name]?.needs ?? []));
  await ensurePackages();
  const browser = needs.has("browser") ? await ensureBrowser() : undefined;
  if (needs.has("programs")) {
    await ensureRust();
    await buildProgramsAndTests();
  }
  if (needs.has("dist")) {
    const { buildDist } = await import("./build/dist.mjs");
    await buildDist();
  }
  return browser;
}

/**
 * One that cannot run has failed; the others still run.
 * @param {string} name
 * @param {() => Promise<Counts>} body
 * @returns {Promise<Result>}
 */
async function result(name, body) {
  const since = performance.now();
  try {
    return { name, counts: await body(), time: seconds(since) };
  } catch (error) {
    process.stderr.write(`error: ${error instanceof Trouble ? error.message : error}\n`);
    return { name, counts: FAILED, time: seconds(since) };
  }
}

/** @param {Result} result */
function row({ name, counts, time }) {
  const number = (/** @type {number} */ value) => String(value).padStart(5);
  return `  ${name.padEnd(9)}${number(counts.passed)} passed${number(counts.failed)} failed   ${time}`;
}

/**
 * The tests to look at, named once more where a long log ends.
 * @param {Result} result
 */
function unwell({ name, counts }) {
  return [
    ...counts.red.map((test) => `  failed: ${name}: ${test}`),
    ...counts.flaky.map((test) => `  flaky:  ${name}: ${test}`),
  ];
}
