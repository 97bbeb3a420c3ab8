// Taking a checkout away, in every state: nothing of it is left.

import type { Page } from "@playwright/test";
import { Backend } from "./support/backend.ts";
import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession } from "./support/embedding.ts";
import { watchLeftovers } from "./support/leftovers.ts";
import type { Phone } from "./support/sandbox.ts";
import { expect, test } from "./support/test.ts";

type Shop = { CarrierCheckout: { mount(options: object): { destroy(): void } }; shown: { destroy(): void } };

interface Scene {
  readonly page: Page;
  readonly phone: Phone;
  readonly checkout: Checkout;
  readonly merchant: MerchantPage;
  readonly backend: Backend;
}

/** What has to happen before it is taken away. */
const STATES: Record<string, (scene: Scene) => Promise<void>> = {
  "before its frame has come": async ({ page }) => {
    await expect(page.locator("iframe")).toBeAttached();
  },
  "on the first screen": ({ checkout }) => expect(checkout.field("phone")).toBeVisible(),
  "on the code screen": async ({ checkout }) => {
    await checkout.askForCode(newNumber());
    await expect(checkout.field("code")).toBeVisible();
  },
  "while the token is posted": async ({ page, checkout, phone, merchant }) => {
    await checkout.readyToPay(newNumber(), phone);
    await merchant.hold("**/confirm");
    const posted = page.waitForRequest("**/confirm");
    await checkout.button("pay").click();
    await posted;
  },
  "on the receipt": async ({ page, checkout, phone, backend }) => {
    await backend.confirms();
    await checkout.payAs(newNumber(), phone);
    await expect(page.getByRole("link", { name: "주문 보기" })).toBeVisible();
  },
};

for (const [state, reach] of Object.entries(STATES)) {
  test(`a checkout that is taken away ${state} leaves nothing behind`, async ({ page, phone, request, servers }) => {
    const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
    const leftovers = await watchLeftovers(page);
    const { id } = await newSession(request, servers.gateway, {}, { order_id: backend.order });
    await merchant.open(`<div id="here"></div><script src="${servers.gateway}/checkout.js"></script>`);
    await page.waitForLoadState("load");
    const before = await leftovers();
    const letGo = state.startsWith("before") ? await merchant.hold(/\/v1\/checkout\/cs_/) : undefined;
    await show(page, { session: id, confirmUrl: "/confirm", successUrl: "/orders/1" });
    await reach({ page, phone, checkout: new Checkout(page), merchant, backend });
    expect(await leftovers()).toMatchObject({ listeners: before.listeners + 1, frames: 1 });
    await takeAway(page);
    expect(await leftovers()).toEqual(before);
    letGo?.();
    // And another one can take its place.
    const { id: next } = await newSession(request, servers.gateway);
    await show(page, { session: next });
    await expect(new Checkout(page).field("phone")).toBeVisible();
  });
}

test("so does one that waits for its session, and one that got none", async ({ page, request, servers }) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  const leftovers = await watchLeftovers(page);
  await merchant.open(
    `<div style="height: 5000px"></div><div id="here"></div><script src="${servers.gateway}/checkout.js"></script>`,
  );
  await page.waitForLoadState("load");
  const before = await leftovers();
  await show(page, { sessionUrl: "/session" });
  await expect(page.getByRole("status")).toBeAttached();
  await takeAway(page);
  expect(await leftovers()).toEqual(before);

  backend.broken = 400;
  await backend.makesSessions();
  await page.evaluate(() => scrollTo(0, 5_000));
  await show(page, { sessionUrl: "/session" });
  await expect(page.getByRole("alert")).toBeVisible();
  await takeAway(page);
  expect(await leftovers()).toEqual(before);
});

test("an element that leaves the page, and the next one, leave nothing behind either", async ({
  page,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers);
  const leftovers = await watchLeftovers(page);
  await merchant.open(`<main></main><script src="${servers.gateway}/checkout.js"></script>`);
  await page.waitForLoadState("load");
  const before = await leftovers();
  for (const view of ["/cart/1", "/cart/2", "/cart/3"]) {
    const { id } = await newSession(request, servers.gateway);
    await page.evaluate(
      ([view, id]) => {
        history.pushState({}, "", view);
        const checkout = document.createElement("carrier-checkout");
        checkout.setAttribute("session", id ?? "");
        document.querySelector("main")?.replaceChildren(checkout);
      },
      [view, id],
    );
    await expect(new Checkout(page).field("phone")).toBeVisible();
    await expect(page.locator("iframe")).toHaveCount(1);
  }
  await page.evaluate(() => document.querySelector("main")?.replaceChildren());
  await expect.poll(leftovers).toEqual(before);
  expect(merchant.complaints).toEqual([]);
});

function show(page: Page, options: object): Promise<void> {
  return page.evaluate((options) => {
    const shop = window as unknown as Shop;
    shop.shown = shop.CarrierCheckout.mount({ mount: "#here", ...options });
  }, options);
}

function takeAway(page: Page): Promise<void> {
  return page.evaluate(() => (window as unknown as Shop).shown.destroy());
}
