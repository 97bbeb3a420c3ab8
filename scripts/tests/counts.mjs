// How many tests ran, read from what each runner itself says.

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * The sum of the result lines of `cargo test` and of `wasm-pack test`, one for each test binary.
 * @param {string} text
 * @returns {Counts}
 */
export function fromCargo(text) {
  const lines = text.matchAll(/^test result: .*?(\d+) passed; (\d+) failed/gm);
  return [...lines].reduce((sum, [, passed, failed]) => add(sum, { passed: Number(passed), failed: Number(failed) }), {
    passed: 0,
    failed: 0,
  });
}

/**
 * The last lines of `node --test` with the spec reporter.
 * @param {string} text
 * @returns {Counts}
 */
export function fromNode(text) {
  const number = (/** @type {string} */ name) => Number(text.match(new RegExp(`^ℹ ${name} (\\d+)$`, "m"))?.[1] ?? 0);
  return { passed: number("pass"), failed: number("fail") + number("cancelled") };
}

/**
 * Playwright's JSON report. A test that passed only when it was tried again has failed.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number } }} report
 * @returns {Counts}
 */
export function fromPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}

/**
 * What a stage counts for: one that failed has at least one failure, and so has one that ran nothing.
 * @param {Counts} counts
 * @param {number} exitCode
 * @returns {Counts}
 */
export function ofStage(counts, exitCode) {
  const silent = counts.passed + counts.failed === 0;
  const unexplained = exitCode !== 0 && counts.failed === 0;
  return silent || unexplained ? add(counts, { passed: 0, failed: 1 }) : counts;
}

/**
 * @param {Counts} a
 * @param {Counts} b
 * @returns {Counts}
 */
export const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });
