// Cancelling what was paid, on the merchant's page; and what the receipt then says.

import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

test("an order is cancelled on the merchant's page, taken off the bill once, and its receipt says so", async ({
  page,
  phone,
  servers,
  ledger,
  axe,
}) => {
  const number = newNumber();
  const entries = async () => (await ledger()).filter((entry) => entry.phone === masked(number));
  const checkout = await Checkout.open(page, servers.shop, 2);
  await checkout.readyToPay(number, phone);
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible({ timeout: 30_000 });

  const shop = await page.context().newPage();
  const address = (await page.getByRole("link", { name: "주문 보기" }).getAttribute("href")) ?? "";
  await shop.goto(new URL(address, servers.shop).href);
  await shop.getByRole("button", { name: "주문 취소" }).click();
  await expect(shop.getByRole("heading", { name: "취소된 주문입니다" })).toBeVisible();
  await expect(shop.getByRole("button", { name: "주문 취소" })).toHaveCount(0);
  expect((await entries()).map((entry) => [entry.status, entry.refunded])).toEqual([["succeeded", 9900]]);

  await page.reload();
  await expect(checkout.done).toBeVisible();
  await expect(checkout.frame.getByText(/취소됐어요\. 휴대폰 요금에 청구되지 않아요\.$/)).toBeVisible();
  await axe();
});
