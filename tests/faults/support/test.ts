// What the journeys through faults have: a world for each worker, and one shopper's way through it.

import { test as base } from "@playwright/test";
import { newNumber } from "../../e2e/support/checkout.ts";
import { Phone } from "../../e2e/support/sandbox.ts";
import { Books } from "./books.ts";
import type { Rule, Way } from "./journal.ts";
import { Shopper, type Told } from "./shopper.ts";
import { type World, withWorld } from "./world.ts";

/** How long there may be nothing but waiting: what a shopper's window waits for one answer, and some. */
const BOUND_MS = 40_000;

interface Fixtures {
  /** One shopper pays, in that way and past that fault; then the books are compared. */
  journey: (way: Way, rule?: Rule) => Promise<Told>;
}

export const test = base.extend<Fixtures, { world: World }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants to see which fixtures it needs.
    async ({}, use) => {
      await withWorld(use);
    },
    { scope: "worker" },
  ],
  journey: async ({ browser, request, world }, use) => {
    await use(async (way, rule) => {
      const number = newNumber();
      const books = new Books(request, world);
      world.journal.begin(rule);
      // A browser that has never been there: nothing is in its cache.
      const context = await browser.newContext();
      const page = await context.newPage();
      const shopper = new Shopper(page, world, number, {
        way,
        phone: new Phone(request, world.direct.sandbox),
        charged: (number) => books.charged(number),
        bound: BOUND_MS * (rule?.times ?? 1),
      });
      const told = await shopper.buy();
      await context.close();
      world.letGo();
      const disagreements = await books.disagreements(number);
      return { ...told, violations: [...told.violations, ...disagreements] };
    });
  },
});

export { expect } from "@playwright/test";
