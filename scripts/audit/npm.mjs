// The npm packages, lock file by lock file.

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { output } from "../programs.mjs";
import { inRoot } from "../workspace.mjs";
import { bad, fine, unknown } from "./finding.mjs";

/** @typedef {import("./finding.mjs").Finding} Finding */

/** Advisories that do not count, each with the reason. */
const EXCEPTIONS = inRoot("scripts", "audit", "exceptions.json");

/** Every lock file that belongs to the repository. */
export async function packageLocks() {
  const files = await output("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*package-lock.json"]);
  return files.split("\n").filter((file) => file !== "");
}

/**
 * Whether every package is named by its hash: then it is the one that was looked at, wherever it comes from.
 * @param {string} lock
 * @returns {Promise<Finding[]>}
 */
export async function unhashed(lock) {
  const about = `every package of ${lock} has its hash`;
  const { packages } = JSON.parse(await readFile(inRoot(lock), "utf8"));
  const foreign = Object.entries(packages).filter(([where, found]) => where !== "" && !isOurs(found));
  const without = foreign.filter(([, found]) => !found.integrity);
  return [without.length === 0 ? fine(about) : bad(about, `not ${without.map(([where]) => where).join(", ")}`)];
}

/**
 * What the registry knows of the versions in a lock file.
 * @param {string} lock
 * @returns {Promise<Finding[]>}
 */
export async function ask(lock) {
  const exceptions = JSON.parse(await readFile(EXCEPTIONS, "utf8"));
  return [judged(lock, await answer(lock), exceptions)];
}

/**
 * What npm's report comes to.
 * @param {string} lock
 * @param {string} text what `npm audit --json` wrote
 * @param {{ advisory: string, lock: string, reason: string }[]} exceptions
 * @returns {Finding}
 */
export function judged(lock, text, exceptions) {
  const about = `no package of ${lock} has an advisory`;
  const report = parsed(text);
  if (report?.auditReportVersion === undefined) {
    const why = report?.message ?? report?.error?.summary ?? "there was no report";
    return unknown(about, `the registry could not be asked (${String(why).split("\n")[0]})`);
  }
  const excepted = new Set(exceptions.filter((exception) => exception.lock === lock).map(({ advisory }) => advisory));
  const met = Object.values(report.vulnerabilities ?? {}).flatMap(({ via }) =>
    via.filter((/** @type {unknown} */ one) => typeof one !== "string"),
  );
  const counting = met.filter(({ url }) => !excepted.has(path.basename(String(url))));
  if (counting.length === 0) return fine(about);
  const said = counting.map(({ name, severity, title, url }) => `${name} (${severity}): ${title}, ${url}`);
  return bad(about, [...new Set(said)].join("; "));
}

/**
 * Packed here, anew for each test.
 * @param {{ link?: boolean, resolved?: string }} found
 */
const isOurs = ({ link, resolved }) => link === true || resolved?.startsWith("file:") === true;

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * npm fails in the same way when it finds something and when it cannot ask: only what it writes tells.
 * @param {string} lock
 * @returns {Promise<string>}
 */
function answer(lock) {
  const args = ["audit", "--package-lock-only", "--json"];
  const child = spawn("npm", args, { cwd: path.dirname(inRoot(lock)), stdio: ["ignore", "pipe", "ignore"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part) => {
    text += part;
  });
  return new Promise((resolve) => {
    child.on("error", () => resolve(text));
    child.on("close", () => resolve(text));
  });
}
