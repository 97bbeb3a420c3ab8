// Mixed journeys in one page and one gateway for as long as that takes: what is held, and how long it takes, stays flat.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { table } from "../bench/tables.mjs";
import { Trouble } from "../command.mjs";
import { watch } from "../programs.mjs";
import { ensureBrowser } from "../setup/browser.mjs";
import { inRoot } from "../workspace.mjs";
import { built } from "./programs.mjs";

/**
 * @typedef {{ journeys: number, heap: number, nodes: number, listeners: number, memory: number, handles: number,
 *   database: number, journal: number, latency: number }} Look
 */
/** @typedef {{ looked: Look[], journeys: number, paid: number, charged: number }} Soaked */
/** @typedef {{ name: string, unit: string, most: number, of: (look: Look, before: Look) => number }} Measure */

/** How long the journeys go on, in minutes: as in CI, and in whole. */
const MINUTES = { short: 1, full: 60 };

/** Sessions that are made for each look beside the journeys, to see how long that takes. */
const ASKED = 40;

const MB = 1024 * 1024;

/** What must not grow: `most` is what the last third may be of the first. */
const MEASURES = /** @type {Measure[]} */ ([
  { name: "the page's heap", unit: "MB", most: 1.1, of: ({ heap }) => heap / MB },
  { name: "its nodes", unit: "", most: 1, of: ({ nodes }) => nodes },
  { name: "its listeners", unit: "", most: 1, of: ({ listeners }) => listeners },
  { name: "the gateway's memory", unit: "MB", most: 1.1, of: ({ memory }) => memory / MB },
  { name: "its open handles", unit: "", most: 1.1, of: ({ handles }) => handles },
  {
    name: "the database's growth for each session",
    unit: "KB",
    most: 1.2,
    of: (look, before) => (look.database - before.database) / (look.journeys - before.journeys + ASKED) / 1024,
  },
  { name: "the database's journal", unit: "MB", most: 1.2, of: ({ journal }) => journal / MB },
  { name: "a session made and shown", unit: "ms", most: 1.3, of: ({ latency }) => latency },
]);

/** @type {import("./parts.mjs").Part} */
export async function soak({ full, directory }) {
  const minutes = full ? MINUTES.full : MINUTES.short;
  const { profile } = await built(full);
  const { chromium } = await ensureBrowser();
  const report = path.join(directory, "soak.json");
  const wish = { CHROMIUM: chromium, PROGRAMS: profile, SOAK_MINUTES: String(minutes), SOAK_REPORT: report };
  const env = { ...process.env, ...wish };
  const cli = inRoot("node_modules", "@playwright", "test", "cli.js");
  const config = inRoot("tests", "soak", "playwright.config.ts");
  const { code } = await watch(process.execPath, [cli, "test", "--config", config], { env });
  const text = await readFile(report, "utf8").catch(() => undefined);
  if (text === undefined) throw new Trouble("the journeys did not come to their end");
  /** @type {Soaked} */
  const soaked = JSON.parse(text);
  const rows = MEASURES.map((measure) => grown(measure, soaked.looked));
  return {
    text: said(soaked, rows, minutes),
    violations: [
      ...(code === 0 ? [] : ["a journey did not end as it should: see what Playwright says"]),
      // In a minute caches still fill; what counts is that the journeys end well and the money agrees.
      ...(full ? rows.filter(({ ratio, most }) => ratio > most).map(violated) : []),
    ],
  };
}

/**
 * The medians of the first and the last third.
 * @param {Measure} measure
 * @param {Look[]} looked
 */
function grown({ name, unit, most, of }, looked) {
  const values = looked.slice(1).map((look, index) => of(look, looked[index] ?? look));
  const third = Math.ceil(values.length / 3);
  const [early, late] = [median(values.slice(0, third)), median(values.slice(-third))];
  return {
    name,
    unit,
    most,
    early,
    late,
    ratio: early === 0 ? (late === 0 ? 1 : Number.POSITIVE_INFINITY) : late / early,
  };
}

/**
 * @param {Soaked} soaked
 * @param {ReturnType<typeof grown>[]} rows
 * @param {number} minutes
 */
function said({ journeys, paid, charged, looked }, rows, minutes) {
  const figure = (/** @type {number} */ value, /** @type {string} */ unit) =>
    unit === "" ? String(value) : `${value.toFixed(2)} ${unit}`;
  const lines = rows.map(({ name, unit, early, late, ratio, most }) => [
    name,
    figure(early, unit),
    figure(late, unit),
    ratio.toFixed(2),
    `≤ ${most}`,
  ]);
  return (
    `${journeys} journeys, for ${minutes} min at least, ${paid} paid, ${charged} charges in the carriers' books, ` +
    `${looked.length} looks.\n\n${table(["", "first third", "last third", "ratio", "limit"], lines)}`
  );
}

/** @param {ReturnType<typeof grown>} row */
const violated = ({ name, ratio, most }) => `${name} grew ${ratio.toFixed(2)} times (at most ${most})`;

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
