// Every request of the journey meets every fault, or those of a cross-section (scripts/reliability/hops.mjs).

import { readFileSync } from "node:fs";
import { allCells, keep, type Outcome, type Plan, someCells, titleOf } from "./support/cells.ts";
import { expect, test } from "./support/test.ts";

/** How many journeys may go by without the request that is to suffer. */
const TRIES = 3;

const { HOPS_PLAN, HOPS_CELLS, HOPS_FULL } = process.env;
const rows = HOPS_PLAN === undefined ? [] : (JSON.parse(readFileSync(HOPS_PLAN, "utf8")) as Plan).rows;

for (const cell of HOPS_FULL === undefined ? someCells(rows) : allCells(rows)) {
  const title = titleOf(cell);
  test(title, async ({ journey, world }) => {
    let told = await journey(cell.way, cell);
    // A moment sooner, and one does not ask once more how it stands. What such a journey has broken counts all the same.
    for (let tries = 1; world.journal.hits.length === 0 && tries < TRIES; tries++) {
      const { violations, story } = told;
      told = await journey(cell.way, cell);
      told = {
        ...told,
        violations: [...violations, ...told.violations],
        story: [...story, "once more", ...told.story],
      };
    }
    const { hits, applied } = world.journal;
    const outcome: Outcome = { ...cell, ...told, title, hits: hits.length, applied };
    if (HOPS_CELLS !== undefined) await keep(HOPS_CELLS, outcome);
    expect(outcome.violations, told.story.join("\n")).toEqual([]);
    expect(outcome.hits, "the journey has that request").toBeGreaterThan(0);
  });
}
