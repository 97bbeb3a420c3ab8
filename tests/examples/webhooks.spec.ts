// Webhooks that nobody ordered: the shop believes a signature, and nothing else.

import type { Merchant, Payment } from "./support/merchant.ts";
import { expect, test } from "./support/test.ts";

const PAID = "결제가 완료되었습니다";
const AWAITING = "결제를 기다리고 있습니다";
const ANOTHER = Buffer.from("nobody has told me the secret").toString("base64");

/** An order that nobody has paid, and a webhook as the gateway would write it if somebody had. */
async function unpaid(merchant: Merchant) {
  await merchant.choose();
  const session = await merchant.session();
  const { order_id } = await merchant.get<{ order_id: string }>(`/v1/sessions/${session}`);
  const payment = {
    id: "pay_0123456789abcdefghijkl",
    status: "succeeded",
    session,
    order_id,
    amount: 9_900,
    billing: "one_off",
    carrier: "SKT",
    phone: "010-****-5678",
    created_at: Date.now(),
    paid_at: Date.now(),
  };
  return { order_id, payment, event: event("payment.succeeded", payment) };
}

const event = (type: string, data: Payment) => ({
  id: "evt_0123456789abcdefghijkl",
  type,
  created_at: Date.now(),
  data,
});

test("a webhook that the gateway has not signed is refused with 400", async ({ merchant }) => {
  const { order_id, event: told, payment } = await unpaid(merchant);
  const free = event("payment.succeeded", { ...payment, status: "failed" });
  expect(await merchant.webhook(told, { secret: ANOTHER }), "another secret").toBe(400);
  expect(await merchant.webhook(free, { sent: told }), "another body").toBe(400);
  expect(await merchant.webhook(told, { at: Date.now() - 3_600_000 }), "an hour old").toBe(400);
  expect(await merchant.posted({ "content-type": "application/json" }, JSON.stringify(told)), "no signature").toBe(400);
  const odd = { "webhook-id": "evt_1", "webhook-timestamp": String(Math.floor(Date.now() / 1_000)) };
  for (const signature of ["", "v1", "v1,", "v1,%%%", "v1a,AAAA", "v1,AAAA v1,BBBB"]) {
    const status = await merchant.posted({ ...odd, "webhook-signature": signature }, JSON.stringify(told));
    expect(status, `signature ${signature}`).toBe(400);
  }
  await expect(await merchant.openOrder(order_id)).toContainText(AWAITING);
});

test("a webhook that is delivered twice changes nothing the second time", async ({ merchant }) => {
  const { order_id, event: told, payment } = await unpaid(merchant);
  expect(await merchant.webhook(told, { id: "evt_once" })).toBeLessThan(300);
  await expect(await merchant.openOrder(order_id)).toContainText(PAID);
  // What has the same id was taken already, whatever it says now.
  const other = event("payment.cancelled", { ...payment, status: "cancelled", refunded_amount: 9_900 });
  expect(await merchant.webhook(other, { id: "evt_once" })).toBeLessThan(300);
  await expect(await merchant.openOrder(order_id)).toContainText(PAID);
  expect(await merchant.webhook(other, { id: "evt_another" })).toBeLessThan(300);
  await expect(await merchant.openOrder(order_id)).toContainText("취소된 주문입니다");
});

test("a payment of another amount or session does not pay an order", async ({ merchant }) => {
  const { order_id, payment } = await unpaid(merchant);
  for (const change of [{ amount: 100 }, { session: "cs_0123456789abcdefghijkl" }]) {
    expect(await merchant.webhook(event("payment.succeeded", { ...payment, ...change }))).toBeLessThan(300);
  }
  await expect(await merchant.openOrder(order_id)).toContainText(AWAITING);
});

test("an event that the shop does not know is taken, so that it is not delivered for days", async ({ merchant }) => {
  const { order_id, payment } = await unpaid(merchant);
  expect(await merchant.webhook(event("payment.of_next_year", payment))).toBeLessThan(300);
  await expect(await merchant.openOrder(order_id)).toContainText(AWAITING);
});

test("what arrives late does not take a paid order back", async ({ merchant }) => {
  const { order_id, event: told, payment } = await unpaid(merchant);
  expect(await merchant.webhook(told)).toBeLessThan(300);
  expect(await merchant.webhook(event("payment.failed", { ...payment, status: "failed" }))).toBeLessThan(300);
  await expect(await merchant.openOrder(order_id)).toContainText(PAID);
});

test("a dispute holds the goods back until it is rejected, in whatever order that arrives", async ({ merchant }) => {
  const { order_id, event: told, payment } = await unpaid(merchant);
  const dispute = { id: "dp_0123456789abcdefghijkl", status: "open", opened_at: Date.now() };
  const disputed = event("payment.disputed", { ...payment, dispute });
  const rejected = { ...dispute, status: "rejected", closed_at: Date.now() };
  const upheld = { ...rejected, status: "upheld" };
  const given = { ...payment, status: "cancelled", refunded_amount: 9_900, dispute: upheld };
  const steps = [
    { event: told, shown: PAID },
    { event: disputed, shown: "신고된 결제입니다" },
    { event: told, shown: "신고된 결제입니다" },
    { event: event("payment.dispute_closed", { ...payment, dispute: rejected }), shown: PAID },
    { event: disputed, shown: PAID },
    { event: event("payment.cancelled", given), shown: "취소된 주문입니다" },
    { event: event("payment.dispute_closed", { ...payment, dispute: rejected }), shown: "취소된 주문입니다" },
  ];
  for (const [number, { event: news, shown }] of steps.entries()) {
    expect(await merchant.webhook(news, { id: `evt_${number}` })).toBeLessThan(300);
    await expect(await merchant.openOrder(order_id)).toContainText(shown);
  }
});
