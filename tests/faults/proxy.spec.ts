// Each fault does what its name says: what the server has heard, and what arrives.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { FAULTS, type Fault } from "./support/faults.ts";
import { Journal } from "./support/journal.ts";
import { FaultProxy } from "./support/proxy.ts";

const BODY = JSON.stringify({ text: "x".repeat(1_000) });

/** Whether the server has heard of the request, and what arrives: a status and how much of the body, or that it breaks off. */
const EXPECTED: Record<
  Fault,
  readonly [heard: number, status: number | "broken", body: "all" | "half" | "other" | "none"]
> = {
  latency: [1, 200, "all"],
  "reset before": [0, "broken", "none"],
  "reset during": [1, "broken", "none"],
  "reset after": [1, "broken", "none"],
  truncated: [1, 200, "half"],
  corrupted: [1, 200, "other"],
  500: [0, 500, "other"],
  503: [0, 503, "other"],
  "504 after": [1, 504, "other"],
  stall: [0, "broken", "none"],
  "stall during": [1, "broken", "none"],
};

for (const fault of FAULTS) {
  test(`${fault} hits the second request of its kind and no other`, async () => {
    let heard = 0;
    const server = createServer((_, response) => {
      heard += 1;
      response.writeHead(200, { "content-type": "application/json" }).end(BODY);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const journal = new Journal();
    const proxy = await FaultProxy.listen(journal, { hopOf: () => "shop–gateway" });
    proxy.aim(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    try {
      journal.begin({ way: "code", hop: "shop–gateway", name: "GET /a", nth: 2, fault, times: 1 });
      const ask = (path: string) => arrives(`http://127.0.0.1:${proxy.port}${path}`);
      expect([await ask("/a"), await ask("/b")]).toEqual([
        [200, "all"],
        [200, "all"],
      ]);
      const before = heard;
      const asked = ask("/a");
      await expect.poll(() => journal.hits.length).toBe(1);
      const [should, ...arrived] = EXPECTED[fault];
      await expect.poll(() => heard - before).toBe(should);
      // What stalls would not end by itself.
      if (fault === "stall" || fault === "stall during") {
        await expect.poll(() => proxy.holding).toBe(1);
        proxy.letGo();
      }
      expect(await asked).toEqual(arrived);
      expect(await ask("/a")).toEqual([200, "all"]);
    } finally {
      await proxy.close();
      server.close();
    }
  });
}

async function arrives(url: string): Promise<[status: number | "broken", body: string]> {
  try {
    const answer = await fetch(url);
    const text = await answer.text();
    const part = text === BODY.slice(0, BODY.length / 2) ? "half" : "other";
    return [answer.status, text === BODY ? "all" : part];
  } catch {
    return ["broken", "none"];
  }
}
