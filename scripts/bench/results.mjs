// All that was measured, by profile, visit, subject and metric: one value for each repetition.

/** @typedef {import("./visit.mjs").Measures} Measures */

export class Results {
  /** @type {Map<string, Measures[]>} */
  #visits = new Map();

  /**
   * @param {string} profile
   * @param {string} visit
   * @param {string} subject
   * @param {Measures} measures
   */
  add(profile, visit, subject, measures) {
    const key = [profile, visit, subject].join();
    this.#visits.set(key, [...(this.#visits.get(key) ?? []), measures]);
  }

  /**
   * In the order of the repetitions; empty when it was not measured.
   * @param {string} profile
   * @param {string} visit
   * @param {string} subject
   * @param {string} metric
   * @returns {number[]}
   */
  of(profile, visit, subject, metric) {
    const visits = this.#visits.get([profile, visit, subject].join()) ?? [];
    return visits.map((measures) => measures[metric]).filter((value) => value !== undefined);
  }

  /** Every value, to be looked at again. */
  toJSON() {
    return Object.fromEntries(this.#visits);
  }
}
