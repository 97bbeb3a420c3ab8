// The other engines that the tests drive: Firefox (Gecko) and WebKitGTK.

import { say, Trouble } from "../command.mjs";
import { which } from "../programs.mjs";
import { ensureGeckodriver } from "./cargo-tools.mjs";
import { installDebian } from "./debian.mjs";

/** @typedef {"firefox" | "webkit"} EngineName */
/** @typedef {{ name: EngineName, browser?: string, driver: string, display?: string }} Engine `display` is the X server, for a browser that cannot do without. */

const PACKAGES = ["firefox-esr", "webkit2gtk-driver", "xvfb", "fonts-noto-cjk"];

/**
 * The engines there are on this machine. Whichever is missing is installed where we may; where we may not,
 * that is said in one line, and only `.ci/run` insists.
 * @returns {Promise<Engine[]>}
 */
export async function ensureEngines() {
  if (missing().length > 0) await installDebian(PACKAGES);
  const lacking = missing();
  if (lacking.length > 0) {
    const text =
      `not tested in ${lacking.join(" and ")}: install firefox-esr, webkit2gtk-driver and xvfb (their names on ` +
      "Debian), or name the programs in FIREFOX, WEBKIT_WEBDRIVER and XVFB";
    if (process.env.CI !== undefined) throw new Trouble(text);
    say(text);
  }
  const [firefox, webkit] = [findFirefox(), findWebKit()];
  return [
    ...(firefox === undefined ? [] : [{ ...firefox, driver: process.env.GECKODRIVER ?? (await ensureGeckodriver()) }]),
    ...(webkit === undefined ? [] : [webkit]),
  ];
}

function missing() {
  return [...(findFirefox() === undefined ? ["Firefox"] : []), ...(findWebKit() === undefined ? ["WebKit"] : [])];
}

function findFirefox() {
  const browser = process.env.FIREFOX ?? which("firefox-esr") ?? which("firefox");
  return browser === undefined ? undefined : { name: /** @type {const} */ ("firefox"), browser };
}

/** @returns {Engine | undefined} */
function findWebKit() {
  const driver = process.env.WEBKIT_WEBDRIVER ?? which("WebKitWebDriver");
  const display = process.env.XVFB ?? which("Xvfb");
  return driver === undefined || display === undefined ? undefined : { name: "webkit", driver, display };
}
