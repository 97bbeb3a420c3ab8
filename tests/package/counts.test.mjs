import assert from "node:assert/strict";
import { test } from "node:test";
import { fromCargo, fromNode, fromPlaywright, ofStage } from "../../scripts/tests/counts.mjs";

test("cargo's result lines are added up", () => {
  const text = [
    "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
    "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
    "a log line that says test result: ok. 99 passed; 0 failed",
  ].join("\n");
  assert.deepEqual(fromCargo(text), { passed: 15, failed: 2 });
});

test("wasm-pack's result lines are read like cargo's", () => {
  const text = "test result: ok. 2 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.02s\n";
  assert.deepEqual(fromCargo(text), { passed: 2, failed: 0 });
});

test("node's counts are read, and a cancelled test has failed", () => {
  const text = "✔ something (0.9ms)\nℹ tests 7\nℹ suites 0\nℹ pass 4\nℹ fail 2\nℹ cancelled 1\nℹ skipped 0\n";
  assert.deepEqual(fromNode(text), { passed: 4, failed: 3 });
});

test("a test that needed a second try has failed", () => {
  assert.deepEqual(fromPlaywright({ stats: { expected: 5, unexpected: 1, flaky: 1 } }), {
    passed: 5,
    failed: 2,
  });
});

test("a stage that ran nothing has failed", () => {
  assert.deepEqual(ofStage({ passed: 0, failed: 0 }, 0), { passed: 0, failed: 1 });
});

test("a stage that failed without saying why has a failure", () => {
  assert.deepEqual(ofStage({ passed: 8, failed: 0 }, 101), { passed: 8, failed: 1 });
});

test("a stage's own failures are not counted twice", () => {
  assert.deepEqual(ofStage({ passed: 8, failed: 2 }, 101), { passed: 8, failed: 2 });
});
