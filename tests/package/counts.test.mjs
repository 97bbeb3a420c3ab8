import assert from "node:assert/strict";
import { test } from "node:test";
import { fromCargo, fromJunit, fromNode, fromPlaywright, NONE, ofStage } from "../../scripts/tests/counts.mjs";

test("cargo's result lines are added up", () => {
  const text = [
    "test store::holds ... ok",
    "test store::breaks ... FAILED",
    "test store::panics - should panic ... FAILED",
    "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
    "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
    "a log line that says test result: ok. 99 passed; 0 failed",
  ].join("\n");
  assert.deepEqual(fromCargo(text), { ...NONE, passed: 15, failed: 2, red: ["store::breaks", "store::panics"] });
});

test("wasm-pack's result lines are read like cargo's", () => {
  const text = [
    "test keys::a ... FAIL",
    "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 filtered out; finished in 0.02s\n",
  ].join("\n");
  assert.deepEqual(fromCargo(text), { ...NONE, passed: 2, failed: 1, red: ["keys::a"] });
});

test("node's counts are read, a cancelled test has failed, and what failed is named once", () => {
  const text = [
    "flaky: something",
    "✔ something (0.9ms)",
    "  ✖ another (12.34ms)",
    "ℹ tests 7\nℹ suites 0\nℹ pass 4\nℹ fail 2\nℹ cancelled 1\nℹ skipped 0",
    "✖ failing tests:",
    "✖ another (12.34ms)\n",
  ].join("\n");
  assert.deepEqual(fromNode(text), { ...NONE, passed: 4, failed: 3, red: ["another"], flaky: ["something"] });
});

test("a journey that needed a second try has passed, and is named", () => {
  const spec = (/** @type {string} */ title, /** @type {string} */ status) => ({
    title,
    file: "pay.spec.ts",
    line: 7,
    tests: [{ status }],
  });
  const suites = [{ specs: [spec("pays", "expected")], suites: [{ specs: [spec("waits", "flaky")] }] }];
  const red = { specs: [spec("breaks", "unexpected")] };
  assert.deepEqual(fromPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 1 }, suites: [...suites, red] }), {
    passed: 6,
    failed: 1,
    red: ["pay.spec.ts:7 breaks"],
    flaky: ["pay.spec.ts:7 waits"],
  });
});

test("a JUnit report's cases are counted, and what failed or broke is named", () => {
  const text = [
    '<?xml version="1.0" ?>',
    '<testsuites tests="4" failures="1" errors="1"><testsuite name="schemathesis" tests="4">',
    '<testcase name="GET /v1/payments" time="0.1"/>',
    '<testcase name="POST /v1/payments" time="0.2"><failure message="&lt;testcase&gt;"/>',
    "</testcase>",
    '<testcase name="GET /readyz" time="0.1"></testcase>',
    '<testcase name="GET /healthz" time="0.1"><error message="no answer"></error></testcase>',
    "</testsuite></testsuites>",
  ].join("\n");
  const red = ["POST /v1/payments", "GET /healthz"];
  assert.deepEqual(fromJunit(text), { ...NONE, passed: 2, failed: 2, red });
  assert.deepEqual(fromJunit(""), NONE);
});

test("a stage that ran nothing has failed", () => {
  assert.deepEqual(ofStage(NONE, 0), { ...NONE, failed: 1 });
});

test("a stage that failed without saying why has a failure", () => {
  assert.deepEqual(ofStage({ ...NONE, passed: 8 }, 101), { ...NONE, passed: 8, failed: 1 });
});

test("a stage's own failures are not counted twice", () => {
  assert.deepEqual(ofStage({ ...NONE, passed: 8, failed: 2 }, 101), { ...NONE, passed: 8, failed: 2 });
});
