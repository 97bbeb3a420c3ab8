// Monthly billing, from the first payment to its end.

import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

test("what is charged every month says so, is charged again by the merchant, and is stopped on the receipt", async ({
  page,
  phone,
  servers,
  ledger,
  request,
  axe,
}) => {
  const number = newNumber();
  const charged = async () => (await ledger()).filter((entry) => entry.phone === masked(number));
  const checkout = await Checkout.open(page, servers.shop, 3);
  const order = checkout.frame.getByRole("region", { name: "주문 정보" });
  await expect(order).toContainText("월자동결제 (매월 15일 자동 결제)");
  await expect(order).toContainText("언제든 영수증에서");
  const consent = checkout.frame.getByRole("checkbox", { name: "월자동결제 동의: 매월 15일 7,900원 자동 결제" });
  await expect(consent).not.toBeChecked();
  await checkout.readyToPay(number, phone);
  await expect(order).toContainText("월자동결제 (매월 15일 자동 결제)");
  await checkout.unhurried(checkout.frame.getByRole("button", { name: "매월 7,900원 결제하기" })).click();
  await expect(checkout.done).toBeVisible({ timeout: 30_000 });
  await expect(checkout.frame.getByText(/^다음 결제일은 \d{4}년 \d{1,2}월 15일이에요\.$/)).toBeVisible();
  await axe();

  // The merchant's own page, in another tab: the receipt stays open.
  const shop = await page.context().newPage();
  const address = (await page.getByRole("link", { name: "주문 보기" }).getAttribute("href")) ?? "";
  await shop.goto(new URL(address, servers.shop).href);
  const subscription = shop.getByRole("region", { name: "월자동결제" });
  await expect(subscription).toContainText("이용 중");
  const next = await shop.locator("input[name=month]").inputValue();
  await shop.getByRole("button", { name: "다음 달 요금 청구" }).click();
  await expect(subscription).toContainText("7,900원 결제됨");
  await expect(subscription).toContainText(`.${next}`);
  expect(await charged()).toHaveLength(2);

  // The same month again, as a job of the merchant's might that knows nothing of the first.
  const paid = await (await request.get(`${new URL(address, servers.shop).href}.json`)).json();
  const month = Date.UTC(Number(next.slice(0, 4)), Number(next.slice(4)) - 1, 20);
  const again = await request.post(`${servers.gateway}/v1/billing_keys/${paid.payment.billing_key}/payments`, {
    headers: { authorization: "Bearer sk_test_demo", "idempotency-key": `again-${next}` },
    data: { order_id: "another", amount: 7900, sandbox_time: month },
  });
  expect([again.status(), (await again.json()).reason]).toEqual([402, "already_paid"]);

  const stop = checkout.frame.getByRole("button", { name: "월자동결제 해지" });
  await stop.click();
  await expect(checkout.frame.getByText("다음 달부터 결제되지 않아요.", { exact: true })).toBeVisible();
  await axe();
  await checkout.frame.getByRole("button", { name: "닫기" }).click();
  await expect(stop).toBeFocused();
  await stop.press("Enter");
  await checkout.frame.getByRole("button", { name: "해지하기" }).dblclick();
  const stopped = checkout.frame.getByRole("status").filter({ hasText: "월자동결제가 멈췄어요" });
  await expect(stopped).toBeFocused();
  await expect(stop).toHaveCount(0);

  // The merchant's page is older than that.
  await shop.getByRole("button", { name: "다음 달 요금 청구" }).click();
  await expect(shop.getByRole("alert")).toContainText("recurring_key_invalid");
  await expect(subscription).toContainText("해지됨");
  expect(await charged()).toHaveLength(2);
  await page.reload();
  await expect(stopped).toBeVisible();
  await expect(stop).toHaveCount(0);
});

test("who blocks monthly billing at the carrier is not charged, and the shop learns why", async ({
  page,
  phone,
  servers,
}) => {
  const checkout = await Checkout.open(page, servers.shop, 3);
  await checkout.payAs("01000000017", phone);
  await page.getByRole("link", { name: "주문 보기" }).click();
  await page.getByRole("button", { name: "다음 달 요금 청구" }).click();
  await expect(page.getByRole("alert")).toContainText("subscriber_autopay_blocked");
});
