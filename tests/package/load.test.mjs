import assert from "node:assert/strict";
import { test } from "node:test";
import { gatewayReport, gatewayVerdicts } from "../../scripts/bench/load-report.mjs";
import { read } from "./repository.mjs";

const BUDGETS = JSON.parse(read("bench-budgets.json")).gateway;

/**
 * @param {number} rate
 * @param {number} p99
 */
const side = (rate, p99) => {
  const pace = { rate, done: 100, p50_ms: 1, p90_ms: 2, p99_ms: p99, max_ms: 100 };
  return { greatest: pace, half: pace, cost: cost(1) };
};

/** @param {number} ms */
const cost = (ms) => ({ gateway_ms: ms, database_ms: ms, load_ms: 0.5 });

/**
 * @param {[number, number][]} gateway what was found of it, beside a floor of 100 a second and 5 ms
 * @param {number} filled
 * @param {number} later
 * @returns {import("../../scripts/bench/load.mjs").Found}
 */
const found = (gateway, filled, later) => ({
  database: "sqlite",
  version: "3.50",
  repeats: gateway.map(([rate, p99]) => ({ floor: side(100, 5), gateway: side(rate, p99) })),
  stored: {
    payments: 1_000_000,
    pairs: [
      { empty: { cost: cost(2), found: side(1, 1).half }, filled: { cost: cost(filled), found: side(1, 1).half } },
    ],
  },
  memory: { sessions: 7200, warm: 50e6, later: [51e6, 52e6, 53e6, 54e6, later] },
});

/** @param {import("../../scripts/bench/load.mjs").Found[]} all */
const outcomes = (all) => gatewayVerdicts(BUDGETS, all).map(({ outcome }) => outcome);

const UNMEASURED = ["not measured", "not measured", "not measured", "not measured"];

test("a gateway's targets are met by the medians of the ratios", () => {
  const good = found(
    [
      [50, 50],
      [70, 10],
      [10, 90],
    ],
    2.4,
    55e6,
  );
  assert.deepEqual(outcomes([good]), ["PASS", "PASS", "PASS", "PASS", ...UNMEASURED]);
});

test("a gateway's targets are missed by one too slow, too dear or too large", () => {
  assert.deepEqual(outcomes([found([[49, 51]], 2.5, 56e6)]), ["MISS", "MISS", "MISS", "MISS", ...UNMEASURED]);
});

test("what was not measured of a gateway is not met", () => {
  const part = { ...found([[60, 10]], 2, 50e6), stored: null, memory: null };
  assert.deepEqual(outcomes([part]), ["PASS", "PASS", "not measured", "not measured", ...UNMEASURED]);
});

test("a gateway's report has its tables side by side with the floor's", () => {
  const all = [found([[60, 10]], 2, 50e6)];
  const machine = { date: "2026-11-22", cores: 2, load: 0.1 };
  const text = gatewayReport({ found: all, verdicts: gatewayVerdicts(BUDGETS, all), wish: { repeats: 1 }, machine });
  assert.match(text, /SQLite 3\.50, 1 repetitions/);
  assert.match(text, /\*\*checkouts a second\*\*, sustained +\| +100 \| +60 \|/);
  assert.match(text, /none +\| +1,000,000 \| +ratio/);
  assert.match(text, /\| SQLite +\| +50\.0 \| +50\.0 \|/);
  assert.match(text, /checkouts a second, to the floor, SQLite +\| +0\.60 \| +≥ 0\.5 \| +PASS/);
});
