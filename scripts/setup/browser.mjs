// The browser that the tests drive: what is installed, else Debian's Chromium.

import { say, Trouble } from "../command.mjs";
import { output, which } from "../programs.mjs";
import { installDebian } from "./debian.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** @typedef {{ chromium: string, chromedriver: string }} Browser */

/** @returns {Promise<Browser>} */
export async function ensureBrowser() {
  const installed = findBrowser();
  if (installed !== undefined) {
    await ensureKoreanFont();
    return installed;
  }
  await installDebian(["chromium", "chromium-driver", "fonts-noto-cjk"]);
  const browser = findBrowser();
  if (browser !== undefined) return browser;
  throw new Trouble(
    "the tests need Chromium and its driver: install them (on Debian: apt-get install chromium chromium-driver " +
      "fonts-noto-cjk) or name the two programs in CHROMIUM and CHROMEDRIVER",
  );
}

/** @returns {Browser | undefined} */
function findBrowser() {
  const chromium = findChromium();
  const chromedriver = process.env.CHROMEDRIVER ?? which("chromedriver");
  return chromium === undefined || chromedriver === undefined ? undefined : { chromium, chromedriver };
}

/** The browser alone, for whoever needs no driver. */
export function findChromium() {
  return process.env.CHROMIUM ?? NAMES.map(which).find((found) => found !== undefined);
}

/** Without one the tests pass, but screenshots show boxes. */
async function ensureKoreanFont() {
  if (which("fc-list") === undefined) return;
  if ((await output("fc-list", [":lang=ko", "family"])).trim() !== "") return;
  if (await installDebian(["fonts-noto-cjk"])) return;
  say("There is no Korean font: screenshots will show boxes (on Debian: apt-get install fonts-noto-cjk)");
}
