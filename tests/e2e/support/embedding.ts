// Pages of a merchant's own making, on the shop's origin, which the gateway lets hold the frame.

import { type APIRequestContext, expect, type Frame, type Page, type Request } from "@playwright/test";
import type { Servers } from "./servers.ts";

/** What the gateway answers to a merchant's backend. */
export interface NewSession {
  readonly id: string;
  readonly url?: string;
  readonly frame_url: string;
  readonly embed_html: string;
}

/** Has the session's answer name its hosted page. */
export const waysOf = (shop: string) => ({
  confirm_url: `${shop}/confirm`,
  success_url: `${shop}/orders/1`,
  cancel_url: `${shop}/`,
});

/** Makes a session, as a merchant's backend does; `changes` are of its body. */
export async function newSession(
  request: APIRequestContext,
  gateway: string,
  embed = {},
  changes: { order_id?: string; amount?: number; replaces?: string } = {},
): Promise<NewSession> {
  const response = await request.post(`${gateway}/v1/sessions`, {
    headers: { authorization: "Bearer sk_test_demo", "idempotency-key": crypto.randomUUID() },
    data: {
      order_id: crypto.randomUUID(),
      amount: 9900,
      goods: { name: "게임 아이템", kind: "digital", offer_period: { unit: "days", count: 30 } },
      embed,
      ...changes,
    },
  });
  expect(response.status()).toBe(201);
  return response.json();
}

/** Everything that the page hears of its checkouts, where it hears it, and what the browser complains of. */
export class MerchantPage {
  readonly page: Page;
  readonly complaints: string[] = [];
  /** The requests for a window. */
  readonly frames: Request[] = [];
  readonly #origin: string;

  constructor(page: Page, servers: Servers, origin = servers.shop) {
    this.page = page;
    this.#origin = origin;
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
    page.on("request", (request) => {
      if (request.url().includes("/v1/checkout/cs_")) this.frames.push(request);
    });
  }

  /** Collects from the first moment of every page from now on. */
  async listen(): Promise<void> {
    await this.page.addInitScript(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      for (const name of ["ready", "change", "token", "paid", "failed", "cancelled", "error"]) {
        document.addEventListener(`carrier-checkout:${name}`, (event) => {
          const { code, screen } = (event as CustomEvent).detail;
          const from = event.target instanceof Element ? event.target.localName : "document";
          heard.push([from, name, code ?? screen].filter(Boolean).join(" "));
        });
      }
    });
  }

  /** Opens a page with that markup, and those headers beside the usual ones. */
  async open(body: string, head = "", headers: Record<string, string> = {}): Promise<void> {
    await this.serve("/page", body, head, headers);
    await this.listen();
    // The frame or the script may be held back for as long as the test wants.
    await this.page.goto(`${this.#origin}/page`, { waitUntil: "commit" });
  }

  /** Serves a page at that path of the merchant's. */
  async serve(path: string, body: string, head = "", headers: Record<string, string> = {}): Promise<void> {
    const html = `<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>x</title>
      <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">${head}</head>
      <body>${body}</body></html>`;
    // A page that no server has sent counts as one of the public internet, which may not reach this machine's.
    await this.page.context().grantPermissions(["local-network-access"]);
    const oneLine = Object.entries(headers).map(([name, value]) => [name, value.replace(/\s+/g, " ")]);
    const answer = {
      body: html,
      headers: { "content-type": "text/html; charset=utf-8", ...Object.fromEntries(oneLine) },
    };
    await this.page.route(`${this.#origin}${path}`, (route) => route.fulfill(answer));
  }

  heard(): Promise<string[]> {
    return this.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  }

  /** The document in the window of that session. */
  async frame(session = "cs_"): Promise<Frame> {
    const find = () => this.page.frames().find((frame) => frame.url().includes(`/v1/checkout/${session}`));
    await expect.poll(find).toBeDefined();
    return find() as Frame;
  }

  /** The document at that path of the merchant's. */
  async named(path: string): Promise<Frame> {
    const find = () => this.page.frames().find((frame) => frame.url() === `${this.#origin}${path}`);
    await expect.poll(find).toBeDefined();
    return find() as Frame;
  }

  /** Holds what has that address until it is let go. */
  async hold(url: string | RegExp): Promise<() => void> {
    let letGo = (): void => {};
    const free = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await this.page.route(url, async (route) => {
      await free;
      await route.continue();
    });
    return letGo;
  }
}
