// The targets of bench-budgets.json, and whether they were met.

import { METRICS, shown } from "./metrics.mjs";
import { ratios, summary } from "./statistics.mjs";

/** @typedef {import("./mounts.mjs").Growth} Growth */
/** @typedef {import("./results.mjs").Results} Results */
/** @typedef {{ metric: string, profile: string, visit: string, of: string, most: number }} ValueTarget */
/** @typedef {ValueTarget & { to: string }} RatioTarget */
/** @typedef {{ scenario: string, held: "nodes" | "listeners" | "heap" | "wasm", most: number }} GrowthTarget */
/** @typedef {{ ratios: RatioTarget[], values: ValueTarget[], growth: GrowthTarget[] }} Budgets */
/** @typedef {{ target: string, found: string, limit: string, outcome: "PASS" | "MISS" | "not measured" }} Verdict */

/**
 * Ratios are judged by their median over the repetitions, values by the greatest, growth by late to early.
 * @param {Budgets} budgets
 * @param {Results} results
 * @param {Growth[]} growth
 * @returns {Verdict[]}
 */
export function verdicts(budgets, results, growth) {
  return [
    ...budgets.ratios.map((target) => ratioVerdict(target, results)),
    ...budgets.values.map((target) => valueVerdict(target, results)),
    ...budgets.growth.map((target) => growthVerdict(target, growth)),
  ];
}

/**
 * @param {RatioTarget} target
 * @param {Results} results
 */
function ratioVerdict({ metric, profile, visit, of, to, most }, results) {
  const found = ratios(results.of(profile, visit, of, metric), results.of(profile, visit, to, metric));
  const { median, min, max } = summary(found);
  const text = `${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})`;
  return verdict(`${title(metric)}, ${of} to ${to}, ${profile}, ${visit}`, median, text, `≤ ${most}`, median <= most);
}

/**
 * @param {ValueTarget} target
 * @param {Results} results
 */
function valueVerdict({ metric, profile, visit, of, most }, results) {
  const { max } = summary(results.of(profile, visit, of, metric));
  const text = shown(METRICS[metric] ?? { title: metric, unit: "", digits: 3 }, max);
  return verdict(`${title(metric)}, ${of}, ${profile}, ${visit}`, max, text, `≤ ${most}`, max <= most);
}

/**
 * @param {GrowthTarget} target
 * @param {Growth[]} growth
 */
function growthVerdict({ scenario, held, most }, growth) {
  const of = growth.find(({ name }) => name === scenario);
  const [early, late] = [of?.early[held] ?? Number.NaN, of?.late[held] ?? Number.NaN];
  // From nothing to nothing is no growth.
  const ratio = early === late ? 1 : late / early;
  const found = `${early} → ${late}`;
  return verdict(`${held} kept by mounts, ${scenario}`, late - early, found, `≤ ${most}×`, ratio <= most);
}

/**
 * @param {string} target
 * @param {number} value
 * @param {string} found
 * @param {string} limit
 * @param {boolean} met
 * @returns {Verdict}
 */
function verdict(target, value, found, limit, met) {
  if (!Number.isFinite(value)) return { target, found: "", limit, outcome: "not measured" };
  return { target, found, limit, outcome: met ? "PASS" : "MISS" };
}

/** @param {string} metric */
const title = (metric) => (METRICS[metric]?.title ?? metric).replaceAll("*", "");
