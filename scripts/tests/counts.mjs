// How many tests ran and which were not well, read from what each runner itself says.

/**
 * `red` names the ones that failed, `flaky` those that passed when they were tried once more.
 * @typedef {{ passed: number, failed: number, red: string[], flaky: string[] }} Counts
 */

/** @type {Counts} */
export const NONE = { passed: 0, failed: 0, red: [], flaky: [] };

/**
 * The sum of the result lines of `cargo test` and of `wasm-pack test`, one for each test binary.
 * @param {string} text
 * @returns {Counts}
 */
export function fromCargo(text) {
  const lines = [...text.matchAll(/^test result: .*?(\d+) passed; (\d+) failed/gm)];
  const red = [...text.matchAll(/^test (\S+)(?: - .*)? \.\.\. FAIL(?:ED)?$/gm)].map(([, name = ""]) => name);
  const counts = lines.map(([, passed, failed]) => ({ ...NONE, passed: Number(passed), failed: Number(failed) }));
  return counts.reduce(add, { ...NONE, red });
}

/**
 * The lines of `node --test` with the spec reporter. What failed stands there twice: where it ran, and below the sums.
 * A test that had to be tried again says so in a line of its own.
 * @param {string} text
 * @returns {Counts}
 */
export function fromNode(text) {
  const number = (/** @type {string} */ name) => Number(text.match(new RegExp(`^ℹ ${name} (\\d+)$`, "m"))?.[1] ?? 0);
  const red = [...text.matchAll(/^\s*✖ (.+) \(\d[\d.]*ms\)$/gm)].map(([, name = ""]) => name);
  return {
    ...NONE,
    passed: number("pass"),
    failed: number("fail") + number("cancelled"),
    red: [...new Set(red)],
    flaky: [...text.matchAll(/^flaky: (.+)$/gm)].map(([, name = ""]) => name),
  };
}

/**
 * A JUnit report. What failed is named once, however often it was tried.
 * @param {string} text
 * @returns {Counts}
 */
export function fromJunit(text) {
  const cases = [...text.matchAll(/<testcase\b([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs)];
  const failed = cases.filter(([, , body = ""]) => /<(?:failure|error)\b/.test(body));
  const names = failed.map(([, attributes = ""]) => attributes.match(/\bname="([^"]*)"/)?.[1] ?? "");
  return { ...NONE, passed: cases.length - failed.length, failed: failed.length, red: [...new Set(names)] };
}

/**
 * @typedef {{ title: string, file: string, line: number, tests: { status: string }[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite
 */

/**
 * Playwright's JSON report. A journey that passed only when it was tried again has passed, and is named as flaky.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number }, suites?: Suite[] }} report
 * @returns {Counts}
 */
export function fromPlaywright({ stats, suites = [] }) {
  const specs = suites.flatMap(specsOf);
  const named = (/** @type {string} */ status) =>
    specs
      .filter(({ tests }) => tests.some((test) => test.status === status))
      .map(({ file, line, title }) => `${file}:${line} ${title}`);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    red: named("unexpected"),
    flaky: named("flaky"),
  };
}

/**
 * @param {Suite} suite
 * @returns {Spec[]}
 */
function specsOf({ specs = [], suites = [] }) {
  return [...specs, ...suites.flatMap(specsOf)];
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
  return silent || unexplained ? add(counts, { ...NONE, failed: 1 }) : counts;
}

/**
 * @param {Counts} a
 * @param {Counts} b
 * @returns {Counts}
 */
export const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  red: [...a.red, ...b.red],
  flaky: [...a.flaky, ...b.flaky],
});
