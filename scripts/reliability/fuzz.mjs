// Every target of fuzz/ over its corpus, and on from there by what libFuzzer makes of it.

import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Trouble } from "../command.mjs";
import { complaints, output, run } from "../programs.mjs";
import { ensureCargoFuzz } from "../setup/cargo-tools.mjs";
import { ensureCppCompiler, ensureRust } from "../setup/rust.mjs";
import { inRoot, TARGET } from "../workspace.mjs";

/** @typedef {import("./parts.mjs").Wish} Wish */
/** @typedef {import("./parts.mjs").Report} Report */
/**
 * @typedef {{
 *   target: string,
 *   executions: number,
 *   perSecond: number,
 *   edges: number,
 *   features: number,
 *   kept: { files: number, bytes: number },
 *   made: number,
 *   seconds: number,
 *   violation: string | undefined,
 * }} Outcome
 */

const SECONDS = { short: 4, full: 600 };
/** So many targets run at a time. */
const TOGETHER = 2;
/** Nothing of all this has unsafe code (the workspace forbids it), which is what a sanitizer would look into. */
const PLAIN = ["--sanitizer", "none"];

/** @param {Wish} wish @returns {Promise<Report>} */
export async function fuzz({ full, directory }) {
  const targets = await build();
  const seconds = full ? SECONDS.full : SECONDS.short;
  /** @type {Outcome[]} */
  const outcomes = [];
  const waiting = [...targets];
  const worker = async () => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      outcomes.push(await search(target, seconds, directory));
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  outcomes.sort((one, other) => targets.indexOf(one.target) - targets.indexOf(other.target));
  return { text: table(outcomes, seconds), violations: outcomes.flatMap(({ violation }) => violation ?? []) };
}

/** Builds all targets; the same directory holds them afterwards. */
async function build() {
  await ensureRust();
  await ensureCppCompiler();
  const cargoFuzz = await ensureCargoFuzz();
  const fuzzDirectory = ["--fuzz-dir", inRoot("fuzz")];
  await run(cargoFuzz, ["build", ...fuzzDirectory, "--target-dir", path.join(TARGET, "fuzz"), ...PLAIN]);
  return (await output(cargoFuzz, ["list", ...fuzzDirectory])).trim().split("\n");
}

/**
 * Runs one target for that long. What it finds new goes to a directory that is thrown away.
 * @param {string} target
 * @param {number} seconds
 * @param {string} directory
 * @returns {Promise<Outcome>}
 */
async function search(target, seconds, directory) {
  const made = path.join(directory, `fuzz-${target}`);
  const artifacts = inRoot("fuzz", "artifacts", target);
  const corpus = inRoot("fuzz", "corpus", target);
  await mkdir(made, { recursive: true });
  await mkdir(artifacts, { recursive: true });
  const settings = {
    max_total_time: seconds,
    // An input that takes so long, or so much, is as bad as one that panics.
    timeout: 10,
    rss_limit_mb: 1024,
    max_len: 4096,
    print_final_stats: 1,
    artifact_prefix: `${artifacts}${path.sep}`,
  };
  const flags = Object.entries(settings).map(([name, value]) => `-${name}=${value}`);
  const program = path.join(await builtIn(), target);
  const { code, text } = await complaints(program, [...flags, made, corpus]);
  const last = [...text.matchAll(/cov: (\d+) ft: (\d+) corp:/g)].at(-1);
  const number = (/** @type {string} */ name) => Number(text.match(new RegExp(`stat::${name}:\\s+(\\d+)`))?.[1] ?? 0);
  return {
    target,
    executions: number("number_of_executed_units"),
    perSecond: number("average_exec_per_sec"),
    edges: Number(last?.[1] ?? 0),
    features: Number(last?.[2] ?? 0),
    kept: await sizeOf(corpus),
    made: (await readdir(made)).length,
    seconds,
    violation: code === 0 ? undefined : await violation(target, text),
  };
}

/** Where cargo-fuzz has put the programs: below the name of this machine's kind. */
async function builtIn() {
  const host = (await output("rustc", ["-vV"])).match(/^host: (.+)$/m)?.[1];
  if (host === undefined) throw new Trouble("rustc does not say what kind of machine this is");
  return path.join(TARGET, "fuzz", host, "release");
}

/**
 * What a law said that was broken, and the input that broke it.
 * @param {string} target
 * @param {string} text
 */
async function violation(target, text) {
  const artifact = text.match(/Test unit written to (.+)$/m)?.[1];
  const panic = text.match(/panicked at ([^\n]+)\n([^\n]*)/);
  const said = panic ? `${panic[2]} (${panic[1]})` : (text.match(/^.*ERROR: libFuzzer: (.+)$/m)?.[1] ?? "it failed");
  if (artifact === undefined) return `${target}: ${said}`;
  const input = (await readFile(artifact)).toString("base64");
  const options = [...PLAIN, "--target-dir", "target/fuzz"].join(" ");
  const again = `target/tools/bin/cargo-fuzz run ${options} ${target} ${path.relative(inRoot(), artifact)}`;
  return `${target}: ${said}; again by \`${again}\`, whose input in base64 is ${input}`;
}

/** @param {string} folder */
async function sizeOf(folder) {
  const files = await readdir(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(folder, file))).size));
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** @param {Outcome[]} outcomes @param {number} seconds */
function table(outcomes, seconds) {
  const n = (/** @type {number} */ value) => value.toLocaleString("en-US");
  const rows = outcomes.map(({ target, executions, perSecond, edges, features, kept, made, violation }) => {
    const corpus = `${n(kept.files)} files, ${(kept.bytes / 1024).toFixed(1)} KB`;
    const result = violation === undefined ? "none" : "**broken**";
    return `| \`${target}\` | ${n(executions)} | ${n(perSecond)} | ${n(edges)} | ${n(features)} | ${corpus} | ${n(made)} | ${result} |`;
  });
  const sum = outcomes.reduce((all, { executions }) => all + executions, 0);
  return [
    "| target | executions | a second | edges | features | kept corpus | found beside it | laws broken |",
    "|---|--:|--:|--:|--:|---|--:|---|",
    ...rows,
    "",
    `${n(sum)} executions in all, ${n(seconds)} s for each target, ${TOGETHER} at a time on ${os.cpus().length} cores.`,
  ].join("\n");
}
