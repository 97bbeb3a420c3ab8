// What a merchant sees beside the shop: the gateway's API, the order's page and the webhooks' address.

import { createHmac, randomUUID } from "node:crypto";
import { type APIRequestContext, type APIResponse, expect, type Locator, type Page } from "@playwright/test";
import { Checkout } from "../../e2e/support/checkout.ts";
import type { Servers } from "../../e2e/support/servers.ts";

/** The sandbox's; everybody knows it. */
const SECRET = "c2FuZGJveC1kZW1vLXdlYmhvb2stc2VjcmV0LTMyYnl0";
const AUTHORIZATION = "Bearer sk_test_demo";

/** What the page posted to the confirm URL. */
export interface Confirmed {
  readonly token: string;
  readonly session: string;
  readonly order_id: string;
}

/** A payment, as far as it is looked at here. */
export interface Payment {
  readonly id: string;
  readonly session: string;
  readonly order_id: string;
  readonly amount: number;
  readonly status: string;
  readonly refunded_amount?: number;
  readonly dispute?: { readonly id: string; readonly status: string; readonly opened_at: number };
}

interface Event {
  readonly id: string;
  readonly type: string;
  readonly data: Payment;
  readonly delivery: { readonly status: string; readonly tries: number };
}

/** One shopper's page, and the merchant behind it. */
export class Merchant {
  readonly #page: Page;
  readonly #request: APIRequestContext;
  readonly #servers: Servers;
  readonly #confirms: Confirmed[] = [];

  constructor(page: Page, request: APIRequestContext, servers: Servers) {
    this.#page = page;
    this.#request = request;
    this.#servers = servers;
    page.on("request", (asked) => {
      if (asked.url() === `${servers.shop}/confirm`) this.#confirms.push(asked.postDataJSON());
    });
  }

  /** What was last posted to the confirm URL. */
  get confirmed(): Confirmed {
    const last = this.#confirms.at(-1);
    if (last === undefined) throw new Error("nothing was posted to the confirm URL");
    return last;
  }

  /** Chooses the game item in the list of goods: the checkout. */
  async choose(): Promise<Checkout> {
    await this.#page.goto(this.#servers.shop);
    const good = this.#page.getByRole("article", { name: "게임 아이템" });
    await good.getByRole("link", { name: "구매하기" }).click();
    const checkout = new Checkout(this.#page);
    await expect(checkout.field("phone")).toBeVisible();
    return checkout;
  }

  /** The session that the page shows. */
  async session(): Promise<string> {
    const source = (await this.#page.getByTitle("휴대폰 결제").getAttribute("src")) ?? "";
    return source.match(/cs_\w+/)?.[0] ?? "";
  }

  /** Opens the page of an order: what it says of how it stands. */
  async openOrder(id: string): Promise<Locator> {
    await this.#page.goto(`${this.#servers.shop}/orders/${id}`);
    return this.state;
  }

  get state(): Locator {
    return this.#page.getByRole("status");
  }

  /** Reloads the order's page until it says so. */
  async expectState(text: string): Promise<void> {
    await expect(async () => {
      await this.#page.reload();
      await expect(this.state).toContainText(text, { timeout: 1_000 });
    }).toPass({ timeout: 30_000 });
  }

  /** Posts to the confirm URL, as the page does. */
  confirm(body: object): Promise<APIResponse> {
    const headers = { "idempotency-key": randomUUID() };
    return this.#request.post(`${this.#servers.shop}/confirm`, { headers, data: body });
  }

  /** Asks the gateway, with the merchant's key. */
  async get<T>(path: string): Promise<T> {
    const headers = { authorization: AUTHORIZATION };
    return (await this.#request.get(this.#servers.gateway + path, { headers })).json();
  }

  /** Has the gateway do something, with the merchant's key. */
  async post<T>(path: string, data: object): Promise<T> {
    const headers = { authorization: AUTHORIZATION, "idempotency-key": randomUUID() };
    const answer = await this.#request.post(this.#servers.gateway + path, { headers, data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return answer.json();
  }

  /** Waits until the shop has taken a webhook of the order, for the n-th time. */
  async delivered(order: string, type: string, tries = 1): Promise<Event> {
    let found: Event | undefined;
    await expect
      .poll(
        async () => {
          const { data } = await this.get<{ data: Event[] }>(`/v1/events?limit=100&type=${type}`);
          found = data.find((event) => event.data.order_id === order);
          return [found?.delivery.status, found?.delivery.tries];
        },
        { message: `${type} of ${order}` },
      )
      .toEqual(["delivered", tries]);
    return found as Event;
  }

  /** Posts a webhook as whoever holds the secret: the shop's status. */
  async webhook(event: object, { id = `evt_${randomUUID()}`, secret = SECRET, at = Date.now(), sent = event } = {}) {
    const seconds = String(Math.floor(at / 1_000));
    const body = JSON.stringify(event);
    const hash = createHmac("sha256", Buffer.from(secret, "base64")).update(`${id}.${seconds}.${body}`);
    const headers = {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": seconds,
      "webhook-signature": `v1,${hash.digest("base64")}`,
    };
    return this.posted(headers, JSON.stringify(sent));
  }

  /** Posts that to the webhooks' address: the shop's status. */
  async posted(headers: Record<string, string>, data: string): Promise<number> {
    return (await this.#request.post(`${this.#servers.shop}/webhooks`, { headers, data })).status();
  }
}
