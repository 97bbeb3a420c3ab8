// What the gateway's load has shown: tables, ratios and whether the targets were met.

import { ratios, summary } from "./statistics.mjs";
import { table } from "./tables.mjs";

/** @typedef {import("./load.mjs").Found} Found */
/** @typedef {import("./load.mjs").Side} Side */
/** @typedef {import("./verdict.mjs").Verdict} Verdict */
/** @typedef {{ rate: { least: number }, p99: { most: number }, stored: { most: number }, memory: { most: number } }} Budgets */
/** @typedef {{ date: string, cores: number, load: number }} Machine */

const TITLES = { sqlite: "SQLite", postgres: "PostgreSQL" };

/**
 * Ratios are judged by their median over the repetitions.
 * @param {Budgets} budgets
 * @param {Found[]} found
 * @returns {Verdict[]}
 */
export function gatewayVerdicts(budgets, found) {
  return /** @type {const} */ (["sqlite", "postgres"]).flatMap((database) => {
    const on = found.find((one) => one.database === database);
    const title = TITLES[database];
    const memory = on?.memory == null ? [] : [(on.memory.later.at(-1) ?? Number.NaN) / on.memory.warm];
    return [
      verdict(`checkouts a second, to the floor, ${title}`, rates(on), { least: budgets.rate.least }),
      verdict(`p99 at half load, to the floor's, ${title}`, slowest(on), { most: budgets.p99.most }),
      verdict(`CPU for a checkout beside stored payments, to none, ${title}`, grown(on), { most: budgets.stored.most }),
      verdict(`memory after an hour's sessions, to before, ${title}`, memory, { most: budgets.memory.most }),
    ];
  });
}

/** @param {Found | undefined} on */
function rates(on) {
  const of = (/** @type {"floor" | "gateway"} */ side) => on?.repeats.map((one) => one[side].greatest.rate) ?? [];
  return ratios(of("gateway"), of("floor"));
}

/** @param {Found | undefined} on */
function slowest(on) {
  const of = (/** @type {"floor" | "gateway"} */ side) => on?.repeats.map((one) => one[side].half.p99_ms) ?? [];
  return ratios(of("gateway"), of("floor"));
}

/** @param {Found | undefined} on the gateway's and the database's together */
function grown(on) {
  const of = (/** @type {"empty" | "filled"} */ which) =>
    on?.stored?.pairs.map((pair) => pair[which].cost.gateway_ms + pair[which].cost.database_ms) ?? [];
  return ratios(of("filled"), of("empty"));
}

/**
 * @param {string} target
 * @param {number[]} values
 * @param {{ least?: number, most?: number }} limit
 * @returns {Verdict}
 */
function verdict(target, values, { least, most }) {
  const limit = least === undefined ? `≤ ${most}` : `≥ ${least}`;
  if (values.length === 0) return { target, found: "", limit, outcome: "not measured" };
  const { median, min, max } = summary(values);
  const met = median >= (least ?? Number.NEGATIVE_INFINITY) && median <= (most ?? Number.POSITIVE_INFINITY);
  return { target, found: range(median, min, max, 2), limit, outcome: met ? "PASS" : "MISS" };
}

/** @param {{ found: Found[], verdicts: Verdict[], wish: { repeats: number }, machine: Machine }} run */
export function gatewayReport({ found, verdicts, wish, machine }) {
  const versions = found.map(({ database, version }) => `${TITLES[database]} ${version}`).join(", ");
  const about =
    `${machine.date}, ${machine.cores} cores (load ${machine.load.toFixed(1)} before the run), ${versions}, ` +
    `${wish.repeats} repetitions. Each figure is the median, with the least and the greatest.`;
  const rows = verdicts.map(({ target, found: value, limit, outcome }) => [target, value, limit, outcome]);
  return [
    about,
    ...found.map(throughput),
    ...found.flatMap((one) => (one.stored === null ? [] : [stored(one, one.stored)])),
    ...memory(found),
    `### The gateway's targets\n\n${table(["", "found", "limit", ""], rows)}`,
  ].join("\n\n");
}

/** @param {Found} found */
function throughput({ database, repeats }) {
  const sides = /** @type {const} */ (["floor", "gateway"]);
  const row = (/** @type {string} */ title, /** @type {(side: Side) => number} */ value, digits = 1) => [
    title,
    ...sides.map((side) =>
      values(
        repeats.map((one) => value(one[side])),
        digits,
      ),
    ),
  ];
  const rows = [
    row("**checkouts a second**, sustained", ({ greatest }) => greatest.rate, 0),
    row("p99 at that rate, ms", ({ greatest }) => greatest.p99_ms),
    row("at half of it: p50, ms", ({ half }) => half.p50_ms),
    row("p90, ms", ({ half }) => half.p90_ms),
    row("**p99**, ms", ({ half }) => half.p99_ms),
    row("slowest, ms", ({ half }) => half.max_ms),
    row("CPU of the gateway for a checkout, ms", ({ cost }) => cost.gateway_ms, 2),
    row("CPU of the database's own processes, ms", ({ cost }) => cost.database_ms, 2),
    row("CPU of the program that measures, ms", ({ cost }) => cost.load_ms, 2),
  ];
  return `### ${TITLES[database]}\n\n${table(["", "floor", "gateway"], rows)}`;
}

/**
 * @param {Found} found
 * @param {NonNullable<Found["stored"]>} stored
 */
function stored({ database }, { payments, pairs }) {
  const count = payments.toLocaleString("en");
  const row = (
    /** @type {string} */ title,
    /** @type {(costly: import("./load.mjs").Costly) => number} */ value,
    digits = 2,
  ) => {
    const [empty, filled] = [pairs.map((pair) => value(pair.empty)), pairs.map((pair) => value(pair.filled))];
    return [title, values(empty, digits), values(filled, digits), values(ratios(filled, empty), 2)];
  };
  const rows = [
    row("**CPU for a checkout**, gateway and database, ms", ({ cost }) => cost.gateway_ms + cost.database_ms),
    row("p50, ms", ({ found }) => found.p50_ms, 1),
    row("p99, ms", ({ found }) => found.p99_ms, 1),
  ];
  return `### ${TITLES[database]} with stored payments\n\n${table(["", "none", count, "ratio"], rows)}`;
}

/** @param {Found[]} found */
function memory(found) {
  const megabytes = (/** @type {number | undefined} */ bytes) => ((bytes ?? Number.NaN) / 1e6).toFixed(1);
  const rows = found.flatMap(({ database, memory }) =>
    memory === null
      ? []
      : [[TITLES[database], megabytes(memory.warm), megabytes(memory.later[4]), megabytes(memory.later.at(-1))]],
  );
  const sessions = found.find((one) => one.memory !== null)?.memory?.sessions.toLocaleString("en");
  const head = ["MB resident", "warm", "half-way", `after ${sessions} sessions`];
  return rows.length === 0 ? [] : [`### Memory\n\n${table(head, rows)}`];
}

/**
 * @param {number[]} all
 * @param {number} digits
 */
function values(all, digits) {
  const { median, min, max } = summary(all);
  return range(median, min, max, digits);
}

/**
 * @param {number} median
 * @param {number} min
 * @param {number} max
 * @param {number} digits
 */
function range(median, min, max, digits) {
  const [middle, low, high] = [median, min, max].map((value) => value.toFixed(digits));
  return low === high ? `${middle}` : `${middle} (${low}–${high})`;
}
