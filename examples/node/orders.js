// The shop's own record: its goods, its orders and how far each has come. It is in memory and forgotten at the end; a
// real shop has a database, and makes "the webhook was taken" and "the order is paid" one transaction.

import { randomBytes } from "node:crypto";

export const GOODS = [
  {
    number: 1,
    name: "웹툰 한 화",
    about: "〈달빛 아래서〉 최신 화를 바로 볼 수 있습니다.",
    price: 300,
    period: { unit: "unlimited" },
    periodText: "제한 없음",
  },
  {
    number: 2,
    name: "게임 아이템",
    about: "모험을 시작하는 용사의 검과 방패 꾸러미입니다.",
    price: 9_900,
    period: { unit: "days", count: 365 },
    periodText: "결제일부터 365일",
  },
];

/** How far an order has come. Answers and webhooks arrive in any order: none takes it back. */
const STEPS = { awaiting: 0, expired: 1, checking: 2, failed: 2, paid: 3, disputed: 4, returned: 5 };

const orders = new Map();
const webhooks = new Set();

/** A new order, whose number nobody can guess. */
export function newOrder(good) {
  const id = `M-${randomBytes(10).toString("hex").toUpperCase()}`;
  return { id, good, session: undefined, state: "awaiting", payment: undefined };
}

export function keepOrder(order) {
  orders.set(order.id, order);
}

export function findOrder(id) {
  return orders.get(id);
}

/** Takes in a payment as the gateway tells it. Goods are handed over for what they cost and for nothing less. */
export function takePayment(payment) {
  const order = orders.get(payment.order_id);
  if (order === undefined || order.session !== payment.session || order.good.price !== payment.amount) return;
  const state = stateOf(payment);
  const cleared = order.state === "disputed" && isCleared(payment);
  if (STEPS[state] < STEPS[order.state] && !cleared) return;
  if (state === "disputed" && isCleared(order.payment)) return;
  order.state = state;
  order.payment = payment;
}

/** Takes in an event, unless it was delivered before: each delivery has the same `webhook-id`. */
export function takeEvent(id, event) {
  if (webhooks.has(id)) return;
  switch (event.type) {
    case "payment.succeeded":
    case "payment.failed":
    case "payment.disputed":
    case "payment.dispute_closed":
    case "payment.cancelled":
    case "payment.refunded":
      takePayment(event.data);
      break;
    case "session.expired":
      expire(event.data);
  }
  webhooks.add(id);
}

function expire(session) {
  const order = orders.get(session.order_id);
  if (order?.session === session.id && order.state === "awaiting") order.state = "expired";
}

/** Whether the operator has decided that the shopper did pay. */
function isCleared(payment) {
  return payment?.status === "succeeded" && payment.dispute?.status === "rejected";
}

function stateOf(payment) {
  switch (payment.status) {
    case "succeeded":
      return payment.dispute === undefined || isCleared(payment) ? "paid" : "disputed";
    case "cancelled":
    case "refunded":
    case "partially_refunded":
      return "returned";
    case "failed":
      return "failed";
    default:
      return "checking";
  }
}
