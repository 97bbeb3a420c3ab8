// In the browsers of apps: no other window, nothing kept, no printing, and a frame of another site.

import type { Page } from "@playwright/test";
import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

const APPS = {
  "KakaoTalk on Android":
    "Mozilla/5.0 (Linux; Android 14; SM-S921N Build/UP1A.231005.007; wv) AppleWebKit/537.36 (KHTML, like Gecko) " +
    "Version/4.0 Chrome/126.0.6478.134 Mobile Safari/537.36;KAKAOTALK 2610890",
  "Naver on iOS":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 " +
    "Mobile/15E148 Safari/604.1 NAVER(inapp; search; 2000; 12.6.0; 15PRO)",
  "Instagram on Android":
    "Mozilla/5.0 (Linux; Android 13; SM-A546S Build/TP1A.220624.014; wv) AppleWebKit/537.36 (KHTML, like Gecko) " +
    "Version/4.0 Chrome/126.0.6478.122 Mobile Safari/537.36 Instagram 336.0.0.35.90 Android",
};

/** Takes away what such browsers may not have, in the page and in the frame, and counts who asks for it. */
async function takeAway(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const asked: string[] = [];
    const refuse = (name: string) => () => {
      asked.push(name);
      throw new DOMException("not here", "SecurityError");
    };
    Object.assign(window, { asked, open: refuse("open") });
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
      Object.defineProperty(window, name, { get: refuse(name) });
    }
    Object.defineProperty(document, "cookie", { get: refuse("cookie"), set: refuse("cookie") });
    for (const name of ["pushState", "replaceState", "back", "go"] as const) history[name] = refuse(name);
    for (const name of ["print", "OTPCredential", "trustedTypes"]) {
      Object.defineProperty(window, name, { value: undefined });
    }
  });
}

for (const [app, userAgent] of Object.entries(APPS)) {
  test.describe(app, () => {
    test.use({ userAgent, viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true });

    test(`${app}: a shopper pays without another window, storage, history or printing`, async ({
      page,
      phone,
      servers,
      ledger,
    }) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      await takeAway(page);
      const number = newNumber();
      const checkout = await Checkout.open(page, servers.shopCrossSite);
      await checkout.askForCode(number);
      // To the app of messages and back: an in-app browser may have thrown the page away meanwhile.
      await expect(checkout.field("code")).toBeVisible();
      await page.reload();
      await checkout.field("code").fill(await phone.lastCode(number));
      await checkout.tick("content").check();
      await checkout.button("pay").tap();
      await expect(checkout.done).toBeVisible();
      await expect(checkout.frame.getByRole("button", { name: "인쇄 / 저장" })).toBeHidden();

      const charges = (await ledger()).filter((entry) => entry.phone === masked(number));
      expect(charges.map(({ status }) => status)).toEqual(["succeeded"]);
      const asked = page
        .frames()
        .map((frame) => frame.evaluate(() => (window as unknown as { asked: string[] }).asked));
      // Back's question asks for an entry of the history, and does without one.
      expect(new Set((await Promise.all(asked)).flat())).toEqual(new Set(["pushState"]));
      expect(complaints).toEqual([]);
      expect(page.context().pages()).toHaveLength(1);
    });
  });
}
