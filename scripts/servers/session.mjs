// An order of the sandbox's merchant, to be measured.

import { randomUUID } from "node:crypto";

/**
 * @param {string} gateway
 * @param {Record<string, string>} [embed]
 * @returns {Promise<{ id: string, embed_html?: string, frame_url?: string }>} what the gateway answers
 */
export async function makeSession(gateway, embed = {}) {
  const response = await fetch(`${gateway}/v1/sessions`, {
    method: "POST",
    headers: {
      authorization: "Bearer sk_test_demo",
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    },
    body: JSON.stringify({
      order_id: randomUUID(),
      amount: 9900,
      goods: { name: "이용권 30일", kind: "digital", offer_period: { unit: "days", count: 30 } },
      embed,
    }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`the gateway makes no session: ${JSON.stringify(answer)}`);
  return answer;
}
