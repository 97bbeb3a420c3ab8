// After paying: printing the receipt, and saying that it was somebody else.

import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

test("who did not pay reports it once, the shop holds the goods back, and it is still so after a reload", async ({
  page,
  phone,
  servers,
  axe,
}) => {
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.payAs(newNumber(), phone);
  const notMe = checkout.frame.getByRole("button", { name: "본인이 결제하지 않았어요" });
  await notMe.click();
  await expect(notMe).toHaveAttribute("aria-expanded", "true");
  await axe();
  await checkout.frame.getByRole("button", { name: "닫기" }).click();
  await expect(notMe).toBeFocused();

  await notMe.press("Enter");
  await checkout.frame.getByRole("button", { name: "신고하기" }).dblclick();
  const reported = checkout.frame.getByRole("status").filter({ hasText: "신고를 접수했어요" });
  await expect(reported).toBeFocused();
  await expect(reported).toContainText(/dp_[0-9A-Za-z]{22}/);
  const said = await reported.innerText();
  await axe();

  const order = page.getByRole("link", { name: "주문 보기" });
  const address = (await order.getAttribute("href")) ?? "";
  const shop = await page.context().newPage();
  await expect(async () => {
    await shop.goto(new URL(address, servers.shop).href);
    await expect(shop.getByRole("status")).toContainText("신고된 결제입니다", { timeout: 500 });
  }).toPass();
  await page.reload();
  await expect(reported).toHaveText(said, { useInnerText: true });
  await expect(notMe).toHaveCount(0);
});

test("a report that gets no answer can be made again", async ({ page, phone, servers }) => {
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.payAs(newNumber(), phone);
  await page.route("**/v1/checkout/disputes", (route) => route.abort());
  await checkout.frame.getByRole("button", { name: "본인이 결제하지 않았어요" }).click();
  const report = checkout.frame.getByRole("button", { name: "신고하기" });
  await report.click();
  await expect(checkout.alert).toContainText("인터넷 연결이 불안정해요", { timeout: 20_000 });
  await page.unroute("**/v1/checkout/disputes");
  await report.click();
  await expect(checkout.frame.getByText("신고를 접수했어요")).toBeVisible();
});

for (const theme of ["light", "dark"] as const) {
  test(`on paper the receipt alone is black on white, also where the page is ${theme}`, async ({
    page,
    phone,
    servers,
  }) => {
    await page.emulateMedia({ colorScheme: theme });
    const checkout = await Checkout.open(page, servers.shop);
    const number = newNumber();
    await checkout.payAs(number, phone);
    await page.emulateMedia({ media: "print", colorScheme: theme });
    await expect(checkout.frame.getByText(masked(number))).toBeVisible();
    await expect(checkout.frame.getByText("1644-2367")).toBeVisible();
    for (const button of await checkout.frame.locator("button").all()) await expect(button).toBeHidden();
    const colours = await checkout.frame.locator("html").evaluate((html) => {
      const seen = new Set([getComputedStyle(html).backgroundColor]);
      for (const part of html.querySelectorAll("#checkout :is(p, dt, dd, h2, h3, a, strong)")) {
        if (part.checkVisibility()) seen.add(getComputedStyle(part).color);
      }
      return [...seen].sort();
    });
    expect(colours).toEqual(["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
  });
}

test("the button prints the frame's own document, also before the widget has come", async ({
  page,
  phone,
  servers,
}) => {
  await page.addInitScript(() => {
    window.print = () => {
      document.documentElement.dataset.printed = String(Number(document.documentElement.dataset.printed ?? 0) + 1);
    };
  });
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.payAs(newNumber(), phone);
  const print = checkout.frame.getByRole("button", { name: "인쇄 / 저장" });
  await print.click();
  await expect(checkout.frame.locator("html")).toHaveAttribute("data-printed", "1");
  await expect(page.locator("html")).not.toHaveAttribute("data-printed");
  await page.route("**/*.wasm", (route) => route.abort());
  await page.reload();
  await print.click();
  await expect(checkout.frame.locator("html")).toHaveAttribute("data-printed", "1");
});

test("where a browser cannot print there is no button for it", async ({ page, phone, servers }) => {
  await page.addInitScript(() => Object.defineProperty(window, "print", { value: undefined }));
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.payAs(newNumber(), phone);
  await expect(checkout.frame.getByRole("button", { name: "인쇄 / 저장" })).toBeHidden();
});

test("the carrier's page opens beside the receipt and learns nothing of it", async ({ page, phone, servers }) => {
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.payAs(newNumber(), phone);
  const link = checkout.frame.getByRole("link", { name: "한도 확인·낮추기" });
  await expect(link).toHaveAttribute("href", "https://www.tworld.co.kr/");
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", "noopener noreferrer");
});
