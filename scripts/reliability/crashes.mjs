// `crashes`: carriers, gateways and shop are killed at random while shoppers pay, and their books have to agree.

import { table } from "../bench/tables.mjs";
import { built, databases, found, reachable, seed, TITLES } from "./programs.mjs";

/**
 * @typedef {{
 *   seed: number,
 *   runs: {
 *     database: import("./programs.mjs").Database,
 *     kills: [string, number][],
 *     shoppers: number,
 *     sums: { orders: number, paid: number, refused: Record<string, number>, events: number, left_to_the_carriers_limit: number },
 *     seconds: number,
 *   }[],
 *   disks: {
 *     trouble: string,
 *     skipped: string | null,
 *     answered: string,
 *     logged: string,
 *     recovered_ms: number,
 *     restarted: boolean,
 *   }[],
 *   violations: string[],
 * }} Found
 */

/** On each database; how long leases are waited for before time is helped. */
const WHOLE = { kills: 160, shoppers: 24, patience: 180 };
const SHORT = { kills: 6, shoppers: 6, patience: 1 };

/** What the whole has to come to, on all databases together. */
const KILLS = 300;

/** @type {import("./parts.mjs").Part} */
export async function crashes({ full, directory }) {
  const programs = await built(full);
  const { command, shop, assets } = programs;
  /** @type {Found} */
  const told = await found(programs, "crashes", {
    programs: { command, shop, assets },
    directory: await reachable(directory, "crashes"),
    databases: await databases(),
    seed: seed(),
    ...(full ? WHOLE : SHORT),
  });
  return { text: text(told), violations: [...told.violations, ...(full ? missing(told) : [])] };
}

/**
 * What the short version may leave out on a machine that lacks it, the whole may not.
 * @param {Found} told
 */
function missing({ runs, disks }) {
  const names = /** @type {import("./programs.mjs").Database[]} */ (Object.keys(TITLES));
  const untried = names.filter((name) => !runs.some(({ database }) => database === name));
  const skipped = disks.filter(({ skipped }) => skipped !== null);
  const killed = sum(runs);
  return [
    ...untried.map((name) => `nothing was killed on ${TITLES[name]}`),
    ...skipped.map(({ trouble, skipped }) => `${trouble}: not tried: ${skipped}`),
    ...(killed < KILLS ? [`only ${killed} kills, not ${KILLS}`] : []),
  ];
}

/** @param {Found["runs"]} runs */
const sum = (runs) => runs.flatMap(({ kills }) => kills).reduce((sum, [, times]) => sum + times, 0);

/** @param {Found} told */
function text({ seed, runs, disks }) {
  const killed = table(
    [
      "",
      "killed",
      "shoppers",
      "paid, at all three",
      "not paid, at none",
      "events, all delivered",
      "left to the carriers' limit",
      "took",
    ],
    runs.map(({ database, kills, shoppers, sums, seconds }) => [
      TITLES[database],
      kills.map(([name, times]) => `${name} ${times}`).join(", "),
      String(shoppers),
      String(sums.paid),
      Object.entries(sums.refused)
        .map(([why, count]) => `${count} ${why}`)
        .join(", "),
      String(sums.events),
      String(sums.left_to_the_carriers_limit),
      `${seconds.toFixed(0)} s`,
    ]),
  );
  const broken = table(
    ["what cannot be written", "answered", "the log says", "well again"],
    disks.map(({ trouble, skipped, answered, logged, recovered_ms, restarted }) =>
      skipped === null
        ? [
            trouble,
            answered,
            `“${logged}”`,
            `after ${recovered_ms} ms, ${restarted ? "started again" : "without a restart"}`,
          ]
        : [trouble, `not tried: ${skipped}`, "", ""],
    ),
  );
  return `${sum(runs)} kills, drawn by the seed ${seed}:\n\n${killed}\n\n${broken}`;
}
