// What every shop has to do, whatever it is written in.

import { masked, newNumber } from "../e2e/support/checkout.ts";
import type { Merchant, Payment } from "./support/merchant.ts";
import { expect, test } from "./support/test.ts";

const PAID = "결제가 완료되었습니다";
const REFUSED = "01000000014";

/** What the gateway has of the order. */
async function paymentsOf(merchant: Merchant, order: string): Promise<Payment[]> {
  const { data } = await merchant.get<{ data: Payment[] }>(`/v1/payments?order_id=${order}`);
  return data;
}

test("a shopper buys, the order is paid, and the shop has taken the webhook", async ({
  page,
  phone,
  merchant,
  ledger,
}) => {
  const number = newNumber();
  const checkout = await merchant.choose();
  await checkout.payAs(number, phone);
  await page.getByRole("link", { name: "주문 보기" }).click();
  await expect(merchant.state).toContainText(PAID);
  const order = page.getByRole("region", { name: "주문 내역" });
  await expect(order).toContainText("게임 아이템");
  await expect(order).toContainText("9,900원");
  await expect(order).toContainText(masked(number));
  const charges = (await ledger()).filter((entry) => entry.phone === masked(number));
  expect(charges.map(({ status, amount }) => ({ status, amount }))).toEqual([{ status: "succeeded", amount: 9900 }]);
  await merchant.delivered(merchant.confirmed.order_id, "payment.succeeded");
});

test("the order is paid, too, when only the webhook tells so", async ({ page, phone, merchant }) => {
  const checkout = await merchant.choose();
  // The shop's server went down right after the exchange, say: it never wrote the answer down.
  await page.route("**/confirm", async (route) => {
    const { token, order_id } = route.request().postDataJSON();
    await merchant.post("/v1/payments", { token, order_id, amount: 9_900 });
    await route.fulfill({ status: 502 });
  });
  await checkout.payAs(newNumber(), phone);
  const { order_id } = merchant.confirmed;
  await merchant.delivered(order_id, "payment.succeeded");
  await expect(await merchant.openOrder(order_id)).toContainText(PAID);
});

test("a token that is confirmed again and again is charged once, and for nothing else", async ({
  page,
  phone,
  merchant,
  ledger,
}) => {
  const number = newNumber();
  const checkout = await merchant.choose();
  const early: number[] = [];
  // Before the page's own confirm, two that arrive together.
  await page.route("**/confirm", async (route, asked) => {
    const both = [merchant.confirm(asked.postDataJSON()), merchant.confirm(asked.postDataJSON())];
    for (const answer of await Promise.all(both)) early.push(answer.status());
    await route.continue();
  });
  await checkout.payAs(number, phone);
  expect(early).toContain(200);
  const { token, session, order_id } = merchant.confirmed;
  expect((await merchant.confirm(merchant.confirmed)).status()).toBe(200);
  expect(await paymentsOf(merchant, order_id)).toHaveLength(1);
  expect((await ledger()).filter((entry) => entry.phone === masked(number))).toHaveLength(1);

  const strangers = [
    { token, session, order_id: "order-of-nobody" },
    { token, session: "cs_0123456789abcdefghijkl", order_id },
    { session, order_id: order_id.slice(1), token: "" },
    {},
  ];
  for (const body of strangers) {
    const status = (await merchant.confirm(body)).status();
    expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
    expect(status, JSON.stringify(body)).toBeLessThan(500);
  }
});

test("a payment that was cancelled shows so on the order's page", async ({ phone, merchant }) => {
  const checkout = await merchant.choose();
  await checkout.payAs(newNumber(), phone);
  const { order_id } = merchant.confirmed;
  await expect(await merchant.openOrder(order_id)).toContainText(PAID);
  const paid = await merchant.delivered(order_id, "payment.succeeded");
  // The seller cancels in the console: the shop hears of it by the webhook alone.
  await merchant.post(`/v1/payments/${paid.data.id}/cancel`, { reason: "구매자의 취소" });
  await merchant.delivered(order_id, "payment.cancelled");
  await merchant.expectState("취소된 주문입니다");
  // What comes late or again does not make it paid.
  await merchant.post(`/v1/events/${paid.id}/redeliver`, {});
  await merchant.delivered(order_id, "payment.succeeded", 2);
  await merchant.expectState("취소된 주문입니다");
});

test("a payment that the carrier refused shows so on the order's page", async ({ phone, merchant }) => {
  const checkout = await merchant.choose();
  await checkout.readyToPay(REFUSED, phone);
  await checkout.button("pay").click();
  await expect(checkout.alert).toBeVisible();
  const { order_id } = merchant.confirmed;
  await merchant.delivered(order_id, "payment.failed");
  await expect(await merchant.openOrder(order_id)).toContainText("결제되지 않았습니다");
});

test("the amount cannot be changed from the browser", async ({ page, phone, servers, merchant, ledger }) => {
  const number = newNumber();
  const cheaper = { amount: 100, price: 100, goods: { price: 100 } };
  // Whatever the page asks the shop for says another amount.
  await page.route(`${servers.shop}/**`, async (route, request) => {
    const url = new URL(request.url());
    for (const name of ["amount", "price"]) url.searchParams.set(name, "100");
    const posted = request.method() === "POST" ? { postData: { ...request.postDataJSON(), ...cheaper } } : {};
    await route.continue({ url: url.href, ...posted });
  });
  const checkout = await merchant.choose();
  await expect(checkout.frame.getByRole("region", { name: "주문 정보" })).toContainText("9,900원");
  await checkout.payAs(number, phone);
  const charges = (await ledger()).filter((entry) => entry.phone === masked(number));
  expect(charges.map(({ amount }) => amount)).toEqual([9_900]);
  await expect(await merchant.openOrder(merchant.confirmed.order_id)).toContainText(PAID);
});

test("the pages are accessible and fit a screen of 320 pixels, light and dark", async ({ page, merchant, axe }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const isFine = async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      expect(content).toBeLessThanOrEqual(width as number);
      await axe();
    }
  };
  await page.goto("/");
  await expect(page.getByRole("article")).not.toHaveCount(0);
  await isFine();
  await merchant.choose();
  await isFine();
});
