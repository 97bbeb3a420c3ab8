// The merchant's API, and what was said by it: ids are carried over within a document.

import { type APIRequestContext, type APIResponse, expect, type Page } from "@playwright/test";
import { Checkout } from "../e2e/support/checkout.ts";
import { MerchantPage } from "../e2e/support/embedding.ts";
import { Phone } from "../e2e/support/sandbox.ts";
import type { World } from "./support.ts";

/** The number that the documents pay with. */
export const NUMBER = "01023456789";

/** One that is refused when the token is exchanged. */
const REFUSED = "01000000014";

const AUTHORIZATION = "Bearer sk_test_demo";
const ID = /^(cs|tok|pay|re|bk|evt)_([0-9A-Za-z]{7})?[0-9A-Za-z]{22}$/;

export class Api {
  readonly #world: World;
  readonly #page: Page;
  readonly #request: APIRequestContext;
  readonly #orders: string;
  /** The newest id of each kind. */
  readonly ids = new Map<string, string>();
  /** What was answered last. */
  last: unknown;

  constructor(world: World, page: Page, request: APIRequestContext, document: string) {
    this.#world = world;
    this.#page = page;
    this.#request = request;
    this.#orders = document.replace(/\W+/g, "-");
  }

  /** Takes in an answer. */
  heard(answer: object): void {
    this.last = answer;
    for (const value of Object.values(answer)) {
      const [, kind] = ID.exec(String(value)) ?? [];
      if (kind !== undefined) this.ids.set(kind, value);
    }
  }

  /** A text of a document with this gateway's addresses, orders of the document's own, and ids in place of `cs_…`. */
  async filled(text: string): Promise<string> {
    const { gateway, sandbox, shop, integrity } = this.#world;
    let full = text
      .replace(/https:\/\/gateway\.example|http:\/\/localhost:8081/g, gateway)
      .replaceAll("http://localhost:8082", sandbox)
      .replace(/https:\/\/shop\.example|http:\/\/localhost:8080/g, shop)
      .replace(/\b8080\b/g, new URL(shop).port)
      .replaceAll("sha384-…", integrity)
      .replace(/\border-(?=\d)/g, `${this.#orders}-`)
      .replaceAll("/etc/carrier-checkout/policy.toml", "crates/gateway/policy.toml");
    for (const kind of new Set([...full.matchAll(/\b([a-z]{2,3})_…/g)].map(([, kind = ""]) => kind))) {
      full = full.replaceAll(`${kind}_…`, await this.id(kind));
    }
    return full;
  }

  /** An id of that kind: what the document has made, else a new one. */
  async id(kind: string): Promise<string> {
    if (!this.ids.has(kind)) await this.#make(kind);
    return this.ids.get(kind) ?? "";
  }

  async #make(kind: string): Promise<void> {
    if (kind === "cs") await this.session();
    if (kind === "tok") this.ids.set(kind, await this.#token(NUMBER));
    if (kind === "pay" || kind === "bk") await this.#pay();
    if (kind === "evt") this.ids.set(kind, (await this.event("payment.succeeded")).id);
  }

  /** Another session of the document's. */
  async session(): Promise<void> {
    const goods = { name: "게임 아이템", kind: "digital", offer_period: { unit: "days", count: 30 } };
    await this.post("/v1/sessions", { order_id: `${this.#orders}-1`, amount: 9900, goods });
  }

  async post(path: string, data: unknown, status = 201): Promise<void> {
    const headers = { authorization: AUTHORIZATION, "idempotency-key": crypto.randomUUID() };
    const answer = await this.#request.post(new URL(path, this.#world.gateway).href, { headers, data });
    this.heard(await json(answer, status));
  }

  async get(path: string): Promise<unknown> {
    const headers = { authorization: AUTHORIZATION };
    return json(await this.#request.get(new URL(path, this.#world.gateway).href, { headers }), 200);
  }

  /** The newest event of that type, of a payment of this document's or an earlier one's. */
  async event(type: string): Promise<{ id: string }> {
    if (type === "payment.failed") await this.#pay(REFUSED, 402);
    else await this.id("pay");
    const { data } = (await this.get(`/v1/events?type=${type}&limit=1`)) as { data: [{ id: string }] };
    return data[0];
  }

  /** The server that runs takes in what the gateway has signed. */
  async delivers(): Promise<void> {
    const { id } = await this.event("payment.succeeded");
    await this.post(`/v1/events/${id}/redeliver`, {}, 202);
    const status = async () => {
      const { data } = (await this.get("/v1/events?limit=100")) as { data: { id: string; delivery: object }[] };
      return data.find((event) => event.id === id)?.delivery;
    };
    await expect.poll(status, { message: "what becomes of a webhook" }).toMatchObject({ status: "delivered" });
  }

  /** A shopper pays in a page up to the token, which nobody exchanges. */
  async #token(number: string): Promise<string> {
    const session = await this.id("cs");
    const page = await this.#page.context().newPage();
    const merchant = new MerchantPage(page, this.#world);
    const posted = page.waitForRequest("**/confirm");
    await page.route("**/confirm", () => new Promise(() => {}));
    await merchant.open(`<script async src="${this.#world.gateway}/checkout.js" data-session="${session}"
      data-confirm-url="/confirm" data-locale="ko"></script>`);
    const checkout = new Checkout(page);
    await checkout.readyToPay(number, new Phone(this.#request, this.#world.sandbox));
    await checkout.button("pay").click();
    const { token } = (await posted).postDataJSON();
    await page.close();
    return token;
  }

  async #pay(number = NUMBER, status = 201): Promise<void> {
    const token = number === NUMBER ? await this.id("tok") : await this.#token(number);
    const { order_id, amount } = (await this.get(`/v1/sessions/${await this.id("cs")}`)) as Record<string, unknown>;
    await this.post("/v1/payments", { token, order_id, amount }, status);
    this.spent();
  }

  /** The session is paid: what comes next needs another one. */
  spent(): void {
    this.ids.delete("tok");
    this.ids.delete("cs");
  }
}

async function json(answer: APIResponse, status: number): Promise<object> {
  expect(answer.status(), `${answer.url()}: ${await answer.text()}`).toBe(status);
  return answer.json();
}
