// What moves on the page, and what stays where it is.

import type { Page } from "@playwright/test";
import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession } from "./support/embedding.ts";
import { expect, test } from "./support/test.ts";
import { shifts, watchShifts } from "./support/widget.ts";

/** Collects every jump from the page's first moment on. */
async function watchJumps(page: Page): Promise<() => Promise<unknown[]>> {
  await watchShifts(page);
  return async () => {
    // Until the frame has the height of its first screen.
    await expect
      .poll(() => page.locator("iframe").evaluate(({ style }) => parseInt(style.height.replace(/^\D+/, ""), 10)))
      .toBeGreaterThan(900);
    return shifts(page);
  };
}

for (const embed of ["declared", "script"] as const) {
  for (const [width, locale] of [
    [320, "ko"],
    [320, "en"],
    [360, "ko"],
    [390, "ko"],
    [375, "en"],
    [1280, "ko"],
    [320, "vi"],
    [375, "ja"],
    [375, "zh-Hans"],
  ] as const) {
    test(`nothing on the page jumps while the checkout opens (${width} px, ${locale}, ${embed})`, async ({
      page,
      servers,
    }) => {
      // High enough that what is under the frame is seen, too.
      await page.setViewportSize({ width, height: 2_400 });
      const jumps = await watchJumps(page);
      const checkout = await Checkout.open(page, servers.shop, 3, `?locale=${locale}&embed=${embed}`);
      await checkout.field("phone").fill("010");
      expect(await jumps()).toEqual([]);
    });
  }
}

for (const width of [390, 1280]) {
  test(`nothing jumps under the snippet on a page without a style for it (${width} px)`, async ({
    page,
    request,
    servers,
  }) => {
    await page.setViewportSize({ width, height: 2_400 });
    const merchant = new MerchantPage(page, servers);
    const jumps = await watchJumps(page);
    const { embed_html } = await newSession(request, servers.gateway, { locale: "ko" });
    await merchant.open(`<p>위</p>${embed_html}<p>아래</p>`);
    await new Checkout(page).field("phone").fill("010");
    expect(await merchant.heard()).toContain("carrier-checkout ready");
    expect(await jumps()).toEqual([]);
  });
}

test("the caret stays behind a digit typed in the middle of the number", async ({ page, servers }) => {
  const checkout = await Checkout.open(page, servers.shop);
  const phone = checkout.field("phone");
  await phone.fill("01023456789");
  await phone.press("Home");
  for (let steps = 0; steps < 5; steps++) await phone.press("ArrowRight");
  await phone.press("Backspace");
  await phone.press("9");
  await expect(phone).toHaveValue("010-9345-6789");
  await phone.press("8");
  await expect(phone).toHaveValue("010-9834-56789");
  expect(await phone.evaluate((field: HTMLInputElement) => field.selectionStart)).toBe(6);
});

test("the frame is as high as what it shows, and shrinks with it", async ({ page, servers }) => {
  const checkout = await Checkout.open(page, servers.shop);
  const frame = page.locator("iframe");
  const height = async () => (await frame.boundingBox())?.height ?? 0;
  const first = await height();
  await checkout.askForCode(newNumber());
  await expect(checkout.field("code")).toBeVisible();
  await expect.poll(height).toBeLessThan(first);
  await expect
    .poll(() => checkout.frame.locator("html").evaluate((html) => html.scrollHeight - window.innerHeight))
    .toBeLessThanOrEqual(0);
});
