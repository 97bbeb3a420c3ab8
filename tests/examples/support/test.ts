// What the journeys have beside that of every other: the example in the demo shop's place, and its order.

import { withServers } from "../../e2e/support/servers.ts";
import { test as base } from "../../e2e/support/test.ts";
import { Merchant } from "./merchant.ts";
import { type Example, programOf } from "./shops.ts";

export interface ExampleOptions {
  /** Which of the shops below examples/. */
  example: Example;
}

export const test = base.extend<{ merchant: Merchant }, ExampleOptions>({
  example: ["shop", { option: true, scope: "worker" }],
  servers: [
    async ({ serverEnv, example }, use) => {
      await withServers(serverEnv, use, await programOf(example));
    },
    { scope: "worker" },
  ],
  merchant: async ({ page, request, servers }, use) => {
    await use(new Merchant(page, request, servers));
  },
});

export { expect } from "@playwright/test";
