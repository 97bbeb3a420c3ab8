// Starts servers, waits until they answer, and ends them by their process ids.

import { spawn } from "node:child_process";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Trouble } from "../command.mjs";
import { ROOT } from "../workspace.mjs";

/** @typedef {import("./plan.mjs").Server} Server */
/**
 * @typedef {object} Running
 * @property {() => Promise<void>} stop
 * @property {(name: Server["name"]) => Promise<void>} restart ends one without a word, as a power cut does, and starts it on
 *   what it has stored
 * @property {(name: Server["name"]) => number} process the process id of one, as it is now
 * @property {Promise<string>} died which one has ended first, with its last words
 */

const START_DEADLINE = 30_000;
const STOP_DEADLINE = 10_000;

/**
 * Starts the servers one after the other. Their output goes to `<logs>/<name>.log`, line by line also to `onLine`.
 * @param {Server[]} servers
 * @param {{ logs: string, onLine?: (name: string, line: string) => void }} options
 * @returns {Promise<Running>}
 */
export async function startServers(servers, { logs, onLine }) {
  await mkdir(logs, { recursive: true });
  /** @type {One[]} */
  const started = [];
  const stop = async () => {
    await Promise.all(started.map((one) => one.stop()));
  };
  try {
    for (const server of servers) {
      const one = new One(server, path.join(logs, `${server.name}.log`), onLine);
      started.push(one);
      await one.healthy();
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const named = (/** @type {Server["name"]} */ name) => {
    const one = started.find(({ server }) => server.name === name);
    if (one === undefined) throw new Trouble(`there is no server ${name}`);
    return one;
  };
  const restart = async (/** @type {Server["name"]} */ name) => {
    const old = named(name);
    await old.crash();
    const one = new One(old.server, old.log, onLine, "a");
    started[started.indexOf(old)] = one;
    await one.healthy();
  };
  const process = (/** @type {Server["name"]} */ name) => named(name).child.pid ?? 0;
  return { stop, restart, process, died: Promise.race(started.map((one) => one.died)) };
}

/** One server's process. */
class One {
  /**
   * @param {Server} server
   * @param {string} log
   * @param {((name: string, line: string) => void) | undefined} onLine
   * @param {"w" | "a"} flags whether the log begins anew or goes on
   */
  constructor(server, log, onLine, flags = "w") {
    if (!existsSync(server.program)) throw new Trouble(`${server.program} is missing: run \`npm start\` once`);
    this.server = server;
    this.log = log;
    this.child = spawn(server.program, server.args, {
      cwd: ROOT,
      env: { ...process.env, NO_COLOR: "1", ...server.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const file = createWriteStream(log, { flags });
    this.closed = new Promise((resolve) => {
      this.child.once("error", resolve);
      this.child.once("close", resolve);
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.pipe(file, { end: false });
      if (onLine !== undefined) eachLine(stream, (line) => onLine(server.name, line));
    }
    this.died = this.closed.then(async () => {
      await new Promise((resolve) => file.end(resolve));
      return this.lastWords();
    });
    this.kill = () => void this.child.kill("SIGKILL");
    process.once("exit", this.kill);
  }

  /** Waits until it answers; fails when it ends before that. */
  async healthy() {
    const deadline = Date.now() + START_DEADLINE;
    const died = this.died.then((words) => {
      throw new Trouble(words);
    });
    died.catch(() => undefined);
    while (!(await Promise.race([answers(`${this.server.url}/healthz`), died]))) {
      if (Date.now() > deadline) throw new Trouble(`${this.server.name} does not answer at ${this.server.url}/healthz`);
      await pause(25);
    }
  }

  async stop() {
    this.child.kill("SIGTERM");
    const timer = setTimeout(this.kill, STOP_DEADLINE);
    // With all that it has said in its log.
    await this.died;
    clearTimeout(timer);
    process.removeListener("exit", this.kill);
  }

  async crash() {
    this.kill();
    await this.closed;
    process.removeListener("exit", this.kill);
  }

  async lastWords() {
    const all = (await readFile(this.log, "utf8")).trimEnd().split("\n");
    // What a panic says stands before all that has led to it.
    const panic = all.findLastIndex((line) => line.includes("panicked at"));
    const lines = panic === -1 ? all.slice(-15) : all.slice(panic, panic + 15);
    const code = this.child.exitCode ?? this.child.signalCode ?? "not started";
    return `${this.server.name} ended (${code}). Its last lines:\n${lines.map((line) => `  ${line}`).join("\n")}`;
  }
}

/** @param {string} url */
async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * @param {import("node:stream").Readable} stream
 * @param {(line: string) => void} onLine
 */
function eachLine(stream, onLine) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (/** @type {string} */ chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
}
