// Which faults meet which requests, and what is kept of each.

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { FAULTS, type Fault, SLOW } from "./faults.ts";
import { HOPS, type Hop, type Row, type Rule } from "./journal.ts";

/** One meeting. */
export type Cell = Rule;

/** What a matrix is made of: the recorded requests, and the faults that they meet. */
export interface Plan {
  readonly hops: readonly Hop[];
  readonly rows: readonly Row[];
  readonly faults: readonly Fault[];
}

/** How it ended. */
export interface Outcome extends Cell {
  readonly title: string;
  /** How often the fault was done; never, if the journey has no such request this time. */
  readonly hits: number;
  /** Whether the answer had anything that this could be done to. */
  readonly applied: boolean;
  readonly again: readonly string[];
  /** In ms. */
  readonly waited: number;
  readonly violations: readonly string[];
  readonly story: readonly string[];
}

/** How many requests in a row suffer where it does not end with one. */
export const PERSISTENT = 3;

/** The whole: every request × every fault, once and persistent; what takes long comes first, so that nobody waits for it last. */
export function allCells(rows: readonly Row[]): Cell[] {
  const cells = rows.flatMap((row) =>
    FAULTS.flatMap((fault) => [1, PERSISTENT].map((times) => ({ ...row, fault, times }))),
  );
  return slowFirst(cells);
}

/** In a cross-section one request meets no more faults than these. */
const FAULTS_EACH = 4;

/** Whoever has got this broken three times comes back minutes later, each time: browsers keep it. */
const KEPT = new Set(["GET /checkout.js"]);

/**
 * A cross-section: on each hop every kind of request at least once, and every fault where there are requests enough; quick
 * faults that persist, too.
 */
export function someCells(rows: readonly Row[]): Cell[] {
  const kindOf = ({ name }: Row) => name.replace(/^(\w+ \/carriers)\/\w+/, "$1");
  const usual = new Set(rows.filter(({ way }) => way === "code").map(kindOf));
  const cells = HOPS.flatMap((hop, shift) => {
    const own = rows.filter((row) => row.hop === hop && (row.way === "code" || !usual.has(kindOf(row))));
    if (own.length === 0) return [];
    const length = Math.max(own.length, Math.min(FAULTS.length, own.length * FAULTS_EACH));
    return Array.from({ length }, (_, at): Cell => {
      const row = own[at % own.length] as Row;
      const fault = FAULTS[(at + shift) % FAULTS.length] as Fault;
      const once = at % 2 === 0 || SLOW.has(fault) || KEPT.has(row.name);
      return { ...row, fault, times: once ? 1 : PERSISTENT };
    });
  });
  return slowFirst(cells);
}

/** Stalls, and then what the window waits for before it gives something up. */
const slowFirst = (cells: Cell[]): Cell[] => {
  const weight = ({ hop, fault, times }: Cell) => (SLOW.has(fault) ? times : hop === "frame–gateway" ? 0.5 : 0);
  return cells.sort((one, other) => weight(other) - weight(one));
};

/** The name that it is known and found by. */
export const titleOf = ({ way, hop, name, nth, fault, times }: Cell): string =>
  `${hop}: ${name} #${nth}${way === "code" ? "" : ` (${way})`}: ${fault}${times === 1 ? "" : `, ${times} times`}`;

/** Keeps an outcome for whoever makes the matrix. */
export async function keep(directory: string, outcome: Outcome): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, `${crypto.randomUUID()}.json`), JSON.stringify(outcome));
}
