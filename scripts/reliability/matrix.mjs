// The matrix of hops: a row for each request, a column for each fault.

import { table } from "../bench/tables.mjs";

/** @typedef {import("../../tests/faults/support/cells.ts").Outcome} Outcome */
/** @typedef {import("../../tests/faults/support/cells.ts").Plan} Plan */
/** @typedef {import("../../tests/faults/support/journal.ts").Row} Row */

const LEGEND = `✓ paid without the shopper's doing anything more; ↻ the shopper was told, or saw the browser's own error, and
paid by pressing again; ✗ a law was broken; – the answer has nothing that this could be done to. The seconds are the
longest that there was nothing but to wait. Behind the dot: the fault hit that request and the next two of its kind.`;

/**
 * @param {Plan} plan
 * @param {Outcome[]} outcomes
 * @param {boolean} full
 */
export function matrix(plan, outcomes, full) {
  const scope = full ? "Every request × every fault, once and three in a row." : "A cross-section.";
  const head = ["hop", "requests", "faults met", "went on alone", "after another press", "longest wait", "violations"];
  const sums = plan.hops.map((hop) => sum(hop, ofHop(plan.rows, hop), ofHop(outcomes, hop)));
  const sections = plan.hops.map((hop) => section(hop, plan, ofHop(outcomes, hop)));
  return [scope, table(head, [...sums, sum("together", plan.rows, outcomes)]), LEGEND, ...sections].join("\n\n");
}

/**
 * @template {{ hop: string }} T
 * @param {readonly T[]} all
 * @param {string} hop
 */
const ofHop = (all, hop) => all.filter((one) => one.hop === hop);

/**
 * @param {string} name
 * @param {readonly Row[]} rows
 * @param {Outcome[]} outcomes
 */
function sum(name, rows, outcomes) {
  const met = outcomes.filter(({ applied, hits }) => applied && hits > 0);
  const alone = met.filter(({ again }) => again.length === 0).length;
  const broken = outcomes.reduce((count, { violations }) => count + violations.length, 0);
  const longest = Math.max(0, ...met.map(({ waited }) => waited));
  const counts = [rows.length, met.length, alone, met.length - alone].map(String);
  return [name, ...counts, `${inSeconds(longest)} s`, String(broken)];
}

/**
 * @param {string} hop
 * @param {Plan} plan
 * @param {Outcome[]} outcomes
 */
function section(hop, { rows, faults }, outcomes) {
  const lines = ofHop(rows, hop).flatMap(({ way, name, nth }) => {
    const own = outcomes.filter((outcome) => outcome.way === way && outcome.name === name && outcome.nth === nth);
    if (own.length === 0) return [];
    const cells = faults.map((fault) => cell(own.filter((outcome) => outcome.fault === fault)));
    return [[`\`${name}\` ${nth}${way === "code" ? "" : ` (${way})`}`, ...cells]];
  });
  return `### ${hop}\n\n${table(["request", ...faults.map(String)], lines)}`;
}

/**
 * Once, and then persistent.
 * @param {Outcome[]} outcomes
 */
function cell(outcomes) {
  return [...outcomes]
    .sort((one, other) => one.times - other.times)
    .map(({ times, applied, hits, again, waited, violations }) => {
      const sign = violations.length > 0 || hits === 0 ? "✗" : again.length === 0 ? "✓" : "↻";
      return (times > 1 ? "· " : "") + (applied ? `${sign} ${inSeconds(waited)}` : "–");
    })
    .join(" ");
}

/** @param {number} ms */
const inSeconds = (ms) => (ms / 1000).toFixed(1);
