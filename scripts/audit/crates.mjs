// The crates, by cargo-deny and deny.toml.

import { watch } from "../programs.mjs";
import { ensureCargoDeny } from "../setup/cargo-tools.mjs";
import { inRoot } from "../workspace.mjs";
import { bad, fine, unknown } from "./finding.mjs";

const LICENSES = "the crates' licenses, bans and sources are as deny.toml says";
const ADVISORIES = "no crate has an advisory in RustSec's database";

/** @typedef {import("./finding.mjs").Finding} Finding */

/** @returns {Promise<Finding[]>} */
export async function composition() {
  const good = await everywhere(["check", "--hide-inclusion-graph", "licenses", "bans", "sources"]);
  return [good ? fine(LICENSES) : bad(LICENSES, "see above")];
}

/** @returns {Promise<Finding[]>} */
export async function advisories() {
  const fetched = await deny([], ["fetch", "db"]);
  if (fetched.code !== 0) return [unknown(ADVISORIES, "the database could not be fetched, see above")];
  const good = await everywhere(["check", "--hide-inclusion-graph", "advisories"]);
  return [good ? fine(ADVISORIES) : bad(ADVISORIES, "see above")];
}

/**
 * Whether it is so in both workspaces: what fuzzing needs stands in a lock of its own, with a deny.toml beside it.
 * @param {string[]} args
 */
async function everywhere(args) {
  const ours = await deny([], args);
  const fuzzing = await deny(["--manifest-path", inRoot("fuzz", "Cargo.toml")], args);
  return ours.code === 0 && fuzzing.code === 0;
}

/**
 * @param {string[]} workspace
 * @param {string[]} args
 */
async function deny(workspace, args) {
  // A server that does not answer is as good as none.
  const env = {
    ...process.env,
    GIT_TERMINAL_PROMPT: "0",
    GIT_HTTP_LOW_SPEED_LIMIT: "1000",
    GIT_HTTP_LOW_SPEED_TIME: "30",
  };
  return watch(await ensureCargoDeny(), ["--workspace", "--locked", ...workspace, ...args], { env });
}
