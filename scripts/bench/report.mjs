// What a run says: tables, ratios and whether the targets were met. Markdown that reads well as text.

import { METRICS, shown } from "./metrics.mjs";
import { EARLY } from "./mounts.mjs";
import { PROFILES } from "./profiles.mjs";
import { ratios, summary } from "./statistics.mjs";
import { SUBJECTS } from "./subjects.mjs";
import { table } from "./tables.mjs";

/** @typedef {import("./results.mjs").Results} Results */
/** @typedef {import("./verdict.mjs").Verdict} Verdict */
/** @typedef {import("./mounts.mjs").Growth} Growth */
/** @typedef {import("./wishes.mjs").Wishes} Wishes */
/** @typedef {{ cores: number, chromium: string, date: string, gateway: string, repeated: number, load: number }} Machine `load` as it was before */
/** @typedef {{ wish: Wishes, machine: Machine, results: Results, growth: Growth[], verdicts: Verdict[] }} Run */

/** @param {Run} run */
export function report(run) {
  const { wish } = run;
  const visits = wish.profiles.flatMap((profile) => wish.visits.map((visit) => ({ profile, visit })));
  return [
    conditions(run),
    ...visits.flatMap(({ profile, visit }) => visitTables(run, profile, visit)),
    ...(run.growth.length > 0 ? [growthTable(run)] : []),
    verdictTable(run.verdicts),
  ].join("\n\n");
}

/** @param {Run} run */
function conditions({ wish, machine }) {
  const { cores, chromium, date, gateway, repeated, load } = machine;
  const again = repeated > 0 ? ` ${repeated} visits failed and were made again.` : "";
  return (
    `${date}, ${chromium}, ${cores} cores (load ${load.toFixed(1)} before the run), gateway built with the ${gateway} ` +
    `profile, ${wish.runs} repetitions. ` +
    `Each figure is the median, with the least and the greatest; 1 KB is 1000 bytes.${again}`
  );
}

/**
 * @param {Run} run
 * @param {string} profile
 * @param {string} visit
 */
function visitTables({ wish, results }, profile, visit) {
  const title = `### ${capital(PROFILES[profile]?.title ?? profile)}, ${visit}`;
  const values = (/** @type {string} */ subject, /** @type {string} */ metric) =>
    results.of(profile, visit, subject, metric);
  const measured = Object.keys(METRICS).filter((metric) =>
    wish.subjects.some((subject) => values(subject, metric).length > 0),
  );
  const figures = table(
    ["", ...wish.subjects.map((subject) => SUBJECTS[subject]?.title ?? subject)],
    measured.map((metric) => [name(metric), ...wish.subjects.map((subject) => cell(metric, values(subject, metric)))]),
  );
  const others = wish.subjects.filter((subject) => subject !== "product");
  if (others.length === wish.subjects.length || others.length === 0) return [title, figures];
  const compared = table(
    ["the product's times …", ...others.map((subject) => `to ${SUBJECTS[subject]?.title ?? subject}`)],
    measured
      .filter((metric) => METRICS[metric]?.ratio === true)
      .map((metric) => [
        METRICS[metric]?.title ?? metric,
        ...others.map((other) => ratioCell(values("product", metric), values(other, metric))),
      ]),
  );
  return [title, figures, compared];
}

/** @param {Run} run */
function growthTable({ wish, growth }) {
  const kinds = /** @type {const} */ (["nodes", "listeners", "heap", "wasm"]);
  const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1_000_000).toFixed(2)} MB`;
  const held = (/** @type {number | undefined} */ value, /** @type {string} */ kind) => {
    if (value === undefined) return "";
    return kind === "heap" || kind === "wasm" ? megabytes(value) : String(value);
  };
  const rows = growth.map(({ title, early, late }) => [
    title,
    ...kinds.map((kind) => (early[kind] === undefined ? "" : `${held(early[kind], kind)} → ${held(late[kind], kind)}`)),
  ]);
  const head = ["", "DOM nodes", "listeners", "JS heap", "Wasm memory"];
  return `### Kept after ${EARLY} → ${wish.mounts} mounts and unmounts\n\n${table(head, rows)}`;
}

/** @param {Verdict[]} verdicts */
function verdictTable(verdicts) {
  const rows = verdicts.map(({ target, found, limit, outcome }) => [target, found, limit, outcome]);
  return `### Targets\n\n${table(["", "found", "limit", ""], rows)}`;
}

/** @param {string} metric */
function name(metric) {
  const { title, unit } = METRICS[metric] ?? { title: metric, unit: "" };
  return unit === "" ? title : `${title}, ${unit}`;
}

/**
 * @param {string} metric
 * @param {number[]} values
 */
function cell(metric, values) {
  const how = METRICS[metric];
  if (how === undefined || values.length === 0) return "";
  const { median, min, max } = summary(values);
  const [middle, low, high] = [shown(how, median), shown(how, min), shown(how, max)];
  return low === high ? middle : `${middle} (${low}–${high})`;
}

/**
 * The median of the repetitions' ratios with the extremes, then the ratio of the medians.
 * @param {number[]} values
 * @param {number[]} others
 */
function ratioCell(values, others) {
  const { median, min, max } = summary(ratios(values, others));
  const ofMedians = summary(values).median / summary(others).median;
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)}) / ${ofMedians.toFixed(2)}`;
}

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
