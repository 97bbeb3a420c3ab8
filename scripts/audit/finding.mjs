// What one check of the audit has come to.

/** @typedef {{ result: "ok" | "bad" | "unknown", about: string, why?: string }} Finding */

/**
 * @param {string} about
 * @returns {Finding}
 */
export const fine = (about) => ({ result: "ok", about });

/**
 * @param {string} about
 * @param {string} why
 * @returns {Finding}
 */
export const bad = (about, why) => ({ result: "bad", about, why });

/**
 * Nobody could be asked: neither good nor bad.
 * @param {string} about
 * @param {string} why
 * @returns {Finding}
 */
export const unknown = (about, why) => ({ result: "unknown", about, why });
