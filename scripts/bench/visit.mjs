// One visit of one page, in a browser of its own.

import { setTimeout as pause } from "node:timers/promises";
import { Trouble } from "../command.mjs";
import { launch } from "./browser.mjs";
import { keystrokes, type } from "./keys.mjs";
import { FIRST_DIGITS } from "./probe.mjs";
import { percentile } from "./statistics.mjs";
import { Targets } from "./targets.mjs";

/** @typedef {import("./protocol.mjs").Session} Session */
/** @typedef {import("./probe.mjs").Seen} Seen */
/** @typedef {Record<string, number>} Measures by the names of `METRICS` in metrics.mjs */
/**
 * @typedef {{
 *   chromium: string,
 *   cache: string,
 *   from: string,
 *   url: string,
 *   framed: boolean,
 *   profile: import("./profiles.mjs").Profile,
 *   keys: boolean,
 * }} Wish `cache` is the browser's profile, `from` the page that the shopper comes from
 */

/** So long nothing is loaded when a page has come to rest. */
const QUIET_MS = 500;

/** So long a browser is busy with itself after its start. */
const START_MS = 1_000;

/**
 * @param {Wish} wish
 * @returns {Promise<{ measures: Measures, words: string[] }>}
 */
export async function visit({ chromium, cache, from, url, framed, profile, keys }) {
  const browser = await launch(chromium, cache);
  try {
    const targets = new Targets(browser, profile, framed);
    await comeFrom(browser.page, from);
    await targets.prepare();
    await load(targets, url);
    const page = await seen(targets.page);
    const form = framed ? await seen(targets.form) : page;
    checkLine(profile, [page, form]);
    const words = await targets.form.evaluate("benchProbe.words()");
    const measures = {
      ...targets.traffic.sum(),
      ...timesOf(page, form),
      ...(keys ? await strokes(targets) : {}),
      ...(await slowdown(targets, profile)),
      ...(await counters(targets)),
    };
    return { measures, words };
  } finally {
    await browser.close();
  }
}

/**
 * Shoppers do not open a shop in the second in which their browser starts: it has drawn a page, with the
 * letters of the language, and has come to rest.
 * @param {Session} page
 * @param {string} url
 */
async function comeFrom(page, url) {
  await page.send("Page.enable");
  const loaded = new Promise((resolve) => page.on("Page.loadEventFired", resolve));
  await page.send("Page.navigate", { url });
  await loaded;
  await pause(START_MS);
}

/**
 * Types as soon as the field takes it, and waits until the page has come to rest.
 * @param {Targets} targets
 * @param {string} url
 */
async function load(targets, url) {
  const formatted = targets.told("formatted");
  // Waited for below; until then its failure is nobody's.
  formatted.catch(() => undefined);
  const editable = targets.told("editable");
  const { errorText } = await targets.page.send("Page.navigate", { url });
  if (errorText !== undefined) throw new Trouble(`${url} does not open: ${errorText}`);
  await editable;
  await type(targets.page, FIRST_DIGITS);
  await formatted;
  while (targets.traffic.quiet() < QUIET_MS) await pause(50);
}

/**
 * @param {Session} session
 * @returns {Promise<Seen>}
 */
const seen = (session) => session.evaluate("benchProbe.seen()");

/**
 * All of it counted from the start of the page's navigation: each document has a clock of its own.
 * @param {Seen} page
 * @param {Seen} form
 */
function timesOf(page, form) {
  const late = form.origin - page.origin;
  return {
    firstPaint: page.firstPaint,
    formPaint: form.firstContentfulPaint + late,
    editable: form.editable + late,
    formatted: form.formatted + late,
    blocking: form.blocking,
    formShift: form.shift,
    pageShift: page.shift,
  };
}

/** @param {Targets} targets */
async function strokes(targets) {
  const times = await keystrokes(targets);
  return { keyP50: percentile(times, 50), keyP95: percentile(times, 95) };
}

/**
 * A document that got anything faster than the line allows was not throttled.
 * @param {import("./profiles.mjs").Profile} profile
 * @param {Seen[]} documents
 */
function checkLine({ line }, documents) {
  for (const { fastestResponse } of documents) {
    if (line !== undefined && fastestResponse < 0.9 * line.rtt) {
      throw new Trouble(`a response came within ${fastestResponse.toFixed(0)} ms: its document is not throttled`);
    }
  }
}

/**
 * How much slower the form's own process is, tried out: the same work with and without.
 * @param {Targets} targets
 * @param {import("./profiles.mjs").Profile} profile
 */
async function slowdown(targets, { cpu }) {
  if (cpu === 1) return {};
  const took = { slow: Number.POSITIVE_INFINITY, fast: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 5; round += 1) {
    took.slow = Math.min(took.slow, await targets.form.evaluate("benchProbe.busy()"));
    await targets.form.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    took.fast = Math.min(took.fast, await targets.form.evaluate("benchProbe.busy()"));
    await targets.form.send("Emulation.setCPUThrottlingRate", { rate: cpu });
  }
  return { slowdown: took.slow / took.fast };
}

/**
 * What is held, of all targets together, after the garbage has been taken away.
 * @param {Targets} targets
 */
async function counters({ all }) {
  const sum = { nodes: 0, listeners: 0, heap: 0 };
  for (const session of all) {
    await session.evaluate("benchProbe.stop()");
    const { nodes, listeners, heap } = await held(session);
    sum.nodes += nodes;
    sum.listeners += listeners;
    sum.heap += heap;
  }
  return sum;
}

/** @param {Session} session */
export async function held(session) {
  await session.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners } = await session.send("Memory.getDOMCounters");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return { nodes, listeners: jsEventListeners, heap: usedSize };
}
