// `npm run reliability`: what must never happen, looked for. `npm run reliability:full` is the whole of it, whose figures
// stand in docs/reliability.md; `node scripts/reliability.mjs states hops` runs some of the parts.

import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { writeBetween } from "./bench/tables.mjs";
import { command, say, seconds, Trouble } from "./command.mjs";
import { PARTS } from "./reliability/parts.mjs";
import { inRoot } from "./workspace.mjs";

/** @typedef {import("./reliability/parts.mjs").Report} Report */
/** @typedef {{ name: string, report: Report, time: string }} Result */

const USAGE = `npm run reliability -- [parts] [options]
  --full    the whole of each part instead of minutes
  --write   puts what each part reports into docs/reliability.md; wants --full
  parts     ${Object.keys(PARTS).join(", ")}; all, if none is named`;

await command(async () => {
  const { names, full, write, help } = wishes();
  if (help) return say(USAGE);
  const directory = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-reliability-"));
  // Also when a signal ends us.
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const results = [];
  for (const name of names) results.push(await result(name, { full, directory }));
  if (write) {
    const date = new Date().toISOString().slice(0, 10);
    for (const { name, report, time } of results) {
      // What was found before is worth more than that something did not run.
      if (report.figures === false) continue;
      const made = `Made on ${date} by \`npm run reliability:full -- ${name} --write\` in ${time}.`;
      await writeBetween(inRoot("docs", "reliability.md"), name, `${made}\n\n${report.text}`);
    }
  }
  say(`\n${results.flatMap(summary).join("\n")}`);
  if (results.some(({ report }) => report.violations.length > 0)) process.exitCode = 1;
});

/**
 * A part that cannot run has found nothing out, which is a violation, too; the others still run.
 * @param {string} name
 * @param {import("./reliability/parts.mjs").Wish} wish
 * @returns {Promise<Result>}
 */
async function result(name, wish) {
  const since = performance.now();
  say(`\n── ${name} ──`);
  const report = await run(name, wish);
  say(`\n${report.text}`);
  return { name, report, time: seconds(since) };
}

/**
 * @param {string} name
 * @param {import("./reliability/parts.mjs").Wish} wish
 * @returns {Promise<Report>}
 */
async function run(name, wish) {
  try {
    const part = await PARTS[name]?.();
    if (part === undefined) throw new Trouble(`there is no part ${name}\n${USAGE}`);
    return await part(wish);
  } catch (error) {
    const text = error instanceof Trouble ? error.message : error instanceof Error ? error.stack : String(error);
    return { text: `Did not run: ${text}`, figures: false, violations: [`it did not run to its end: ${text}`] };
  }
}

/** @param {Result} result */
function summary({ name, report, time }) {
  const count = report.violations.length;
  const said = count === 0 ? "no violation" : `${count} violation${count === 1 ? "" : "s"}`;
  return [`  ${name.padEnd(10)}${said.padEnd(16)}${time}`, ...report.violations.map((text) => `    violated: ${text}`)];
}

function wishes() {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values, positionals } = parsed({ full: flag, write: flag, help: flag });
  const unknown = positionals.find((name) => !(name in PARTS));
  if (unknown !== undefined) throw new Trouble(`there is no part ${unknown}\n${USAGE}`);
  if (values.write && !values.full) throw new Trouble(`--write wants --full\n${USAGE}`);
  return { ...values, names: positionals.length > 0 ? positionals : Object.keys(PARTS) };
}

/** @param {{ full: Flag, write: Flag, help: Flag }} options @typedef {{ type: "boolean", default: false }} Flag */
function parsed(options) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}
