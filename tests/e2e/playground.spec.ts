// The shop's playground: what a merchant changes there is what the real window looks like.

import type { Page } from "@playwright/test";
import { Checkout } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

async function open(page: Page, shop: string, query = ""): Promise<Checkout> {
  await page.goto(`${shop}/playground${query}`);
  const checkout = new Checkout(page, query.includes("en") ? "en" : "ko");
  await expect(checkout.field("phone")).toBeVisible();
  return checkout;
}

/** The colour and the corners of the window's button, once it has them. */
function expectButton(checkout: Checkout, colour: string, radius: string): Promise<void> {
  const look = () =>
    checkout.button("send").evaluate((element) => {
      const { backgroundColor, borderTopLeftRadius } = getComputedStyle(element);
      return `${backgroundColor} ${borderTopLeftRadius}`;
    });
  return expect.poll(look).toBe(`${colour} ${radius}`);
}

test("what is changed is shown, checked, and written down to be copied", async ({ page, context, servers, axe }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(servers.shop);
  await page.getByRole("link", { name: "결제창 모양 바꿔 보기" }).click();
  const checkout = new Checkout(page);
  await expect(checkout.field("phone")).toBeVisible();
  const report = page.getByRole("region", { name: "읽기 쉬운 정도" });
  await expect(report).toContainText("모든 글자와 테두리가 잘 보입니다");
  await expect(report.getByRole("listitem")).toHaveCount(0);

  await page.getByRole("group", { name: "색", exact: true }).getByLabel("주요 색").fill("#fee500");
  await page.getByRole("slider", { name: "모서리 둥글기" }).fill("3");
  await expectButton(checkout, "rgb(254, 229, 0)", "3px");
  await expect(report.getByRole("listitem")).toHaveText([/^주요 색 \(밝게\): #fee500 → #/]);

  const snippet = page.getByRole("region", { name: "붙여 넣을 코드" });
  await expect(snippet).toContainText(`data-appearance='{"colorPrimary":"#fee500","radius":3}'`);
  await snippet.getByRole("radio", { name: "세션 JSON" }).check();
  await snippet.getByRole("button", { name: "코드 복사" }).click();
  await expect(snippet.getByRole("status")).toHaveText("복사했습니다.");
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(copied).toEqual({ embed: { confirm_url: "/confirm", appearance: { color_primary: "#fee500", radius: 3 } } });
  await axe();

  await page.getByRole("button", { name: "처음 모양으로" }).click();
  await expectButton(checkout, "rgb(26, 95, 208)", "12px");
  await expect(report.getByRole("listitem")).toHaveCount(0);
});

for (const theme of ["light", "dark"] as const) {
  test(`the playground is accessible in English and works by keys (${theme})`, async ({ page, servers, axe }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: 320, height: 900 });
    const checkout = await open(page, servers.shop, "?locale=en");
    await page.getByRole("combobox", { name: "Example" }).focus();
    await page.keyboard.press("ArrowDown");
    await expectButton(checkout, "rgb(254, 229, 0)", "16px");
    await page.getByRole("slider", { name: "Corner radius" }).focus();
    await page.keyboard.press("ArrowLeft");
    await expectButton(checkout, "rgb(254, 229, 0)", "15px");
    await page.getByRole("checkbox", { name: "Other colours in the dark" }).press("Space");
    await expect(page.getByRole("group", { name: "Colours in the dark" })).toBeVisible();
    await axe();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over).toBeLessThanOrEqual(0);
  });
}
