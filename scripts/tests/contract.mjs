// The contract: whether a gateway answers as /openapi.json says, whatever it is asked.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { purchase } from "../../tests/contract/purchase.mjs";
import { watch } from "../programs.mjs";
import { withServers } from "../servers/fresh.mjs";
import { ensurePython } from "../setup/python.mjs";
import { inRoot } from "../workspace.mjs";
import { fromJunit, NONE, ofStage } from "./counts.mjs";

/** The same requests every time, in less than a minute. Whoever has longer brings options of their own. */
const SHORT = ["--max-examples", "40", "--generation-deterministic"];
const LONG = ["--generation-database", "none"];

/**
 * Schemathesis makes up requests from the document; a server error, or an answer that the document does not have, fails.
 * @param {string[]} args what Schemathesis shall do instead of the short run, such as `--max-examples 500`
 * @returns {Promise<import("./counts.mjs").Counts>}
 */
export async function testContract(args) {
  const folder = inRoot("tests", "contract");
  const python = await ensurePython(path.join(folder, "requirements.txt"));
  const reports = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-contract-"));
  const report = path.join(reports, "junit.xml");
  let counts = NONE;
  try {
    const use = async (/** @type {import("../servers/fresh.mjs").Servers} */ { gateway, sandbox }) => {
      const payment = await purchase({ gateway, sandbox });
      const config = ["--config-file", path.join(folder, "schemathesis.toml")];
      const wanted = args.length > 0 ? [...LONG, ...args] : SHORT;
      const run = ["run", `${gateway}/openapi.json`, "--report-junit-path", report, ...wanted];
      const contract = { CONTRACT_GATEWAY: gateway, CONTRACT_PAYMENT: payment };
      const env = { ...process.env, ...contract, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: "1" };
      const schemathesis = path.join(path.dirname(python), "schemathesis");
      const { code } = await watch(python, [schemathesis, "--no-color", ...config, ...run], { env });
      counts = ofStage(fromJunit(await readFile(report, "utf8").catch(() => "")), code);
    };
    await withServers({}, use, null);
    return counts;
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
}
