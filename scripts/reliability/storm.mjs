// `storm`: too many, too often, too slow and too large, and honest shoppers who pay meanwhile.

import { table } from "../bench/tables.mjs";
import { built, databases, found, mib, reachable, seed, TITLES } from "./programs.mjs";

/** @typedef {{ paid: number, failures: string[], p50_ms: number, p99_ms: number, shed: number }} Honest */
/**
 * @typedef {{
 *   seed: number,
 *   runs: {
 *     database: import("./programs.mjs").Database,
 *     crowd: { sessions: number, paid: number, open_seconds: number, pay_seconds: number, shed: number, broken: number },
 *     guesses: {
 *       line: [number, number],
 *       session: [number, number],
 *       resends: [number, number],
 *       address: [number, number],
 *       answers: Record<string, number>,
 *     },
 *     slow: { connections: number, seconds: number, ended: [string, number][] },
 *     malformed: { requests: number, answers: Record<string, number> },
 *     honest: [string, Honest][],
 *     memory: [string, { before: number, peak: number, after: number }][],
 *   }[],
 *   violations: string[],
 * }} Found
 */

const WHOLE = {
  sessions: 10_000,
  tries: 1_000,
  address_rate: 1_200,
  slow: 2_500,
  seconds: 60,
  malformed: 20_000,
  honest: 10,
};
// One address makes ten times the tries: fewer requests meet a lower limit only.
const SHORT = { sessions: 1_000, tries: 100, address_rate: 300, slow: 250, seconds: 6, malformed: 500, honest: 4 };

/** @type {import("./parts.mjs").Part} */
export async function storm({ full, directory }) {
  const programs = await built(full);
  const gateway = { program: programs.command, arguments: ["serve"], assets: programs.assets };
  const on = await databases();
  /** @type {Found} */
  const told = await found(programs, "storm", {
    gateway,
    directory: await reachable(directory, "storm"),
    // What a storm meets before the store is the same with both.
    databases: full ? on : on.slice(0, 1),
    seed: seed(),
    ...(full ? WHOLE : SHORT),
  });
  return { text: text(told), violations: told.violations };
}

/** @param {Found} told */
function text({ seed, runs }) {
  const crowd = table(
    ["", "sessions at once", "paid", "all windows open after", "all paid after", "turned away, and came again"],
    runs.map(({ database, crowd }) => [
      TITLES[database],
      String(crowd.sessions),
      String(crowd.paid),
      `${crowd.open_seconds.toFixed(1)} s`,
      `${crowd.pay_seconds.toFixed(1)} s`,
      String(crowd.shed),
    ]),
  );
  const guesses = table(
    [
      "",
      "codes to one line",
      "guesses in one session that reached the carrier",
      "codes sent in another, of resends",
      "requests of one address that were answered",
    ],
    runs.map(({ database, guesses }) => [
      TITLES[database],
      of(guesses.line),
      of(guesses.session),
      of(guesses.resends),
      of(guesses.address),
    ]),
  );
  const others = table(
    ["", "answers to guesses", "answers to malformed requests", "slow connections ended"],
    runs.map(({ database, guesses, malformed, slow }) => [
      TITLES[database],
      counts(Object.entries(guesses.answers)),
      counts(Object.entries(malformed.answers)),
      `${counts(slow.ended)} of ${slow.connections} each in ${slow.seconds} s, again and again`,
    ]),
  );
  const honest = table(
    ["honest shoppers meanwhile", "", "paid", "p50", "p99", "turned away, and came again"],
    runs.flatMap(({ database, honest }) =>
      honest.map(([storm, one]) => [
        storm,
        TITLES[database],
        `${one.paid} of ${one.paid + one.failures.length}`,
        `${one.p50_ms} ms`,
        `${one.p99_ms} ms`,
        String(one.shed),
      ]),
    ),
  );
  const memory = table(
    ["the gateway's memory", "", "before", "most", "after", "most to before", "after to before"],
    runs.flatMap(({ database, memory }) =>
      memory.map(([storm, { before, peak, after }]) => [
        storm,
        TITLES[database],
        mib(before),
        mib(peak),
        mib(after),
        (peak / before).toFixed(1),
        (after / before).toFixed(1),
      ]),
    ),
  );
  return `Drawn by the seed ${seed}.\n\n${[crowd, guesses, others, honest, memory].join("\n\n")}`;
}

/** @param {[number, number]} pair */
const of = ([asked, done]) => `${done} of ${asked}`;

/** @param {[string, number][]} all */
const counts = (all) => all.map(([name, count]) => `${name}: ${count}`).join(", ");
