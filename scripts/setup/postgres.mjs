// PostgreSQL, on which the gateway's tests run once more.

import { existsSync, readdirSync } from "node:fs";
import { say, Trouble } from "../command.mjs";
import { installDebian } from "./debian.mjs";

/** Where Debian keeps one directory for each version. */
const DEBIAN = "/usr/lib/postgresql";

/**
 * Whether it is on this machine. Where it is missing it is installed if we may; where we may not, that is said in one
 * line, and only `.ci/run` insists.
 */
export async function ensurePostgres() {
  if (!isThere()) await installDebian(["postgresql"]);
  if (isThere()) return true;
  const text =
    "not tested on PostgreSQL: install it (postgresql on Debian), or name the directory of initdb and pg_ctl in " +
    "POSTGRES_PROGRAMS";
  if (process.env.CI !== undefined) throw new Trouble(text);
  say(text);
  return false;
}

function isThere() {
  return process.env.POSTGRES_PROGRAMS !== undefined || (existsSync(DEBIAN) && readdirSync(DEBIAN).length > 0);
}
