// The repetitions: in each, every subject has its turn, so that what disturbs the machine disturbs all alike.

import { say, seconds, Trouble } from "../command.mjs";
import { withProfile } from "./browser.mjs";
import { PROFILES } from "./profiles.mjs";
import { Results } from "./results.mjs";
import { percentile } from "./statistics.mjs";
import { SUBJECTS } from "./subjects.mjs";
import { visit } from "./visit.mjs";

/** @typedef {import("./subjects.mjs").Stage} Stage */
/** @typedef {import("./wishes.mjs").Wishes} Wishes */
/** @typedef {Awaited<ReturnType<typeof visit>>} Visited */
/** @typedef {{ results: Results, repeated: number }} Measured */

/** A process that is less slowed down than this, in the median, is not throttled. */
const LEAST_SLOWDOWN = 2;

const TRIES = 3;

/**
 * @param {Stage} stage
 * @param {string} chromium
 * @param {Wishes} wish
 * @returns {Promise<Measured>}
 */
export async function measure(stage, chromium, wish) {
  const results = new Results();
  /** @type {Map<string, string[]>} */
  const words = new Map();
  let repeated = 0;
  for (let repetition = 0; repetition < wish.runs; repetition += 1) {
    for (const profile of wish.profiles) {
      for (const subject of turned(wish.subjects, repetition)) {
        const since = performance.now();
        const name = `${subject}, ${profile}`;
        const visits = await tried(
          TRIES,
          () => pair(stage, chromium, wish, { subject, profile }),
          (error) => {
            repeated += 1;
            say(`  ${name} failed and is done again: ${error instanceof Error ? error.message : error}`);
          },
        );
        for (const [kind, visited] of visits) {
          results.add(profile, kind, subject, visited.measures);
          words.set(subject, visited.words);
        }
        say(`  ${repetition + 1}/${wish.runs} ${name}: ${visits.map(brief).join(", ")} (${seconds(since)})`);
      }
    }
    requireSameWords(words);
  }
  requireSlowdown(results, wish);
  return { results, repeated };
}

/**
 * A browser that hangs once must not cost the whole run; one that always does is not measured.
 * @template T
 * @param {number} tries
 * @param {() => Promise<T>} body
 * @param {(error: unknown) => void} onFailure
 * @returns {Promise<T>}
 */
async function tried(tries, body, onFailure) {
  try {
    return await body();
  } catch (error) {
    if (tries <= 1) throw error;
    onFailure(error);
    return tried(tries - 1, body, onFailure);
  }
}

/**
 * A first visit and a second one with the first one's cache, each in a process of its own.
 * @param {Stage} stage
 * @param {string} chromium
 * @param {Wishes} wish
 * @param {{ subject: string, profile: string }} which
 */
async function pair(stage, chromium, wish, which) {
  const subject = SUBJECTS[which.subject];
  const profile = PROFILES[which.profile];
  if (subject === undefined || profile === undefined) throw new Trouble(`${which.subject}, ${which.profile}: unknown`);
  /** @type {[kind: string, visited: Visited][]} */
  const visits = [];
  await withProfile(async (cache) => {
    for (const kind of wish.visits.includes("warm") ? ["cold", "warm"] : ["cold"]) {
      const url = await subject.url(stage);
      // The cache changes nothing about keys: the first visit's are enough.
      const keys = kind === "cold" && wish.visits.includes("cold");
      const from = `${stage.server.pages}/before`;
      visits.push([kind, await visit({ chromium, cache, from, url, framed: subject.framed, profile, keys })]);
    }
  });
  return visits.filter(([kind]) => wish.visits.some((wished) => wished === kind));
}

/** @param {[kind: string, visited: Visited]} visit */
function brief([kind, { measures }]) {
  const { editable = 0, formatted = 0 } = measures;
  return `${kind} editable ${editable.toFixed(0)} ms, formatted ${formatted.toFixed(0)} ms`;
}

/**
 * Each repetition begins with another one: whoever comes first finds the machine as the one before left it.
 * @param {string[]} subjects
 * @param {number} by
 */
function turned(subjects, by) {
  const start = by % subjects.length;
  return [...subjects.slice(start), ...subjects.slice(0, start)];
}

/**
 * On a throttled profile the form's process must have been slower indeed: figures of a fast one would pass for a phone's.
 * @param {Results} results
 * @param {Wishes} wish
 */
function requireSlowdown(results, { profiles, visits, subjects }) {
  for (const profile of profiles.filter((name) => (PROFILES[name]?.cpu ?? 1) > 1)) {
    for (const subject of subjects) {
      const found = percentile(
        visits.flatMap((visit) => results.of(profile, visit, subject, "slowdown")),
        50,
      );
      if (found >= LEAST_SLOWDOWN) continue;
      throw new Trouble(`${subject}, ${profile}: slowed down by ${found.toFixed(1)}× only; is the machine busy?`);
    }
  }
}

/**
 * Times of forms that say different things cannot be compared.
 * @param {Map<string, string[]>} words
 */
function requireSameWords(words) {
  const [first, ...others] = words;
  for (const [subject, said] of others) {
    const strange = [...without(said, first?.[1] ?? []), ...without(first?.[1] ?? [], said)];
    if (strange.length > 0) {
      throw new Trouble(
        `${first?.[0]} and ${subject} do not show the same form (see benches/): ${strange.join(" | ")}`,
      );
    }
  }
}

/**
 * @param {string[]} words
 * @param {string[]} others
 */
const without = (words, others) => words.filter((word) => !others.includes(word));
