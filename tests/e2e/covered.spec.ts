// A page that covers the window, hides it, shrinks it or moves it under the finger: nobody pays by that. On another site,
// where the frame has a process of its own, as it has on every real merchant's page.

import type { Locator, Page } from "@playwright/test";
import { actAsBackend } from "./support/backend.ts";
import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession } from "./support/embedding.ts";
import { test as base, expect } from "./support/test.ts";
import { frameOf } from "./support/widget.ts";

const COVERED = "결제창을 가리고 있어 아직 결제하지 않았어요";
const EARLY = "버튼이 막 나타나서 결제하지 않았어요";

/** A page of a merchant's on which everything but the last press is done. */
interface Ready {
  readonly checkout: Checkout;
  readonly pay: Locator;
  /** Presses where the button is, whatever lies there. */
  press(): Promise<void>;
  /** What the frame has said to developers. */
  readonly told: string[];
  /** How many payments there have been of this line. */
  charged(): Promise<number>;
}

const test = base.extend<{ ready: Ready; around: string }>({
  around: ["", { option: true }],
  ready: async ({ page, phone, request, servers, ledger, around }, use) => {
    const merchant = new MerchantPage(page, servers, servers.shopCrossSite);
    const told: string[] = [];
    page.on("console", (message) => {
      if (message.text().startsWith("carrier-checkout: the page covers")) told.push(message.text());
    });
    await actAsBackend(page, request, servers.gateway);
    const { id, frame_url } = await newSession(request, servers.gateway);
    await merchant.open(
      `${around}<div id="wrap"><carrier-checkout session="${id}" confirm-url="/confirm">
         <iframe src="${frame_url}?locale=ko" width="100%" height="1380" allow="otp-credentials"></iframe>
       </carrier-checkout></div><div id="below"></div><script async src="${servers.gateway}/checkout.js"></script>`,
      "<style>body{margin:0}#below{height:900px}</style>",
    );
    const checkout = new Checkout(page);
    const number = newNumber();
    await checkout.readyToPay(number, phone);
    const pay = checkout.frame.getByRole("button", { name: checkout.names.pay });
    await pay.scrollIntoViewIfNeeded();
    const last = `-${number.slice(-4)}`;
    await use({
      checkout,
      pay,
      told,
      press: async () => {
        const { x, y } = await middleOf(page, pay);
        await checkout.stands();
        await page.mouse.click(x, y);
      },
      charged: async () => (await ledger()).filter((entry) => entry.phone.endsWith(last)).length,
    });
  },
});

/** Where the button is on the page, however large the frame is drawn; scrolled into sight. */
async function middleOf(page: Page, pay: Locator): Promise<{ x: number; y: number }> {
  const [left, top] = await pay.evaluate((button) => {
    const { left, top, width, height } = button.getBoundingClientRect();
    return [left + width / 2, top + height / 2] as const;
  });
  return page.locator("carrier-checkout > iframe").evaluate(
    (frame: HTMLIFrameElement, [left, top]) => {
      const at = () => {
        const box = frame.getBoundingClientRect();
        const scale = box.width / frame.offsetWidth;
        return { x: box.left + left * scale, y: box.top + top * scale };
      };
      const { y } = at();
      if (y < 60 || y > innerHeight - 90) scrollBy(0, y - innerHeight / 2);
      return at();
    },
    [left, top] as const,
  );
}

const settled = (page: Page, gateway: string) =>
  expect.poll(() => frameOf(page, gateway).evaluate(() => document.documentElement.dataset.press)).toBe("settled");
const unsettled = (page: Page, gateway: string) =>
  expect.poll(() => frameOf(page, gateway).evaluate(() => document.documentElement.dataset.press)).toBeUndefined();

/** What a page can do to its own element around the frame, and to a picture over it. */
const COVERS: Record<string, (wrap: HTMLElement, frame: HTMLIFrameElement) => void> = {
  "a picture over the button that can hardly be seen": (wrap) => {
    const over = wrap.appendChild(document.createElement("div"));
    over.style.cssText = "position:absolute;inset:0;background:red;opacity:.01;pointer-events:none";
    wrap.style.position = "relative";
  },
  "a false amount over the order": (wrap) => {
    const over = wrap.appendChild(document.createElement("div"));
    over.textContent = "100원";
    over.style.cssText = "position:absolute;top:0;width:100%;height:120px;background:#fff;pointer-events:none";
    wrap.style.position = "relative";
  },
  "a frame that cannot be seen": (_, frame) => {
    frame.style.opacity = "0";
  },
  "a frame that is hardly seen": (wrap) => {
    wrap.style.opacity = "0.05";
  },
  "a frame made small": (_, frame) => {
    frame.style.transform = "scale(.4)";
  },
  "a blurred frame": (_, frame) => {
    frame.style.filter = "blur(8px)";
  },
};

for (const [what, cover] of Object.entries(COVERS)) {
  test(`nobody pays by ${what}, and the shopper who then sees it does`, async ({ page, servers, ready }) => {
    await settled(page, servers.gateway);
    await page.evaluate(
      `(${cover})(document.getElementById("wrap"), document.querySelector("carrier-checkout > iframe"))`,
    );
    await unsettled(page, servers.gateway);
    await ready.press();
    await expect(ready.checkout.alert).toContainText(COVERED);
    expect(await ready.charged()).toBe(0);
    expect(ready.told).toHaveLength(1);
    // By the keyboard as little.
    await ready.pay.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => ready.told.length).toBe(2);
    await expect(ready.checkout.alert).toContainText(COVERED);
    await expect(ready.checkout.done).toHaveCount(0);
    expect(await ready.charged()).toBe(0);
    await page.evaluate(() => {
      const [wrap, frame] = [document.getElementById("wrap"), document.querySelector("iframe")];
      for (const part of wrap?.querySelectorAll(":scope > div") ?? []) part.remove();
      wrap?.removeAttribute("style");
      for (const name of ["opacity", "transform", "filter"]) frame?.style.removeProperty(name);
    });
    await settled(page, servers.gateway);
    await ready.press();
    await expect(ready.checkout.done).toBeVisible();
    expect(await ready.charged()).toBe(1);
  });
}

for (const [what, style] of Object.entries({
  "clipped to a part of the button": (top: number) => `clip-path:inset(${top + 20}px 40% 0 40%)`,
  "shown through a slit": (top: number) => `overflow:hidden;height:24px;--at:${top + 14}px`,
})) {
  test(`nobody pays in a frame ${what}`, async ({ page, servers, ready }) => {
    await settled(page, servers.gateway);
    const top = await frameOf(page, servers.gateway)
      .locator("form [type=submit]")
      .evaluate((button) => button.getBoundingClientRect().top);
    await page.evaluate((style) => {
      const wrap = document.getElementById("wrap") as HTMLElement;
      wrap.style.cssText = style;
      wrap.scrollTop = Number.parseInt(wrap.style.getPropertyValue("--at"), 10) || 0;
    }, style(top));
    await unsettled(page, servers.gateway);
    await ready.press();
    await expect(ready.checkout.alert).toContainText(COVERED);
    expect(await ready.charged()).toBe(0);
  });
}

test("nobody pays by a frame that comes under the finger in that very moment", async ({ page, servers, ready }) => {
  await settled(page, servers.gateway);
  const { x, y } = await middleOf(page, ready.pay);
  await page.evaluate(() => {
    const wrap = document.getElementById("wrap") as HTMLElement;
    wrap.style.cssText = "position:relative;left:-5000px";
    addEventListener("pointermove", () => wrap.removeAttribute("style"), { once: true });
  });
  await unsettled(page, servers.gateway);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.up();
  // Chromium itself may have dropped the press; once the button has been seen, the next one pays, and is the only one.
  await settled(page, servers.gateway);
  expect(await ready.charged()).toBe(0);
  await ready.press();
  await expect(ready.checkout.done).toBeVisible();
  expect(await ready.charged()).toBe(1);
});

test("a press in the first moments is told, and does not pay", async ({ page, servers, ready }) => {
  await settled(page, servers.gateway);
  // Ticked anew and pressed in one breath, which nobody's hand does.
  await frameOf(page, servers.gateway).evaluate(() => {
    const tick = document.querySelector<HTMLInputElement>("#content");
    tick?.click();
    tick?.click();
    const press = new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 });
    document.querySelector("form [type=submit]")?.dispatchEvent(press);
  });
  await expect(ready.checkout.alert).toContainText(EARLY);
  expect(await ready.charged()).toBe(0);
  await settled(page, servers.gateway);
  await ready.press();
  await expect(ready.checkout.done).toBeVisible();
});

test.describe("on a page with a header that stays and a button that floats", () => {
  test.use({
    around: `<header style="position:sticky;top:0;z-index:2;height:56px;background:#eee">shop</header>
      <a style="position:fixed;inset:auto 16px 24px auto;z-index:2;width:56px;height:56px;background:#fe0">chat</a>`,
    viewport: { width: 390, height: 740 },
  });

  test("the shopper sees what is paid once more, between them, and pays", async ({ page, servers, ready, axe }) => {
    // The browser counts the whole frame as covered, wherever on it the header is.
    await ready.press();
    await expect(ready.checkout.alert).toContainText(COVERED);
    await expect(ready.checkout.frame.getByRole("region", { name: "주문 정보" })).toBeVisible();
    await expect(ready.checkout.field("code")).toBeHidden();
    await axe();
    await settled(page, servers.gateway);
    await ready.press();
    await expect(ready.checkout.done).toBeVisible();
    expect(await ready.charged()).toBe(1);
  });

  test("what was folded away comes back when the shopper wants it, or when there is something to mend", async ({
    page,
    servers,
    ready,
  }) => {
    await ready.press();
    const unfold = ready.checkout.frame.getByRole("button", { name: "전체 보기" });
    await unfold.scrollIntoViewIfNeeded();
    await ready.checkout.stands();
    await unfold.click();
    await expect(ready.checkout.alert).toHaveCount(0);
    const code = await ready.checkout.field("code").inputValue();
    await ready.checkout.field("code").fill(`${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}`);
    await ready.press();
    await expect(ready.checkout.alert).toContainText(COVERED);
    await settled(page, servers.gateway);
    await ready.press();
    await expect(ready.checkout.alert).toContainText("4번");
    await expect(ready.checkout.field("code")).toBeFocused();
  });
});

test("on an honest page Enter pays, also when the button is further down", async ({ page, ready }) => {
  await page.setViewportSize({ width: 390, height: 420 });
  await ready.checkout.field("code").focus();
  await page.evaluate(() => scrollTo(0, 0));
  await page.keyboard.press("Enter");
  await expect(ready.checkout.done).toBeVisible();
  expect(await ready.charged()).toBe(1);
});

test("on an honest page a slow device pays with one press", async ({ page, servers, ready }) => {
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await settled(page, servers.gateway);
  await ready.press();
  await expect(ready.checkout.done).toBeVisible({ timeout: 60_000 });
  expect(await ready.charged()).toBe(1);
});
