// Prism, which plays a server from its OpenAPI file (https://github.com/stoplightio/prism).

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { freePort } from "../../scripts/servers/ports.mjs";
import { inRoot } from "../../scripts/workspace.mjs";

const PROGRAM = inRoot("tests", "camara", "node_modules", "@stoplight", "prism-cli", "dist", "index.js");
const DEADLINE = 30_000;

/**
 * Starts it, lets it be used, and ends it. A request that is not as the file says is answered with an error, and the log says why.
 * @param {object} openApi
 * @param {(origin: string, log: () => string[]) => Promise<void>} use
 */
export async function withPrism(openApi, use) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-prism-"));
  const file = path.join(folder, "openapi.json");
  await writeFile(file, JSON.stringify(openApi));
  const port = await freePort();
  const child = spawn(process.execPath, [PROGRAM, "mock", file, "--port", String(port), "--multiprocess=false"], {
    env: { ...process.env, FORCE_COLOR: "0", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const closed = new Promise((resolve) => child.once("close", resolve));
  try {
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`Prism does not listen:\n${text}`)), DEADLINE);
      const hear = (/** @type {Buffer} */ chunk) => {
        text += chunk.toString();
        if (text.includes("Prism is listening")) {
          clearTimeout(timer);
          resolve(undefined);
        }
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      closed.then(() => reject(new Error(`Prism ended:\n${text}`)));
    });
    await use(`http://127.0.0.1:${port}`, () => text.split("\n"));
  } finally {
    child.kill("SIGTERM");
    await closed;
    await rm(folder, { recursive: true, force: true });
  }
}
