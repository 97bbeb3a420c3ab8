// `npm run bench:gateway`: whole checkouts through the real gateway, beside a bare program that writes the same rows.

import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { measureGateway } from "./bench/load.mjs";
import { gatewayReport, gatewayVerdicts } from "./bench/load-report.mjs";
import { writeBetween } from "./bench/tables.mjs";
import { command, say, seconds, Trouble } from "./command.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { ensurePostgres } from "./setup/postgres.mjs";
import { ensureRust } from "./setup/rust.mjs";
import { inRoot } from "./workspace.mjs";

const USAGE = `npm run bench:gateway -- [options]
  --quick           a look within two minutes: neither stored payments nor memory
  --databases a,b   of sqlite, postgres
  --payments N      stored payments (1000000)
  --check           fails when a target of bench-budgets.json is missed or was not measured
  --write           puts the tables into docs/performance.md`;

/** What is measured: in whole, and for a look. */
const WHOLE = { repeats: 3, seconds: 6, steps: 5, payments: 1_000_000, sessions: 7_200 };
const QUICK = { repeats: 1, seconds: 2, steps: 4, payments: 0, sessions: 0 };

await command(async () => {
  const { wish, check, write, help } = wishes();
  if (help) return say(USAGE);
  const since = performance.now();
  const [load = 0] = os.loadavg();
  await ensurePackages();
  await ensureRust();
  if (wish.databases.includes("postgres") && !(await ensurePostgres())) {
    wish.databases = wish.databases.filter((database) => database !== "postgres");
  }
  // TMPDIR says where, should this be no disk: what is in memory is not durable.
  const directory = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-load-"));
  // PostgreSQL runs as another user.
  await chmod(directory, 0o711);
  try {
    const found = await measureGateway({ ...wish, directory });
    const budgets = JSON.parse(await readFile(inRoot("bench-budgets.json"), "utf8")).gateway;
    const verdicts = gatewayVerdicts(budgets, found);
    const date = new Date().toISOString().slice(0, 10);
    const text = gatewayReport({ found, verdicts, wish, machine: { date, cores: os.availableParallelism(), load } });
    say(`\n${text}\n\nAll of it took ${seconds(since)}.`);
    if (write) await writeBetween(inRoot("docs", "performance.md"), "gateway", text);
    const missed = verdicts.filter(({ outcome }) => outcome !== "PASS");
    if (check && missed.length > 0) throw new Trouble(`missed: ${missed.map(({ target }) => target).join("; ")}`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

function wishes() {
  const { quick, databases, payments, check, write, help } = parsed();
  const wish = { ...(quick ? QUICK : WHOLE), databases: databases.split(",") };
  if (payments !== undefined) wish.payments = Number(payments);
  if (!Number.isSafeInteger(wish.payments) || wish.payments < 0)
    throw new Trouble(`--payments wants a number\n${USAGE}`);
  if (wish.databases.some((name) => !["sqlite", "postgres"].includes(name))) throw new Trouble(USAGE);
  const whole = !quick && wish.databases.length === 2 && wish.payments >= WHOLE.payments;
  if (write && !whole) throw new Trouble("--write wants a whole run: leave the other options out");
  return { wish, check, write, help };
}

function parsed() {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const databases = /** @type {const} */ ({ type: "string", default: "sqlite,postgres" });
  const payments = /** @type {const} */ ({ type: "string" });
  try {
    const options = { quick: flag, databases, payments, check: flag, write: flag, help: flag };
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}
