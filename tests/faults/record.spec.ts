// A journey without a fault: its requests are the rows of the matrix.

import { writeFile } from "node:fs/promises";
import type { Plan } from "./support/cells.ts";
import { FAULTS } from "./support/faults.ts";
import { HOPS, type Row } from "./support/journal.ts";
import { expect, test } from "./support/test.ts";

/** How many journeys are recorded: what only some of them ask for is a row, too. */
const JOURNEYS = 2;

test("a shopper pays, and every request on the way is known", async ({ journey, world }) => {
  const rows = new Map<string, Row>();
  for (let journeys = 0; journeys < JOURNEYS; journeys++) {
    const told = await journey();
    expect(told.violations).toEqual([]);
    expect(told.again).toEqual([]);
    for (const row of world.journal.asked) rows.set(`${row.hop} ${row.name} ${row.nth}`, row);
  }
  const plan: Plan = { hops: HOPS, rows: [...rows.values()], faults: FAULTS };
  if (process.env.HOPS_PLAN !== undefined) await writeFile(process.env.HOPS_PLAN, JSON.stringify(plan));
});
