// The gateway against a mock that others have written, of the OpenAPI files that the carriers publish: what the gateway
// sends is checked against the files, and what the files show as examples has to be enough for it.
//
// What static examples cannot do is not in here: they do not repeat what was sent (the id of a reservation is the same
// for everybody, and `clientCorrelator` is not ours, so a reservation whose answer was lost cannot be found again), they
// do not change with what was done (see EXAMPLES in carriers.mjs; a wrong code is as right as any, and nothing is ever
// paid twice), and calls and PASS (OpenID CIBA) have no OpenAPI file. The sandbox is there for all that.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { planServers } from "../../scripts/servers/plan.mjs";
import { freePort } from "../../scripts/servers/ports.mjs";
import { newSealingKey } from "../../scripts/servers/sealing-key.mjs";
import { startServers } from "../../scripts/servers/start.mjs";
import { openApiOf } from "./carriers.mjs";
import { withPrism } from "./prism.mjs";

const TERMS = ["carrier_billing_terms", "electronic_finance_terms", "privacy_collection", "privacy_third_party"];
const VERSION = "2026-11-01";
const ID = /\/payments\/(?!prepare$)[^/]+/;

test("a payment is completed against Prism's mock of the carriers", { timeout: 120_000 }, async () => {
  await withPrism(await openApiOf("skt"), async (carriers, log) => {
    await withGateway(carriers, pay);
    const asked = log().flatMap((line) => line.match(/((?:post|get) \/skt\S*).*Request received/)?.[1] ?? []);
    assert.deepEqual(
      // The id is that of the example, and every scope has a token of its own.
      asked.filter((one) => !one.endsWith("/oauth2/token")).map((one) => one.replace(ID, "/payments/{id}")),
      [
        "post /skt/sim-swap/v2/check",
        "post /skt/one-time-password-sms/v1/send-code",
        "post /skt/one-time-password-sms/v1/validate-code",
        "post /skt/carrier-billing/v0.5/payments/prepare",
        "post /skt/carrier-billing/v0.5/payments/{id}/confirm",
        "get /skt/carrier-billing/v0.5/payments/{id}",
      ],
    );
    assert.deepEqual(
      log().filter((line) => line.includes("did not pass")),
      [],
    );
  });
});

test("the mock refuses what is not as the files say", { timeout: 120_000 }, async () => {
  await withPrism(await openApiOf("skt"), async (carriers) => {
    const send = async (/** @type {unknown} */ body) => {
      const headers = { "content-type": "application/json", authorization: "Bearer mocked" };
      const url = `${carriers}/skt/one-time-password-sms/v1/send-code`;
      return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).status;
    };
    assert.equal(await send({ phoneNumber: "+821023456789", message: "{{code}}" }), 200);
    assert.equal(await send({ phoneNumber: "010-2345-6789", message: "{{code}}" }), 400);
    assert.equal(await send({ phoneNumber: "+821023456789", message: "no code" }), 400);
  });
});

/** @param {string} gateway */
async function pay(gateway) {
  const post = async (/** @type {string} */ at, /** @type {string} */ bearer, /** @type {object} */ body) => {
    const headers = {
      authorization: `Bearer ${bearer}`,
      "content-type": "application/json",
      "idempotency-key": randomUUID(),
    };
    const response = await fetch(gateway + at, { method: "POST", headers, body: JSON.stringify(body) });
    const answer = await response.json();
    assert.ok(response.ok, `${at} ${response.status}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const order = { order_id: "order-1", amount: 9900 };
  const goods = { name: "이모티콘 모음", kind: "digital", offer_period: { unit: "unlimited" } };
  const session = await post("/v1/sessions", "sk_test_demo", { ...order, goods });
  const challenge = await post("/v1/checkout/challenges", session.id, {
    channel: "sms",
    carrier: "SKT",
    phone: "01023456789",
    birth: "9001011",
    consents: TERMS.map((kind) => ({ kind, version: VERSION })),
  });
  const verified = await post(`/v1/checkout/challenges/${challenge.id}/verify`, session.id, {
    code: "123456",
    content: { kind: "payment_content", version: VERSION },
  });
  const payment = await post("/v1/payments", "sk_test_demo", { ...order, token: verified.token });
  assert.equal(payment.status, "succeeded");
  assert.equal(payment.amount, 9900);
}

/**
 * A gateway whose carriers are elsewhere.
 * @param {string} carriers
 * @param {(gateway: string) => Promise<void>} use
 */
async function withGateway(carriers, use) {
  const data = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-camara-"));
  const ports = { sandbox: await freePort(), gateway: await freePort(), shop: await freePort() };
  const env = { CARRIER_CHECKOUT_CARRIERS_URL: carriers };
  const servers = planServers({ ports, data, sealingKey: newSealingKey(), env, shop: null });
  try {
    const running = await startServers(
      servers.filter(({ name }) => name === "gateway"),
      { logs: data },
    );
    try {
      await use(`http://localhost:${ports.gateway}`);
    } finally {
      await running.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}
