// How the window looks: as the merchant says, and whatever it says, everything that has to be seen is seen.

import type { Frame } from "@playwright/test";
import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession } from "./support/embedding.ts";
import { expect, test } from "./support/test.ts";

const ENDS = { confirm_url: "/confirm" };

/** What would hide something, if it could. */
const EXTREMES = {
  "everything white": {
    color_primary: "#ffffff",
    color_background: "#ffffff",
    color_text: "#ffffff",
    color_danger: "#ffffff",
  },
  "everything of one middling grey": {
    color_primary: "#777777",
    color_background: "#777777",
    color_text: "#777777",
    color_danger: "#777777",
  },
  "the largest of everything": { radius: 24, font_size: 20, spacing: 1.4, font_family: "monospace" },
  "the least of everything": { radius: 0, font_size: 14, spacing: 0.8, density: "compact", font_family: "serif" },
  "a bright yellow in a narrow font": { color_primary: "#fee500", font_family: "nanum-gothic", density: "compact" },
} as const;

/** What sticks out of the frame, is cut off, or is smaller than a thumb needs. */
function faults(frame: Frame): Promise<string[]> {
  return frame.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element) => `${element.localName}#${element.id}.${element.className} ${element.textContent}`;
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`${scrollWidth} of ${clientWidth} px`);
    for (const element of document.querySelectorAll<HTMLElement>("#checkout *")) {
      if (!element.checkVisibility() || element.closest(".unseen, svg") !== null) continue;
      const { left, right, width } = element.getBoundingClientRect();
      if (width > 1 && (left < 0 || right > clientWidth)) found.push(`beside: ${name(element)}`);
      const { overflowX, overflowY } = getComputedStyle(element);
      const scrolls = [overflowX, overflowY].some((overflow) => overflow === "auto" || overflow === "scroll");
      if (!scrolls && element.matches("button, .choice span, .tick") && element.scrollWidth > element.clientWidth + 1) {
        found.push(`cut off: ${name(element)}`);
      }
    }
    for (const field of document.querySelectorAll<HTMLInputElement>("input:not([type=checkbox], [type=radio])")) {
      if (field.scrollWidth > field.clientWidth) found.push(`cut off: #${field.id} ${field.value.length} letters`);
    }
    // A box that is ticked by its label, and an option by what is drawn over it.
    for (const element of document.querySelectorAll<HTMLElement>(
      "#checkout :is(button, a[href], input:not([type=checkbox], [type=radio]), .choice, .tick, summary), select",
    )) {
      if (!element.checkVisibility()) continue;
      const { height } = element.getBoundingClientRect();
      if (height > 1 && height < 43.9) found.push(`${height} px high: ${name(element)}`);
    }
    return found;
  });
}

for (const [name, appearance] of Object.entries(EXTREMES)) {
  for (const theme of ["light", "dark"] as const) {
    test(`${name}: what has to be seen is seen (${theme})`, async ({ page, phone, request, servers, axe }) => {
      await page.setViewportSize({ width: 320, height: 900 });
      const merchant = new MerchantPage(page, servers);
      const { id, embed_html } = await newSession(request, servers.gateway, { ...ENDS, theme, appearance });
      await merchant.open(`<main>${embed_html}</main>`);
      const checkout = new Checkout(page);
      await expect(checkout.field("phone")).toBeVisible();
      const order = checkout.frame.getByRole("region", { name: checkout.names.order });
      for (const text of ["9,900원", "판매자", "게임 아이템"]) {
        await expect(order.getByText(text).first()).toBeVisible();
      }
      for (const consent of [
        "통신과금서비스 이용약관",
        "전자금융거래 이용약관",
        "개인정보 수집·이용",
        "개인정보 제3자 제공",
      ]) {
        await expect(checkout.frame.getByRole("checkbox", { name: consent })).toBeVisible();
      }
      const cancel = checkout.frame.getByRole("button", { name: "결제 취소" });
      await expect(cancel).toBeVisible();
      expect(await faults(await merchant.frame(id))).toEqual([]);
      await axe();

      // Every slip, every field filled in, then the other screen.
      await checkout.button("send").click();
      await axe();
      await checkout.fillIn("01023456789");
      expect(await faults(await merchant.frame(id))).toEqual([]);
      await checkout.readyToPay(newNumber(), phone);
      await expect(checkout.frame.getByText("9,900원").first()).toBeVisible();
      await expect(checkout.button("pay")).toBeVisible();
      await expect(cancel).toBeVisible();
      expect(await faults(await merchant.frame(id))).toEqual([]);
      await axe();
      expect(merchant.complaints).toEqual([]);
    });
  }
}

const LOOK = { colorPrimary: "#fee500", radius: 3 };

/** What the button looks like in the window. */
function button(checkout: Checkout): Promise<string[]> {
  return checkout.button("send").evaluate((element) => {
    const { backgroundColor, borderTopLeftRadius } = getComputedStyle(element);
    return [backgroundColor, borderTopLeftRadius];
  });
}

for (const [way, markup] of Object.entries({
  "script tag": (gateway: string, id: string) =>
    `<script src="${gateway}/checkout.js" data-session="${id}" data-appearance='${JSON.stringify(LOOK)}'></script>`,
  element: (gateway: string, id: string) =>
    `<carrier-checkout session="${id}" appearance='${JSON.stringify(LOOK)}'></carrier-checkout>
     <script async src="${gateway}/checkout.js"></script>`,
  call: (gateway: string, id: string) =>
    `<div id="here"></div><script src="${gateway}/checkout.js"></script><script>
       CarrierCheckout.mount({ session: "${id}", mount: "#here", appearance: ${JSON.stringify(LOOK)} });</script>`,
})) {
  test(`the ${way} says how the window looks`, async ({ page, request, servers }) => {
    const merchant = new MerchantPage(page, servers);
    const { id } = await newSession(request, servers.gateway, { appearance: { radius: 20 } });
    await merchant.open(markup(servers.gateway, id));
    const checkout = new Checkout(page);
    await expect(checkout.field("phone")).toBeVisible();
    expect(await button(checkout)).toEqual(["rgb(254, 229, 0)", "3px"]);
    expect(merchant.complaints).toEqual([]);
  });
}

test("the looks stay in another language and after a reload, and paper has none of them", async ({
  page,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers);
  const appearance = { color_primary: "#fee500", color_background: "#101828", radius: 3 };
  const { id, embed_html } = await newSession(request, servers.gateway, { appearance });
  await merchant.open(embed_html);
  const korean = new Checkout(page);
  await expect(korean.field("phone")).toBeVisible();
  const looks = ["rgb(254, 229, 0)", "3px"];
  expect(await button(korean)).toEqual(looks);
  const english = await korean.speak("en");
  await expect(english.field("phone")).toBeVisible();
  expect(await button(english)).toEqual(looks);
  await (await merchant.frame(id)).evaluate(() => location.reload());
  await expect.poll(async () => (await merchant.heard()).filter((event) => event.endsWith(" ready")).length).toBe(3);
  expect(await button(english)).toEqual(looks);
  await page.emulateMedia({ media: "print" });
  const paper = await (await merchant.frame(id)).evaluate(
    () => getComputedStyle(document.documentElement).backgroundColor,
  );
  expect(paper).toBe("rgb(255, 255, 255)");
});
