// An X server that shows nothing to anybody, for a browser that cannot do without a screen.

import { spawn } from "node:child_process";
import { Trouble } from "../command.mjs";

/**
 * Runs one for as long as it is used; it chooses its own number.
 * @template T
 * @param {string} xvfb
 * @param {(display: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withDisplay(xvfb, use) {
  const args = ["-displayfd", "1", "-screen", "0", "1280x1600x24", "-nolisten", "tcp"];
  const server = spawn(xvfb, args, { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((resolve) => server.once("close", resolve));
  const kill = () => void server.kill();
  process.once("exit", kill);
  try {
    return await use(`:${await numberOf(server)}`);
  } finally {
    process.removeListener("exit", kill);
    kill();
    await ended;
  }
}

/**
 * @param {import("node:child_process").ChildProcessByStdio<null, import("node:stream").Readable, null>} server
 * @returns {Promise<string>} what it says once it can be used
 */
function numberOf(server) {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      if (said.includes("\n")) resolve(said.trim());
    });
    const fail = () => reject(new Trouble("the X server for the tests does not start"));
    server.once("error", fail);
    server.once("close", fail);
  });
}
