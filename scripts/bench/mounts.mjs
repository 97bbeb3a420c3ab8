// Mounts and unmounts, many times over in one document: nothing may be left behind.

import { launch, withProfile } from "./browser.mjs";
import { mountingPage } from "./pages.mjs";
import { held } from "./visit.mjs";

/** @typedef {import("./protocol.mjs").Session} Session */
/** @typedef {import("./subjects.mjs").Stage} Stage */
/** @typedef {{ nodes: number, listeners: number, heap: number, wasm?: number }} Held */
/** @typedef {{ name: string, title: string, early: Held, late: Held }} Growth */
/** @typedef {{ title: string, url: (stage: Stage) => Promise<string>, script: () => Promise<Cycle> }} Scenario */
/** @typedef {{ once: () => Promise<void>, wasm?: () => number }} Cycle */

/** What is made once and kept, such as compiled code, has been made by then. */
export const EARLY = 20;

/** @type {Record<string, Scenario>} */
const SCENARIOS = {
  widget: {
    title: "the widget in its frame's document",
    url: async ({ gateway, server }) => {
      // Without a page around: then the gateway wants to know where the shopper can go.
      const ways = { confirm_url: server.pages, success_url: server.pages, cancel_url: server.pages };
      return `${gateway.url}/v1/checkout/${(await gateway.makeSession(ways)).id}?locale=ko`;
    },
    script: widgetCycle,
  },
  checkout: {
    title: "the checkout on a merchant's page",
    url: async ({ gateway, server }) => {
      const { id } = await gateway.makeSession();
      return `${server.add("/mounting", await mountingPage(gateway.url))}#${id}`;
    },
    script: checkoutCycle,
  },
  react: {
    title: "the React form",
    url: async ({ server }) => `${server.pages}/react`,
    script: reactCycle,
  },
};

/**
 * @param {Stage} stage
 * @param {string} chromium
 * @param {number} times
 * @param {(title: string) => void} onStart
 * @returns {Promise<Growth[]>}
 */
export async function mountMany(stage, chromium, times, onStart) {
  const found = [];
  for (const [name, { title, url, script }] of Object.entries(SCENARIOS)) {
    onStart(title);
    found.push({ name, title, ...(await inBrowser(chromium, (page) => growth(page, url(stage), script, times))) });
  }
  return found;
}

/**
 * @template T
 * @param {string} chromium
 * @param {(page: Session) => Promise<T>} use
 */
function inBrowser(chromium, use) {
  return withProfile(async (profile) => {
    const browser = await launch(chromium, profile);
    try {
      return await use(browser.page);
    } finally {
      await browser.close();
    }
  });
}

/**
 * @param {Session} page
 * @param {Promise<string>} url
 * @param {Scenario["script"]} script
 * @param {number} times
 */
async function growth(page, url, script, times) {
  await page.send("Page.enable");
  const loaded = new Promise((resolve) => page.on("Page.loadEventFired", resolve));
  await page.send("Page.navigate", { url: await url });
  await loaded;
  await page.evaluate(`(${script})().then((cycle) => { globalThis.benchCycle = cycle; })`);
  const early = await after(page, EARLY);
  const late = await after(page, times - EARLY);
  return { early, late };
}

/**
 * @param {Session} page
 * @param {number} times
 * @returns {Promise<Held>}
 */
async function after(page, times) {
  await page.evaluate(`(async () => { for (let i = 0; i < ${times}; i += 1) await benchCycle.once(); })()`);
  const wasm = await page.evaluate("benchCycle.wasm?.()");
  return { ...(await held(page)), ...(typeof wasm === "number" && { wasm }) };
}

/** In the browser: the frame's document as a page of its own, with the glue that it names itself. */
async function widgetCycle() {
  const meta = (/** @type {string} */ name) =>
    document.querySelector(`meta[name="cc-${name}"]`)?.getAttribute("content") ?? undefined;
  const link = (/** @type {string} */ rel) => document.querySelector(`link[rel="${rel}"]`)?.getAttribute("href");
  const root = document.getElementById("checkout");
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const until = async (/** @type {() => boolean} */ so) => {
    while (!so()) await nextFrame();
  };
  const isShown = () => document.getElementById("phone") !== null;
  const glue = await import(meta("glue") ?? link("modulepreload") ?? "");
  const session = location.pathname.split("/").at(-1);
  // The one place that knows how the widget is mounted: alone, and without a checkout, so that it asks for it.
  const mount = () => glue.mount(root, session, "ko");

  await until(isShown);
  // Loaded already by the document itself: only its exports are asked for.
  const { memory } = await glue.default({ module_or_path: meta("wasm") ?? "" });
  glue.unmount();
  await nextFrame();
  root?.replaceChildren();
  return {
    once: async () => {
      mount();
      await until(isShown);
      glue.unmount();
      await until(() => root?.childNodes.length === 0);
    },
    wasm: () => memory.buffer.byteLength,
  };
}

/** In the browser: by the loader's own API, from the empty place to the form and back. */
async function checkoutCycle() {
  const place = document.getElementById("place");
  const session = location.hash.slice(1);
  const loader = /** @type {any} */ (window).CarrierCheckout;
  return {
    once: async () => {
      const ready = new Promise((resolve) =>
        place?.addEventListener("carrier-checkout:ready", resolve, { once: true }),
      );
      const checkout = loader.mount({ session, mount: place, locale: "ko" });
      await ready;
      checkout.destroy();
      await new Promise((resolve) => requestAnimationFrame(resolve));
    },
  };
}

/** In the browser. */
async function reactCycle() {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const react = /** @type {any} */ (window).benchCheckout;
  const isShown = () => document.getElementById("phone") !== null;
  const until = async (/** @type {() => boolean} */ so) => {
    while (!so()) await nextFrame();
  };
  react.unmount();
  return {
    once: async () => {
      react.mount();
      await until(isShown);
      react.unmount();
      await until(() => !isShown());
    },
  };
}
