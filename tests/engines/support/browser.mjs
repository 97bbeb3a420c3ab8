// A browser of another engine, driven by its own WebDriver.

import { spawn } from "node:child_process";
import { Builder, Capabilities } from "selenium-webdriver";
import { waitForServer } from "selenium-webdriver/http/util.js";
import { freePort } from "../../../scripts/servers/ports.mjs";
import { withDisplay } from "../../../scripts/tests/display.mjs";

/** @typedef {import("../../../scripts/setup/engines.mjs").Engine} Engine */
/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */

/** As wide as a phone. */
const WINDOW = { x: 0, y: 0, width: 460, height: 900 };
const START_DEADLINE = 30_000;

/**
 * Starts the engine's driver, lets it be used by its address, and ends it.
 * @param {Engine} engine
 * @param {(address: string) => Promise<void>} use
 */
export async function withDriver(engine, use) {
  if (engine.display === undefined) return withProcess(engine, {}, use);
  return withDisplay(engine.display, (display) => withProcess(engine, { DISPLAY: display }, use));
}

/**
 * A browser of its own for one journey: nothing is left of the one before.
 * @param {Engine} engine
 * @param {string} address
 * @param {(driver: WebDriver) => Promise<void>} use
 */
export async function withBrowser(engine, address, use) {
  const driver = await new Builder().usingServer(address).withCapabilities(capabilities(engine)).build();
  try {
    await driver.manage().window().setRect(WINDOW);
    await use(driver);
  } finally {
    await driver.quit();
  }
}

/** @param {Engine} engine */
function capabilities({ name, browser }) {
  if (name === "webkit") return new Capabilities({ browserName: "MiniBrowser" });
  return new Capabilities({
    browserName: "firefox",
    "moz:firefoxOptions": {
      binary: browser,
      args: ["-headless"],
      prefs: { "intl.accept_languages": "ko-KR, ko, en" },
    },
  });
}

/**
 * @param {Engine} engine
 * @param {Record<string, string>} env
 * @param {(address: string) => Promise<void>} use
 */
async function withProcess({ driver }, env, use) {
  const port = await freePort();
  const child = spawn(driver, [`--port=${port}`], { env: { ...process.env, ...env }, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const kill = () => void child.kill();
  process.once("exit", kill);
  try {
    const address = `http://127.0.0.1:${port}`;
    await waitForServer(address, START_DEADLINE, ended).catch((cause) => {
      throw new Error(`${driver} does not answer`, { cause });
    });
    await use(address);
  } finally {
    process.removeListener("exit", kill);
    kill();
    await ended;
  }
}
