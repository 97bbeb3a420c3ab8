import assert from "node:assert/strict";
import { test } from "node:test";
import { METRICS } from "../../scripts/bench/metrics.mjs";
import { report } from "../../scripts/bench/report.mjs";
import { Results } from "../../scripts/bench/results.mjs";
import { percentile, ratios, summary } from "../../scripts/bench/statistics.mjs";
import { replaceBetween, table } from "../../scripts/bench/tables.mjs";
import { verdicts } from "../../scripts/bench/verdict.mjs";
import { wishes } from "../../scripts/bench/wishes.mjs";
import { read } from "./repository.mjs";

test("a percentile lies between its neighbours", () => {
  assert.equal(percentile([4, 1, 3, 2], 50), 2.5);
  assert.equal(percentile([10, 20, 30], 95), 29);
  assert.equal(percentile([7], 95), 7);
});

test("a summary has the median and both ends, in whatever order the values come", () => {
  assert.deepEqual(summary([30, 10, 20]), { median: 20, min: 10, max: 30 });
});

test("ratios are made within each repetition", () => {
  assert.deepEqual(ratios([100, 400], [50, 100]), [2, 4]);
});

test("a table is level and has its figures to the right", () => {
  const rows = [
    ["over the wire", "4.9"],
    ["요청", "12"],
  ];
  assert.equal(
    table(["", "KB"], rows),
    ["|               |  KB |", "| ------------- | --: |", "| over the wire | 4.9 |", "| 요청            |  12 |"].join(
      "\n",
    ),
  );
});

test("what is between two markers is replaced, and nothing else", () => {
  const text = "before\n<!-- bench:start -->\nold\n<!-- bench:end -->\nafter <!-- size:start --><!-- size:end -->\n";
  const once = replaceBetween(text, "bench", "new $& text\n");
  assert.equal(
    once,
    "before\n<!-- bench:start -->\nnew $& text\n<!-- bench:end -->\nafter <!-- size:start --><!-- size:end -->\n",
  );
  assert.equal(replaceBetween(once, "bench", "new $& text"), once);
});

test("a document without the markers is not written to", () => {
  assert.throws(() => replaceBetween("nothing here", "bench", "new"), /bench:start/);
  assert.throws(() => replaceBetween("<!-- bench:end --> <!-- bench:start -->", "bench", "new"), /bench:end/);
});

test("the document of the figures has the markers that the commands write between", () => {
  const text = read("docs/performance.md");
  assert.doesNotThrow(() => replaceBetween(replaceBetween(text, "bench", ""), "size", ""));
});

const BUDGETS = {
  ratios: [{ metric: "editable", profile: "phone", visit: "cold", of: "product", to: "framed", most: 1.15 }],
  values: [{ metric: "formShift", profile: "phone", visit: "cold", of: "product", most: 0 }],
  growth: [{ scenario: "widget", held: /** @type {const} */ ("nodes"), most: 1 }],
};

/** @param {number[][]} visits editable of product and framed, and the product's shift */
function resultsOf(visits) {
  const results = new Results();
  for (const [product = 0, framed = 0, formShift = 0] of visits) {
    results.add("phone", "cold", "product", { editable: product, formShift });
    results.add("phone", "cold", "framed", { editable: framed });
  }
  return results;
}

/** @param {number} late */
const kept = (late) => [
  {
    name: "widget",
    title: "the widget",
    early: { nodes: 50, listeners: 0, heap: 1 },
    late: { nodes: late, listeners: 0, heap: 1 },
  },
];

/**
 * @param {Results} results
 * @param {ReturnType<typeof kept>} growth
 */
const outcomes = (results, growth) => verdicts(BUDGETS, results, growth).map(({ outcome }) => outcome);

test("a target is met by the median of the ratios, by the greatest shift and by what is kept", () => {
  const slowOnce = [
    [1100, 1000, 0],
    [1150, 1000, 0],
    [9000, 1000, 0],
  ];
  assert.deepEqual(outcomes(resultsOf(slowOnce), kept(50)), ["PASS", "PASS", "PASS"]);
});

test("a target is missed by a ratio above, by one shift of many, by one node more", () => {
  const slow = [
    [1160, 1000, 0],
    [1160, 1000, 0.001],
    [1160, 1000, 0],
  ];
  assert.deepEqual(outcomes(resultsOf(slow), kept(51)), ["MISS", "MISS", "MISS"]);
});

test("what was not measured is not met", () => {
  assert.deepEqual(outcomes(resultsOf([]), []), ["not measured", "not measured", "not measured"]);
});

test("every budget names a metric that is measured", () => {
  const budgets = JSON.parse(read("bench-budgets.json"));
  for (const { metric } of [...budgets.ratios, ...budgets.values]) assert.ok(metric in METRICS, metric);
});

test("a report has every subject's median and range, and the ratios of the repetitions", () => {
  const results = resultsOf([
    [1000, 500],
    [1200, 400],
    [900, 300],
  ]);
  const wish = { ...wishes(["--profiles", "phone", "--subjects", "framed,product", "--cold"]), runs: 3 };
  const machine = { cores: 2, chromium: "Chromium 1", date: "2026-11-22", gateway: "dev", repeated: 0, load: 0 };
  const text = report({ wish, machine, results, growth: kept(50), verdicts: verdicts(BUDGETS, results, kept(50)) });
  const row = text.split("\n").find((line) => line.startsWith("| **editable**, ms"));
  assert.match(row ?? "", /\| +1000 \(900–1200\) \| +400 \(300–500\) \|/);
  assert.match(text, /\*\*editable\*\* +\| +3\.00 \(2\.00–3\.00\) \/ 2\.50 \|/);
  assert.match(text, /the widget +\| +50 → 50 \|/);
  assert.match(text, /editable, product to framed, phone, cold +\| +3\.00 .*MISS/);
});

test("wishes are everything by default", () => {
  const { subjects, profiles, visits, runs, mounts } = wishes([]);
  assert.deepEqual(subjects, ["product", "framed", "inline", "react"]);
  assert.deepEqual([profiles, visits, runs, mounts], [["plain", "phone"], ["cold", "warm"], 7, 200]);
});

test("a wish that cannot be is refused", () => {
  for (const args of [["--subjects", "vue"], ["--runs", "0"], ["--runs", "many"], ["--fast"]]) {
    assert.throws(() => wishes(args), /vue|--runs|--fast/);
  }
});

test("a part of the picture is not written into the documents", () => {
  assert.throws(() => wishes(["--write", "--cold"]), /whole run/);
  assert.throws(() => wishes(["--write", "--runs", "3"]), /whole run/);
  assert.equal(wishes(["--write", "--runs", "9"]).write, true);
});
