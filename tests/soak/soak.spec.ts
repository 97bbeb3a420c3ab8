// One page of a shop that is never loaded anew, and one gateway: shoppers come one after the other, for so many minutes.

import { writeFile } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import type { APIRequestContext, Page } from "@playwright/test";
import { actAsBackend } from "../e2e/support/backend.ts";
import { Checkout } from "../e2e/support/checkout.ts";
import { MerchantPage, newSession } from "../e2e/support/embedding.ts";
import type { Servers } from "../e2e/support/servers.ts";
import { expect, test } from "../e2e/support/test.ts";
import { type Held, heldByGateway, heldByPage } from "./support/held.ts";
import { JOURNEYS } from "./support/journeys.ts";

const MINUTES = Number(process.env.SOAK_MINUTES ?? "1");

/** What is made once and kept, such as compiled code and caches, has been made after so many journeys. */
const WARM = 2 * JOURNEYS.length;

/** So often is it looked at what is held. */
const LOOKS = 12;

/** So many sessions are made and shown for each look at how long that takes. */
const ASKED = 40;

type Shop = { CarrierCheckout: { mount(options: object): { destroy(): void } }; shown: { destroy(): void } };

test("mixed journeys leave nothing behind", async ({ page, phone, request, servers, ledger }) => {
  const merchant = new MerchantPage(page, servers);
  await actAsBackend(page, request, servers.gateway);
  await merchant.open(`<div id="here"></div><script src="${servers.gateway}/checkout.js"></script>`);
  const browser = await page.context().newCDPSession(page);
  let [journeys, paid] = [0, 0];
  const visit = async (): Promise<void> => {
    const journey = JOURNEYS[journeys % JOURNEYS.length];
    if (journey === undefined) throw new Error("there is no journey");
    await show(page, (await newSession(request, servers.gateway)).id);
    const checkout = new Checkout(page);
    await expect(checkout.field("phone")).toBeVisible();
    await journey.go({ checkout, phone, page });
    await page.evaluate(() => (window as unknown as Shop).shown.destroy());
    await expect(page.locator("iframe")).toHaveCount(0);
    journeys += 1;
    paid += Number(journey.pays);
  };
  const looked: (Held & { journeys: number })[] = [];
  const look = async (): Promise<void> => {
    const latency = await asked(request, servers);
    looked.push({ journeys, latency, ...(await heldByPage(browser)), ...(await heldByGateway(servers)) });
  };
  while (journeys < WARM) await visit();
  await look();
  const began = performance.now();
  for (let looks = 1; looks <= LOOKS; looks += 1) {
    const until = began + (looks * MINUTES * 60_000) / LOOKS;
    // A whole round each time, so that every look comes after the same journeys.
    do for (const _ of JOURNEYS) await visit();
    while (performance.now() < until);
    await look();
  }
  const charged = (await ledger()).filter(({ status }) => status === "succeeded").length;
  await writeFile(process.env.SOAK_REPORT ?? "soak.json", JSON.stringify({ looked, journeys, paid, charged }));
  expect(charged).toBe(paid);
  expect(merchant.complaints.filter((text) => !text.includes("status of 4"))).toEqual([]);
});

/** As a single-page shop does it. */
async function show(page: Page, session: string): Promise<void> {
  await page.evaluate((session) => {
    const shop = window as unknown as Shop;
    shop.shown = shop.CarrierCheckout.mount({ session, mount: "#here", confirmUrl: "/confirm", locale: "ko" });
  }, session);
}

/** How long the gateway takes for a session that is made and shown, in milliseconds: the median. */
async function asked(request: APIRequestContext, servers: Servers): Promise<number> {
  const times = [];
  for (let i = 0; i < ASKED; i += 1) {
    const since = performance.now();
    const { id } = await newSession(request, servers.gateway);
    expect((await request.get(`${servers.gateway}/v1/checkout/${id}`)).status()).toBe(200);
    times.push(performance.now() - since);
  }
  return times.sort((a, b) => a - b)[ASKED / 2] ?? 0;
}
