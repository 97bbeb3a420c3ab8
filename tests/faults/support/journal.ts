// What has passed through the proxies of one world, and which request is to suffer which fault.

import type { IncomingMessage } from "node:http";
import type { Fault } from "./faults.ts";

/** Where a request travels. */
export type Hop = "loader–shop" | "frame–gateway" | "shop–gateway" | "gateway–carrier" | "gateway–webhook";

export const HOPS: readonly Hop[] = [
  "loader–shop",
  "frame–gateway",
  "shop–gateway",
  "gateway–carrier",
  "gateway–webhook",
];

/**
 * How a shopper proves to hold the line: by a code of ours, by one of the carrier's own, by approving in an app; or by the
 * second for another order, after the first was cancelled when the amount had been reserved.
 */
export type Way = "code" | "carrier's code" | "app" | "second order";

/** A request of the journey: the n-th of its kind. */
export interface Row {
  readonly way: Way;
  readonly hop: Hop;
  /** Method and path, without anything that differs from one journey to the next. */
  readonly name: string;
  readonly nth: number;
}

/** The fault that a request and, with `times`, the next ones of its kind suffer. */
export interface Rule extends Row {
  readonly fault: Fault;
  readonly times: number;
}

/** What was asked of one world since a journey began. */
export class Journal {
  readonly #counts = new Map<string, number>();
  #rule: Rule | undefined;
  #cut: Hop | undefined;
  asked: Omit<Row, "way">[] = [];
  /** When the fault was done, by `performance.now()`. */
  hits: number[] = [];
  /** Whether it could be done to the answer that there was. */
  applied = true;

  /** A new journey, whose requests are counted from one. */
  begin(rule?: Rule): void {
    this.#counts.clear();
    [this.#rule, this.asked, this.hits, this.applied] = [rule, [], [], true];
  }

  /** The fault for the request that has just come. */
  note(hop: Hop, name: string): Fault | undefined {
    if (hop === this.#cut) return "reset before";
    const kind = `${hop} ${name}`;
    const nth = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, nth);
    this.asked.push({ hop, name, nth });
    const rule = this.#rule;
    if (rule === undefined || rule.hop !== hop || rule.name !== name) return undefined;
    if (nth < rule.nth || nth >= rule.nth + rule.times) return undefined;
    this.hits.push(performance.now());
    return rule.fault;
  }

  /** Nothing passes on that hop meanwhile: what is asked there is not part of a journey. */
  async without<T>(hop: Hop, use: () => Promise<T>): Promise<T> {
    this.#cut = hop;
    try {
      return await use();
    } finally {
      this.#cut = undefined;
    }
  }
}

const IDS: readonly (readonly [RegExp, string])[] = [
  [/\b(cs|ch|tok|pay|evt|re|dp)_[\w-]+/g, "{$1}"],
  [/\bM(-[0-9A-Z]{4}){4}/g, "{order}"],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "{id}"],
  [/-[0-9a-f]{16}\./g, "."],
];

/** What a request is called; one for a carrier's token also by what that is for. */
export function nameOf(request: IncomingMessage, body: Buffer): string {
  const [path = ""] = (request.url ?? "").split("?");
  const name = IDS.reduce((name, [id, word]) => name.replace(id, word), `${request.method} ${path}`);
  const scope = path.endsWith("/oauth2/token") ? new URLSearchParams(body.toString()).get("scope") : null;
  return scope === null ? name : `${name} ${scope}`;
}
