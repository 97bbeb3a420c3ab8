// A merchant's backend, as far as a page needs one: it speaks to the real gateway with the merchant's secret key.

import type { APIRequestContext, Page, Request } from "@playwright/test";
import type { Servers } from "./servers.ts";

const AUTHORIZATION = "Bearer sk_test_demo";

/** Answers for one order, whose amount may change. */
export class Backend {
  readonly #page: Page;
  readonly #request: APIRequestContext;
  readonly #gateway: string;
  readonly order = crypto.randomUUID();
  amount = 9_900;
  /** The requests for a session, and the sessions that were made. */
  readonly asked: Request[] = [];
  readonly made: string[] = [];
  /** While it is broken it answers with this status. */
  broken: number | undefined;

  constructor(page: Page, request: APIRequestContext, servers: Servers) {
    this.#page = page;
    this.#request = request;
    this.#gateway = servers.gateway;
  }

  /** `POST /session`: makes a session, in the place of another one. */
  async makesSessions(): Promise<void> {
    await this.#page.route("**/session", async (route, asked) => {
      this.asked.push(asked);
      if (this.broken !== undefined) return route.fulfill({ status: this.broken, json: {} });
      const goods = { name: "게임 아이템", kind: "digital", offer_period: { unit: "days", count: 30 } };
      const made = await this.#post("/v1/sessions", asked.headers()["idempotency-key"] ?? "", {
        order_id: this.order,
        amount: this.amount,
        goods,
        ...asked.postDataJSON(),
      });
      // What the gateway refuses it passes on as it is.
      if (!made.ok()) return route.fulfill({ status: made.status(), json: await made.json() });
      const { id: session } = await made.json();
      this.made.push(session);
      await route.fulfill({ json: { session } });
    });
  }

  /** `POST /confirm`: exchanges the token, but not before that. */
  async confirms(after = Promise.resolve()): Promise<void> {
    await this.#page.route("**/confirm", async (route, asked) => {
      await after;
      await route.fulfill({ status: await this.exchange(asked.postDataJSON().token) });
    });
  }

  /** Exchanges a token for the payment. Gives the gateway's status. */
  async exchange(token: string, amount = this.amount): Promise<number> {
    const body = { token, order_id: this.order, amount };
    return (await this.#post("/v1/payments", `pay-${token}`, body)).status();
  }

  /** How far a session has come. */
  async status(session: string): Promise<string> {
    const headers = { authorization: AUTHORIZATION };
    const answer = await this.#request.get(`${this.#gateway}/v1/sessions/${session}`, { headers });
    return (await answer.json()).status;
  }

  #post(path: string, key: string, data: object) {
    const headers = { authorization: AUTHORIZATION, "idempotency-key": key };
    return this.#request.post(`${this.#gateway}${path}`, { headers, data });
  }
}

/** Exchanges the tokens that are posted to `/confirm`, for any order of 9,900 won. */
export async function actAsBackend(page: Page, request: APIRequestContext, gateway: string): Promise<void> {
  await page.route("**/confirm", async (route) => {
    const { token, order_id } = route.request().postDataJSON();
    const response = await request.post(`${gateway}/v1/payments`, {
      headers: { authorization: AUTHORIZATION, "idempotency-key": `pay-${order_id}` },
      data: { token, order_id, amount: 9_900 },
    });
    await route.fulfill({ status: response.ok() ? 204 : 502 });
  });
}
