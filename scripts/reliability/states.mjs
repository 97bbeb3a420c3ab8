// Every state: `crates/explore` has the real flow meet a model of gateway, merchant, carrier and network, in every order.

import { table } from "../bench/tables.mjs";
import { output, run } from "../programs.mjs";
import { ensureRust } from "../setup/rust.mjs";

/**
 * @typedef {{ name: string, says: string, times: number, by_times: number[], states: number, transitions: number,
 *   depth: number, longest_end: number, complete: boolean, seconds: number }} Chapter
 */
/** @typedef {{ reached: number, all: number, reasons: [string, string[]][], wrong: string[] }} Pairs */
/**
 * @typedef {{ laws: string[], chapters: Chapter[], inputs: Pairs, passages: Pairs, memory_kib: number,
 *   violations: string[] }} Explored
 */

const PROFILE = "explore";

/** @type {import("./parts.mjs").Part} */
export async function states({ full }) {
  await ensureRust();
  const program = ["-p", "carrier-checkout-explore", "--profile", PROFILE];
  await run("cargo", ["build", "--quiet", ...program]);
  const wish = full ? ["--full", "--seconds", "600"] : [];
  /** @type {Explored} */
  const explored = JSON.parse(await output("cargo", ["run", "--quiet", ...program, "--", ...wish]));
  const { chapters, inputs, passages, violations } = explored;
  // The full version goes as far as its time allows; the short one is bounded so that it comes to its end.
  const unfinished = full ? [] : chapters.filter(({ complete }) => !complete);
  const left = unfinished.map(({ name }) => `${name} was not explored to its end`);
  return { text: report(explored), violations: [...violations, ...left, ...inputs.wrong, ...passages.wrong] };
}

/** @param {Explored} explored */
function report({ laws, chapters, inputs, passages, memory_kib, violations }) {
  const sum = (/** @type {(chapter: Chapter) => number} */ of) => chapters.map(of).reduce((a, b) => a + b, 0);
  const head = [
    "chapter",
    "times",
    "states",
    "of them with each number of mishaps",
    "transitions",
    "longest way",
    "to the end",
    "all",
    "s",
  ];
  const rows = chapters.map((chapter) => [
    chapter.name,
    `${chapter.times}`,
    count(chapter.states),
    chapter.by_times.map(count).join(" + "),
    count(chapter.transitions),
    count(chapter.depth),
    count(chapter.longest_end),
    chapter.complete ? "yes" : "no",
    chapter.seconds.toFixed(1),
  ]);
  // Which, and how, is printed with the violations of all parts.
  const held =
    violations.length === 0
      ? `None of the ${laws.length} laws was broken.`
      : `The ${laws.length} laws were broken in ${violations.length} ways.`;
  return [
    `${count(sum((chapter) => chapter.states))} states and ${count(sum((chapter) => chapter.transitions))} transitions; ` +
      `from each state, two ways to its end; at most ${count(Math.ceil(memory_kib / 1024))} MB of memory. ${held}`,
    table(head, rows),
    chapters.map(({ name, says }) => `- **${name}**: ${says}.`).join("\n"),
    `Of ${inputs.all} pairs of a screen and an input, ${inputs.reached} were reached; of ${passages.all} of a screen and the next, ${passages.reached}. The others cannot be:`,
    [...inputs.reasons, ...passages.reasons].map(([why, pairs]) => `- ${why}: ${listed(pairs)}.`).join("\n"),
  ].join("\n\n");
}

/** @param {string[]} pairs */
const listed = (pairs) => pairs.map((pair) => `\`${pair}\``).join(", ");

/** @param {number} number */
const count = (number) => number.toLocaleString("en");
