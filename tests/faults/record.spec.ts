// A journey without a fault: its requests are the rows of the matrix.

import { writeFile } from "node:fs/promises";
import type { Plan } from "./support/cells.ts";
import { FAULTS } from "./support/faults.ts";
import { HOPS, type Journal, type Row, type Way } from "./support/journal.ts";
import { expect, test } from "./support/test.ts";

/** The ways that there are. A kind of request that one has in common with an earlier one has its rows there. */
const WAYS: readonly Way[] = ["code", "carrier's code", "app", "second order"];

/** How often each is recorded: two are not always quite the same. */
const JOURNEYS = process.env.HOPS_FULL === undefined ? 1 : 2;

test("a shopper pays, and every request on the way is known", async ({ journey, world }) => {
  const rows: Row[] = [];
  for (const way of WAYS) {
    const recorded: Journal["asked"][] = [];
    for (let journeys = 0; journeys < JOURNEYS; journeys++) {
      const told = await journey(way);
      expect(told.violations, told.story.join("\n")).toEqual([]);
      expect(told.again, told.story.join("\n")).toEqual([]);
      recorded.push(world.journal.asked);
    }
    rows.push(...withoutKnown(inCommon(recorded), rows).map((row) => ({ ...row, way })));
  }
  for (const hop of HOPS) expect(rows.filter((row) => row.hop === hop).length, hop).toBeGreaterThan(0);
  const plan: Plan = { hops: HOPS, rows, faults: FAULTS };
  if (process.env.HOPS_PLAN !== undefined) await writeFile(process.env.HOPS_PLAN, JSON.stringify(plan));
});

const kindOf = ({ hop, name }: Pick<Row, "hop" | "name">): string => `${hop} ${name}`;

/** What no earlier journey asks for, and the tokens for that, which are asked for under the same names as others. */
function withoutKnown(asked: Journal["asked"], known: readonly Row[]): Journal["asked"] {
  const isNew = (row: Journal["asked"][number]) => !known.some((other) => kindOf(row) === kindOf(other));
  const isToken = ({ name }: Journal["asked"][number]) => name.includes("/oauth2/token ");
  return asked.filter((row, at) => {
    const use = asked.slice(at).find((later) => later.hop === row.hop && !isToken(later));
    return isNew(row) || (isToken(row) && use !== undefined && isNew(use));
  });
}

/** Every kind of request, as often as each journey has it that has it at all: a moment more, and one asks once more how it stands. */
function inCommon(journeys: readonly Journal["asked"][]): Journal["asked"] {
  const most = journeys.map((asked) => new Map(asked.map((row) => [kindOf(row), row.nth])));
  const all = new Map(journeys.flat().map((row) => [`${kindOf(row)} ${row.nth}`, row]));
  return [...all.values()].filter((row) => {
    const counts = most.flatMap((counts) => counts.get(kindOf(row)) ?? []);
    return row.nth <= Math.min(...counts);
  });
}
