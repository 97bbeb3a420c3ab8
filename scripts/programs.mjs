// Running other programs.

import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Trouble } from "./command.mjs";
import { ROOT } from "./workspace.mjs";

/** @typedef {{ env?: NodeJS.ProcessEnv, input?: string }} Options */

/**
 * Where a program is found on the PATH.
 * @param {string} name
 * @returns {string | undefined}
 */
export function which(name) {
  for (const directory of (process.env.PATH ?? "").split(path.delimiter)) {
    const candidate = path.join(directory, name);
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // Not in this one.
    }
  }
  return undefined;
}

/**
 * Runs a program to its end in our own terminal; its failure is ours.
 * @param {string} name
 * @param {string[]} args
 * @param {Options} [options]
 */
export async function run(name, args, options) {
  const child = start(name, args, "inherit", options);
  const code = await ended(child, name);
  if (code !== 0) throw new Trouble(`\`${[path.basename(name), ...args].join(" ")}\` failed (exit code ${code})`);
}

/**
 * Runs a program to its end and returns what it wrote to its standard output.
 * @param {string} name
 * @param {string[]} args
 * @param {Options} [options]
 */
export async function output(name, args, options) {
  const stdin = options?.input === undefined ? "ignore" : "pipe";
  const child = start(name, args, [stdin, "pipe", "inherit"], options);
  // A program that ends without reading tells more by its exit code.
  child.stdin?.on("error", () => undefined).end(options?.input);
  const text = gather(child.stdout);
  const code = await ended(child, name);
  if (code !== 0) throw new Trouble(`\`${[path.basename(name), ...args].join(" ")}\` failed (exit code ${code})`);
  return text();
}

/**
 * Runs a program to its end, shows what it writes and returns it with the exit code.
 * @param {string} name
 * @param {string[]} args
 * @param {Options} [options]
 */
export async function watch(name, args, options) {
  const child = start(name, args, ["ignore", "pipe", "pipe"], options);
  child.stdout?.pipe(process.stdout, { end: false });
  child.stderr?.pipe(process.stderr, { end: false });
  const text = gather(child.stdout);
  const code = await ended(child, name);
  return { code, text: text() };
}

/**
 * Runs a program to its end without a word and returns what it wrote to its standard error with the exit code.
 * @param {string} name
 * @param {string[]} args
 * @param {Options} [options]
 */
export async function complaints(name, args, options) {
  const child = start(name, args, ["ignore", "ignore", "pipe"], options);
  const text = gather(child.stderr);
  const code = await ended(child, name);
  return { code, text: text() };
}

/**
 * @param {string} name
 * @param {string[]} args
 * @param {import("node:child_process").StdioOptions} stdio
 * @param {Options} [options]
 */
function start(name, args, stdio, options) {
  const child = spawn(name, args, { cwd: ROOT, env: options?.env ?? process.env, stdio });
  endTogether(child);
  return child;
}

const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/** With what we end once the last of them has. @type {number | undefined} */
let ending;

/**
 * Whoever ends us while programs run ends those, too, and we wait for them: they may have something to put away.
 * @param {import("node:child_process").ChildProcess} child
 */
function endTogether(child) {
  if (running.size === 0) for (const signal of SIGNALS) process.on(signal, pass);
  running.add(child);
  child.once("close", () => {
    running.delete(child);
    if (running.size > 0) return;
    if (ending !== undefined) process.exit(ending);
    for (const signal of SIGNALS) process.removeListener(signal, pass);
  });
}

/** @param {NodeJS.Signals} signal */
function pass(signal) {
  ending = 128 + os.constants.signals[signal];
  for (const child of running) child.kill(signal);
}

/**
 * @param {import("node:stream").Readable | null} stream
 * @returns {() => string}
 */
function gather(stream) {
  /** @type {Buffer[]} */
  const chunks = [];
  stream?.on("data", (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {string} name
 * @returns {Promise<number>}
 */
function ended(child, name) {
  return new Promise((resolve, reject) => {
    child.on("error", () => reject(new Trouble(`\`${name}\` cannot be run`)));
    child.on("close", (code) => resolve(code ?? 1));
  });
}
