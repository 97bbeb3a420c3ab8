// The parts of `npm run reliability`. Each module below sets up what it needs by itself and exports one function.

/**
 * @typedef {{
 *   full: boolean,
 *   directory: string,
 * }} Wish whether the whole is wanted or what takes minutes at most; a directory for what is thrown away afterwards
 */
/**
 * @typedef {{
 *   text: string,
 *   violations: string[],
 *   figures?: false,
 * }} Report Markdown with every figure; a sentence for each law that was broken, with what is needed to see it again; whether
 *   there are figures at all
 */
/** @typedef {(wish: Wish) => Promise<Report>} Part */

/** @type {Record<string, () => Promise<Part>>} */
export const PARTS = {
  states: async () => (await import("./states.mjs")).states,
  hops: async () => (await import("./hops.mjs")).hops,
  crashes: async () => (await import("./crashes.mjs")).crashes,
  storm: async () => (await import("./storm.mjs")).storm,
  fuzz: async () => (await import("./fuzz.mjs")).fuzz,
  soak: async () => (await import("./soak.mjs")).soak,
};
