// The crates, by cargo-deny and deny.toml.

import { watch } from "../programs.mjs";
import { ensureCargoDeny } from "../setup/cargo-tools.mjs";
import { bad, fine, unknown } from "./finding.mjs";

const LICENSES = "the crates' licenses, bans and sources are as deny.toml says";
const ADVISORIES = "no crate has an advisory in RustSec's database";

/** @typedef {import("./finding.mjs").Finding} Finding */

/** @returns {Promise<Finding[]>} */
export async function composition() {
  const { code } = await deny(["check", "--hide-inclusion-graph", "licenses", "bans", "sources"]);
  return [code === 0 ? fine(LICENSES) : bad(LICENSES, "see above")];
}

/** @returns {Promise<Finding[]>} */
export async function advisories() {
  const fetched = await deny(["fetch", "db"]);
  if (fetched.code !== 0) return [unknown(ADVISORIES, "the database could not be fetched, see above")];
  const { code } = await deny(["check", "--hide-inclusion-graph", "advisories"]);
  return [code === 0 ? fine(ADVISORIES) : bad(ADVISORIES, "see above")];
}

/** @param {string[]} args */
async function deny(args) {
  // A server that does not answer is as good as none.
  const env = {
    ...process.env,
    GIT_TERMINAL_PROMPT: "0",
    GIT_HTTP_LOW_SPEED_LIMIT: "1000",
    GIT_HTTP_LOW_SPEED_TIME: "30",
  };
  return watch(await ensureCargoDeny(), ["--workspace", "--locked", ...args], { env });
}
