// What every journey has: the servers, the phone, the ledger and the accessibility audit.

import { test as base } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { type LedgerEntry, Phone, readLedger } from "./sandbox.ts";
import { type ServerOptions, type Servers, withServers } from "./servers.ts";

interface Fixtures {
  /** The shopper's phone. */
  phone: Phone;
  /** Reads what carriers charged so far; other tests of the worker may have paid, too. */
  ledger: () => Promise<LedgerEntry[]>;
  /** Audits the page as it is now, frames included. */
  axe: () => Promise<void>;
}

export const test = base.extend<Fixtures, ServerOptions & { servers: Servers }>({
  serverEnv: [{}, { option: true, scope: "worker" }],
  servers: [
    async ({ serverEnv }, use) => {
      await withServers(serverEnv, use);
    },
    { scope: "worker" },
  ],
  baseURL: async ({ servers }, use) => {
    await use(servers.shop);
  },
  phone: async ({ request, servers }, use) => {
    await use(new Phone(request, servers.sandbox));
  },
  ledger: async ({ request, servers }, use) => {
    await use(() => readLedger(request, servers.sandbox));
  },
  axe: async ({ page }, use) => {
    await use(() => expectAccessible(page));
  },
});

export { expect } from "@playwright/test";
