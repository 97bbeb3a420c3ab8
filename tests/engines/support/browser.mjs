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
const STARTS = 3;
/** None of the journeys asks for anything that takes so long. */
const ANSWER_DEADLINE = 60_000;

// A screen that shows nothing has no GPU: WebKit would paint by Mesa's software for one, which compiles code for it in
// threads of its own and now and then crashes in it. Nobody is told, and the driver waits for ever.
const PAINTED_BY_CPU = { WEBKIT_SKIA_ENABLE_CPU_RENDERING: "1" };

/**
 * Starts the engine's driver, lets it be used by its address, and ends it.
 * @param {Engine} engine
 * @param {(address: string) => Promise<void>} use
 */
export async function withDriver(engine, use) {
  if (engine.display === undefined) return withProcess(engine, {}, use);
  return withDisplay(engine.display, (display) => withProcess(engine, { DISPLAY: display, ...PAINTED_BY_CPU }, use));
}

/**
 * A browser of its own for one journey: nothing is left of the one before.
 * @param {Engine} engine
 * @param {string} address
 * @param {(driver: WebDriver) => Promise<void>} use
 */
export async function withBrowser(engine, address, use) {
  const driver = await start(engine, address);
  nameWhatHangs(driver);
  try {
    await driver.manage().window().setRect(WINDOW);
    await use(driver);
  } finally {
    await driver.quit();
  }
}

/**
 * WebKit's driver waits for ever when the browser that it starts ends at once. Nothing of the journey has begun by then:
 * the browser is started once more, which is said.
 * @param {Engine} engine
 * @param {string} address
 * @returns {Promise<WebDriver>}
 */
async function start(engine, address) {
  const starting = async () => new Builder().usingServer(address).withCapabilities(capabilities(engine)).build();
  for (let tries = 1; ; tries++) {
    try {
      return await within(START_DEADLINE, starting(), `${engine.driver} does not start a browser`);
    } catch (error) {
      if (tries === STARTS) throw error;
      console.log(`${error}: once more`);
    }
  }
}

/**
 * A driver may never answer: then the journey fails, and says what it was asked for.
 * @param {WebDriver} driver
 */
function nameWhatHangs(driver) {
  const execute = driver.execute.bind(driver);
  driver.execute = (command) => {
    const { sessionId: _, ...asked } = /** @type {Record<string, unknown>} */ (command.getParameters());
    const what = `${command.getName()} ${JSON.stringify(asked)}`;
    return within(ANSWER_DEADLINE, execute(command), `the driver does not answer: ${what}`);
  };
}

/**
 * @template T
 * @param {number} ms
 * @param {Promise<T>} coming
 * @param {string} trouble what is said when it does not come within that time
 * @returns {Promise<T>}
 */
async function within(ms, coming, trouble) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(trouble)), ms);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
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
