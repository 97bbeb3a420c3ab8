// The gateway's API, as far as a shop needs it: a secret key, and an `Idempotency-Key` with every POST.

import { config } from "./config.js";

/** A carrier may take its time to charge. */
const PATIENCE_MS = 30_000;

/** Makes the session in which an order is paid. What it costs is said here and nowhere else. */
export async function createSession(order) {
  const { status, body } = await post("/v1/sessions", `session-${order.id}`, {
    order_id: order.id,
    amount: order.good.price,
    goods: { name: order.good.name, kind: "digital", offer_period: order.good.period },
  });
  if (status !== 201) throw new Error(`the gateway makes no session: ${status} ${body.code}`);
  return body.id;
}

/**
 * Exchanges the token for the payment. Asked again for the same token, the gateway answers the same and charges nothing
 * more.
 */
export function createPayment(order, token) {
  return post("/v1/payments", `payment-${order.id}-${token}`, {
    token,
    order_id: order.id,
    amount: order.good.price,
  });
}

async function post(path, key, body) {
  const response = await fetch(config.gateway + path, {
    method: "POST",
    headers: {
      authorization: `Bearer ${config.secretKey}`,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: JSON.stringify(body),
    // The key must not follow to somewhere else.
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return { status: response.status, body: await response.json() };
}
