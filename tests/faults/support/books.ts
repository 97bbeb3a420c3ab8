// Whether carriers, gateway and shop say the same of one shopper's money once everything is quiet.

import { setTimeout as pause } from "node:timers/promises";
import type { APIRequestContext } from "@playwright/test";
import { masked } from "../../e2e/support/checkout.ts";
import { type LedgerEntry, readLedger } from "../../e2e/support/sandbox.ts";
import type { World } from "./world.ts";

const AUTHORIZATION = { authorization: "Bearer sk_test_demo" };

/** By then a lost webhook has been sent again and what was reserved in vain is released: both are tried for longer. */
const QUIET_WITHIN_MS = 120_000;

/** An event whose pauses have grown to minutes is asked for again, as a merchant does who knows of the trouble. */
const REDELIVER_FROM_TRIES = 2;

interface Payment {
  readonly id: string;
  readonly session: string;
  readonly order_id: string;
  readonly amount: number;
  readonly status: string;
  readonly phone: string;
}

interface Event {
  readonly id: string;
  readonly data: { readonly id: string };
  readonly delivery: { readonly status: string; readonly tries: number };
}

export class Books {
  readonly #request: APIRequestContext;
  readonly #world: World;
  readonly #redelivered = new Set<string>();

  constructor(request: APIRequestContext, world: World) {
    [this.#request, this.#world] = [request, world];
  }

  /** What carriers have on that number's bill. */
  async charges(number: string): Promise<LedgerEntry[]> {
    const ledger = await readLedger(this.#request, this.#world.direct.sandbox);
    return ledger.filter(({ phone }) => phone === masked(number));
  }

  async charged(number: string): Promise<boolean> {
    return (await this.charges(number)).some(({ status }) => status === "succeeded");
  }

  /** What they do not agree about, once they do or after long. */
  async disagreements(number: string): Promise<string[]> {
    const until = performance.now() + QUIET_WITHIN_MS;
    for (;;) {
      const found = await this.#compare(number);
      if (found.length === 0 || performance.now() > until) return found;
      await pause(100);
    }
  }

  async #compare(number: string): Promise<string[]> {
    const charges = await this.charges(number);
    const paid = charges.filter(({ status }) => status === "succeeded");
    const open = charges.filter(({ status }) => status === "reserved" || status === "pending_validation");
    const payments = (await this.#payments()).filter(({ phone }) => phone === masked(number));
    const succeeded = payments.filter(({ status }) => status === "succeeded");
    const [charge] = paid;
    const [payment] = succeeded;
    const found = [
      ...(paid.length === 1 ? [] : [`the carriers have charged ${paid.length} times`]),
      ...open.map(({ status, paymentId }) => `the carrier's ${paymentId} is left ${status}`),
      ...(succeeded.length === 1 ? [] : [`the gateway has ${succeeded.length} payments that succeeded`]),
      ...payments.filter(({ status }) => status === "processing").map(({ id }) => `${id} is left processing`),
    ];
    if (charge === undefined || payment === undefined) return found;
    if (charge.amount !== payment.amount || charge.referenceCode !== payment.order_id) {
      found.push(
        `${charge.amount} won for ${charge.referenceCode} at the carrier, ${payment.amount} for ${payment.id}`,
      );
    }
    return [
      ...found,
      ...(await this.#session(payment)),
      ...(await this.#shop(payment)),
      ...(await this.#told(payment)),
    ];
  }

  async #session({ session }: Payment): Promise<string[]> {
    const { status } = await this.#gateway(`/v1/sessions/${session}`);
    return status === "paid" ? [] : [`the session of a payment is ${status}`];
  }

  /** What the shop has in its own book, without asking the gateway. */
  async #shop(payment: Payment): Promise<string[]> {
    const url = `${this.#world.direct.shop}/orders/${payment.order_id}.json`;
    const answer = await this.#world.journal.without("shop–gateway", () => this.#request.get(url));
    if (!answer.ok()) return [`the shop does not show ${payment.order_id}: ${answer.status()}`];
    const order = await answer.json();
    const agrees = order.state === "paid" && order.payment?.id === payment.id && order.amount === payment.amount;
    return agrees ? [] : [`${payment.order_id} is ${order.state} in the shop, with ${order.payment?.id}`];
  }

  /** The webhook has been taken. */
  async #told(payment: Payment): Promise<string[]> {
    const { data }: { data: Event[] } = await this.#gateway("/v1/events?type=payment.succeeded&limit=100");
    const event = data.find(({ data }) => data.id === payment.id);
    if (event === undefined) return [`there is no event of ${payment.id}`];
    const { status, tries } = event.delivery;
    if (status === "delivered") return [];
    if (tries >= REDELIVER_FROM_TRIES) await this.#redeliver(event.id, tries);
    return [`${event.id} is ${status} after ${tries} tries`];
  }

  async #redeliver(event: string, tries: number): Promise<void> {
    const key = `${event}-${tries}`;
    if (this.#redelivered.has(key)) return;
    this.#redelivered.add(key);
    const url = `${this.#world.direct.gateway}/v1/events/${event}/redeliver`;
    await this.#request.post(url, { headers: { ...AUTHORIZATION, "idempotency-key": key }, data: {} });
  }

  async #payments(): Promise<Payment[]> {
    return (await this.#gateway("/v1/payments?limit=100")).data;
  }

  async #gateway(path: string) {
    const answer = await this.#request.get(`${this.#world.direct.gateway}${path}`, { headers: AUTHORIZATION });
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  }
}
