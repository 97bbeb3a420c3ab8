// Answers that begin and do not end, and files that come broken and are kept by the browser like that.

import type { Page, Route } from "@playwright/test";
import { Checkout, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";
import { frameOf } from "./support/widget.ts";

type Stalling = { stalled?: boolean };

test("an answer that stops in its middle is asked for again when its time is over, and nothing is done twice", async ({
  page,
  phone,
  servers,
}) => {
  await page.clock.install();
  await page.addInitScript(() => {
    const { fetch } = window;
    window.fetch = async (asked, init) => {
      const response = await fetch(asked, init);
      if ((window as Stalling).stalled || !response.url.endsWith("/challenges")) return response;
      Object.assign(window, { stalled: true });
      const signal = init?.signal;
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode("{"));
          signal?.addEventListener("abort", () => controller.error(signal.reason));
        },
      });
      return new Response(body, response);
    };
  });
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(number);
  await expect.poll(() => frameOf(page, servers.gateway).evaluate(() => (window as Stalling).stalled)).toBe(true);
  await page.clock.fastForward(25_000);
  await expect(checkout.field("code")).toBeVisible();
  expect(await phone.messages(number)).toHaveLength(1);
});

/** The first answer at that address has only half of its body, which nobody can tell from a whole one. */
async function breakOnce(page: Page, url: string): Promise<() => number> {
  let asked = 0;
  await page.route(`${url}*`, async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: body.subarray(0, Math.floor(body.length / 2)) });
  });
  return () => asked;
}

test("a widget that comes broken is fetched anew, and the browser is not blamed", async ({ page, servers }) => {
  const asked = await breakOnce(page, "**/assets/widget-ko-*.wasm");
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(newNumber());
  await expect(checkout.field("code")).toBeVisible();
  expect(asked()).toBe(2);
});

test("what guards the pay button is fetched anew when it comes broken", async ({ page, phone, servers }) => {
  const asked = await breakOnce(page, "**/assets/later-*.js");
  const checkout = await Checkout.open(page, servers.shop);
  // It presses only once the guard has seen the button.
  await checkout.payAs(newNumber(), phone);
  expect(asked()).toBeGreaterThan(1);
});

test("what guards the pay button is fetched anew when it does not come", async ({ page, phone, servers }) => {
  let asked = 0;
  await page.route(/\/assets\/later-/, async (route) => {
    asked += 1;
    // The first is left without an answer.
    if (asked > 1) await route.continue();
  });
  const checkout = await Checkout.open(page, servers.shop);
  await expect(async () => {
    await checkout.field("phone").focus();
    await checkout.field("phone").blur();
    expect(asked).toBeGreaterThan(1);
  }).toPass();
  // It presses only once the guard has seen the button.
  await checkout.payAs(newNumber(), phone);
});

test("what hears of changes is fetched anew when it does not come with the code", async ({ page, servers }) => {
  const held: Route[] = [];
  let coming = false;
  await page.route(/\/assets\/later-/, async (route) => {
    if (coming) await route.continue();
    else held.push(route);
  });
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(newNumber());
  await expect(checkout.field("code")).toBeVisible();
  const stream = page.waitForResponse(`${servers.gateway}/v1/checkout/events`);
  coming = true;
  await Promise.all(held.map((route) => route.abort()));
  expect((await stream).status()).toBe(200);
});
