// A purchase in the sandbox: what is made up from the contract has something to find.

import { randomUUID } from "node:crypto";

const PHONE = "01023456789";
const VERSION = "2026-11-01";
const CONSENTS = ["carrier_billing_terms", "electronic_finance_terms", "privacy_collection", "privacy_third_party"];
const ORDER = { order_id: "contract-0", amount: 9_900 };
const GOODS = { name: "이모티콘 모음", kind: "digital", offer_period: { unit: "unlimited" } };

/**
 * Pays, and gives the payment's id.
 * @param {{ gateway: string, sandbox: string }} servers
 * @returns {Promise<string>}
 */
export async function purchase({ gateway, sandbox }) {
  const post = async (/** @type {string} */ path, /** @type {string} */ bearer, /** @type {object} */ body) => {
    const headers = {
      authorization: `Bearer ${bearer}`,
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    };
    const answer = await fetch(gateway + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const session = await post("/v1/sessions", "sk_test_demo", { ...ORDER, goods: GOODS });
  const consents = CONSENTS.map((kind) => ({ kind, version: VERSION }));
  const line = { channel: "sms", carrier: "SKT", phone: PHONE, birth: "9001011", consents };
  const challenge = await post("/v1/checkout/challenges", session.id, line);
  const messages = await (await fetch(`${sandbox}/phones/${PHONE}/messages`)).json();
  const code = messages.find((/** @type {{ code?: string }} */ message) => message.code !== undefined)?.code;
  const typed = { code, content: { kind: "payment_content", version: VERSION } };
  const { token } = await post(`/v1/checkout/challenges/${challenge.id}/verify`, session.id, typed);
  return (await post("/v1/payments", "sk_test_demo", { ...ORDER, token })).id;
}
