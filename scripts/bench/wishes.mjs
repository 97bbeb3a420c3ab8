// What follows `npm run bench --`.

import { parseArgs } from "node:util";
import { Trouble } from "../command.mjs";
import { EARLY } from "./mounts.mjs";
import { PROFILES } from "./profiles.mjs";
import { SUBJECTS } from "./subjects.mjs";

export const USAGE = `npm run bench -- [options]
  --runs N          repetitions (7)
  --subjects a,b    of ${Object.keys(SUBJECTS).join(", ")}
  --profiles a,b    of ${Object.keys(PROFILES).join(", ")}
  --cold, --warm    only first visits, or only second ones
  --mounts N        mounts and unmounts (200; 0 leaves them out)
  --release         the gateway as operators build it (builds for minutes the first time)
  --check           fails when a target of bench-budgets.json is missed or was not measured
  --write           puts the tables into docs/performance.md`;

/** @typedef {"cold" | "warm"} Visit */
/**
 * @typedef {{
 *   runs: number,
 *   subjects: string[],
 *   profiles: string[],
 *   visits: Visit[],
 *   mounts: number,
 *   release: boolean,
 *   check: boolean,
 *   write: boolean,
 * }} Wishes
 */

const OPTIONS = /** @type {const} */ ({
  runs: { type: "string", default: "7" },
  subjects: { type: "string", default: Object.keys(SUBJECTS).join(",") },
  profiles: { type: "string", default: Object.keys(PROFILES).join(",") },
  cold: { type: "boolean", default: false },
  warm: { type: "boolean", default: false },
  mounts: { type: "string", default: "200" },
  release: { type: "boolean", default: false },
  check: { type: "boolean", default: false },
  write: { type: "boolean", default: false },
});

/**
 * @param {string[]} args
 * @returns {Wishes}
 */
export function wishes(args) {
  const { cold, warm, release, check, write, ...texts } = parsed(args);
  /** @type {Wishes} */
  const wish = {
    runs: number("runs", texts.runs, 1),
    subjects: some("subjects", texts.subjects, SUBJECTS),
    profiles: some("profiles", texts.profiles, PROFILES),
    visits: cold === warm ? ["cold", "warm"] : [cold ? "cold" : "warm"],
    mounts: number("mounts", texts.mounts, 0),
    release,
    check,
    write,
  };
  if (wish.mounts > 0 && wish.mounts < 2 * EARLY) throw new Trouble(`--mounts wants 0 or at least ${2 * EARLY}`);
  if (write && !isWhole(wish)) throw new Trouble("--write wants a whole run: leave the other options out");
  return wish;
}

/** @param {string[]} args */
function parsed(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

/** @param {Wishes} wish what stands in the documents is never a part of the picture */
function isWhole({ runs, subjects, profiles, visits, mounts }) {
  const all = subjects.length === Object.keys(SUBJECTS).length && profiles.length === Object.keys(PROFILES).length;
  return all && runs >= 7 && visits.length === 2 && mounts >= 200;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 */
function number(name, text, least) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw new Trouble(`--${name} ${text} is not a number from ${least}`);
  return value;
}

/**
 * @param {string} name
 * @param {string} text
 * @param {object} known
 */
function some(name, text, known) {
  const chosen = text.split(",");
  const strange = chosen.find((one) => !(one in known));
  if (strange !== undefined) throw new Trouble(`--${name}: ${strange} is none of ${Object.keys(known).join(", ")}`);
  // In the order of the tables, each once.
  return Object.keys(known).filter((one) => chosen.includes(one));
}
