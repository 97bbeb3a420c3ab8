// Browsers whose clock is hours wrong, or is put on or back while they pay: the gateway's time and Korea's calendar
// are shown all the same.

import type { Page } from "@playwright/test";
import { Checkout, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";
import { frameOf } from "./support/widget.ts";

const HOUR_MS = 3_600_000;

/** So long before a clock is put on or back the page opens: the code screen sees it happen. */
const BEFORE_MS = 8_000;

/** When each browser believes the page to open. New York's clocks go back by an hour, Lord Howe's on by half of one. */
const BROWSERS = [
  { zone: "America/New_York", opens: () => Date.parse("2026-11-01T06:00:00Z") - BEFORE_MS, moved: 60 },
  { zone: "Australia/Lord_Howe", opens: () => Date.parse("2026-10-03T15:30:00Z") - BEFORE_MS, moved: -30 },
  { zone: "Asia/Seoul", opens: () => Date.now() + 7 * HOUR_MS, moved: 0 },
  { zone: "Pacific/Honolulu", opens: () => Date.now() - 5 * HOUR_MS, moved: 0 },
];

/** From its first document on the page's clock shows another time, in its frames, too. */
async function turnClock(page: Page, opens: number): Promise<void> {
  await page.addInitScript((ahead) => {
    const real = Date.now.bind(Date);
    class Turned extends Date {
      constructor(...given: number[]) {
        super(...((given.length === 0 ? [real() + ahead] : given) as [number]));
      }
      static override now = (): number => real() + ahead;
    }
    Object.assign(globalThis, { Date: Turned });
  }, opens - Date.now());
}

/** What the window counts down, in seconds. */
async function secondsShown(checkout: Checkout): Promise<number> {
  const text = await checkout.frame.getByRole("timer").textContent();
  const [, minutes, seconds] = text?.match(/(\d):(\d\d)$/) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

for (const { zone, opens, moved } of BROWSERS) {
  test.describe(zone, () => {
    test.use({ timezoneId: zone });

    test("the timer counts by the gateway and the receipt is dated in Korea", async ({ page, phone, servers }) => {
      const began = opens();
      await turnClock(page, began);
      const checkout = await Checkout.open(page, servers.shop);
      await checkout.readyToPay(newNumber(), phone);
      const frame = frameOf(page, servers.gateway);
      const believed = () => frame.evaluate(() => Date.now());
      await expect.poll(believed).toBeGreaterThan(began + BEFORE_MS + 1_000);
      const offsets = (at: number) => new Date().getTimezoneOffset() - new Date(at).getTimezoneOffset();
      expect(await frame.evaluate(offsets, began)).toBe(moved);

      const session = /cs_\w+/.exec((await page.locator("iframe").getAttribute("src")) ?? "")?.[0];
      const headers = { authorization: `Bearer ${session}` };
      const asked = async () => (await page.request.get(`${servers.gateway}/v1/checkout`, { headers })).json();
      const { stage, server_time: now } = await asked();
      const left = (stage.challenged.challenge.expires_at - now) / 1_000;
      const shown = await secondsShown(checkout);
      expect(Math.abs(shown - left), `${shown} s are shown, ${left} s are left`).toBeLessThan(4);

      await checkout.button("pay").click();
      await expect(checkout.done).toBeVisible({ timeout: 30_000 });
      const { receipt } = (await asked()).stage.paid;
      const date = { year: "numeric", month: "long", day: "numeric" } as const;
      const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
      const dated = new Intl.DateTimeFormat("ko", { timeZone: "Asia/Seoul", ...date, ...time }).format(receipt.paid_at);
      await expect(checkout.frame.getByText(dated).first()).toBeVisible();
      // That it is another time here was no accident of this test.
      expect(Math.abs((await believed()) - receipt.paid_at)).toBeGreaterThan(HOUR_MS);
    });
  });
}
