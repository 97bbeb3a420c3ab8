// Answers that begin and do not end.

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
