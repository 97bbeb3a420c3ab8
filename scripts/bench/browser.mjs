// A Chromium of its own for every visit, spoken to by its pipe.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Trouble } from "../command.mjs";
import { Wire } from "./protocol.mjs";

/** @typedef {import("./protocol.mjs").Session} Session */
/** @typedef {{ wire: Wire, page: Session, close: () => Promise<void> }} Browser */

const SWITCHES = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-pipe",
  // Pages of the desktop's own window, which are busy at the start and which no phone has.
  "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
  // Another site is another process, as on the phones and desktops that have the memory for it.
  "--site-per-process",
  "--window-size=412,915",
  // A phone's lie over the page; a desktop's would make it narrower while it loads.
  "--hide-scrollbars",
  "--lang=ko-KR",
  "--accept-lang=ko-KR",
];

/**
 * Starts one and takes hold of its only page, which is blank.
 * @param {string} chromium
 * @param {string} profile the directory that has its cache
 * @returns {Promise<Browser>}
 */
export async function launch(chromium, profile) {
  const child = spawn(chromium, [...SWITCHES, `--user-data-dir=${profile}`, "about:blank"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => {
    child.once("error", resolve);
    child.once("close", resolve);
  });
  const kill = () => void child.kill("SIGKILL");
  process.once("exit", kill);
  const [, , , write, read] = child.stdio;
  const wire = new Wire(
    /** @type {import("node:stream").Writable} */ (write),
    /** @type {import("node:stream").Readable} */ (read),
  );
  const close = async () => {
    await wire.browser.send("Browser.close").catch(kill);
    await ended;
    process.removeListener("exit", kill);
  };
  try {
    return { wire, page: await onlyPage(wire), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * What the browser calls itself, such as "Chromium 156.0.8078.79".
 * @param {string} chromium
 */
export async function version(chromium) {
  return withProfile(async (profile) => {
    const { wire, close } = await launch(chromium, profile);
    try {
      const { product } = await wire.browser.send("Browser.getVersion");
      return product.replace(/^\w+\//, "Chromium ");
    } finally {
      await close();
    }
  });
}

/**
 * A place for a cache of nobody else's, as long as it is used.
 * @template T
 * @param {(directory: string) => Promise<T>} use
 */
export async function withProfile(use) {
  const directory = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-bench-"));
  try {
    return await use(directory);
  } finally {
    // The browser's last child may still write when the browser has ended.
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {Wire} wire */
async function onlyPage(wire) {
  const { targetInfos } = await wire.browser.send("Target.getTargets");
  const page = targetInfos.find((/** @type {{ type: string }} */ { type }) => type === "page");
  if (page === undefined) throw new Trouble("Chromium starts without a page");
  const { sessionId } = await wire.browser.send("Target.attachToTarget", { targetId: page.targetId, flatten: true });
  return wire.session(sessionId);
}
