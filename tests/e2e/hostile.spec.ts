// Pages and messages that mean no good: each gets nothing, and nothing is charged.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

/** Serves one page on an origin that no merchant has registered. */
async function withPage(html: string, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://localhost:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function newSession(request: import("@playwright/test").APIRequestContext, gateway: string): Promise<string> {
  const response = await request.post(`${gateway}/v1/sessions`, {
    headers: { authorization: "Bearer sk_test_demo", "idempotency-key": crypto.randomUUID() },
    data: {
      order_id: crypto.randomUUID(),
      amount: 9900,
      goods: { name: "게임 아이템", kind: "digital", offer_period: { unit: "days", count: 30 } },
    },
  });
  expect(response.status()).toBe(201);
  return (await response.json()).id;
}

test("an origin that is not registered cannot show the frame, and is told so", async ({ page, request, servers }) => {
  const session = await newSession(request, servers.gateway);
  const html = `<!doctype html><title>x</title><div id="here"></div>
    <script>addEventListener("carrier-checkout:error", (e) => { document.title = "told " + e.detail.reason; })</script>
    <script src="${servers.gateway}/checkout.js" data-session="${session}" data-mount="#here" data-confirm-url="/c"></script>`;
  await withPage(html, async (url) => {
    await page.goto(url);
    await expect(page).toHaveTitle(/^told /, { timeout: 20_000 });
    await expect(page.getByRole("alert")).toBeVisible();
    expect(page.frames().some((frame) => frame.url().includes("/v1/checkout/") && frame.name() !== "")).toBe(false);
    for (const frame of page.frames().slice(1)) {
      expect(await frame.locator("input").count()).toBe(0);
    }
  });
});

test("an unknown session says so in the window and to the page", async ({ page, servers, axe }) => {
  const unknown = `cs_${"0".repeat(22)}`;
  const html = `<!doctype html><html lang="ko"><title>x</title><div id="here"></div>
    <script>addEventListener("carrier-checkout:error", (e) => { document.title = "told " + e.detail.reason; })</script>
    <script src="${servers.gateway}/checkout.js" data-session="${unknown}" data-mount="#here" data-confirm-url="/c"></script>`;
  await withPage(html, async (url) => {
    await page.goto(url);
    await expect(page).toHaveTitle("told session_unknown", { timeout: 20_000 });
    await expect(new Checkout(page).alert).toContainText("결제 정보를 찾을 수 없어요");
    await axe();
  });
});

test("forged and repeated messages to the frame change nothing", async ({ page, phone, servers }) => {
  const checkout = await Checkout.open(page, servers.shop);
  const heard = await page.evaluate(async () => {
    const frame = document.querySelector("iframe") as HTMLIFrameElement;
    const session = new URL(frame.src).pathname.split("/").at(-1);
    const heard: unknown[] = [];
    const hello = { type: "carrier-checkout/hello", version: 1, nonce: "0".repeat(32), session, theme: "dark" };
    for (const message of [
      hello,
      { ...hello, version: 2 },
      { type: "unmount" },
      "unmount",
      null,
      { type: "confirm_result", ticket: 1, outcome: "accepted" },
    ]) {
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => heard.push(event.data);
      frame.contentWindow?.postMessage(message, "*", [channel.port2]);
    }
    // The answer to a message posted later proves that the earlier ones have been handled.
    await fetch(location.href);
    return heard;
  });
  expect(heard).toEqual([]);
  await expect(checkout.field("phone")).toBeVisible();
  await checkout.payAs(newNumber(), phone);
});

test("a sibling frame and a window of another origin are not listened to", async ({ page, servers }) => {
  const checkout = await Checkout.open(page, servers.shop);
  const frame = page.frames().find((candidate) => candidate.url().includes("/v1/checkout/"));
  const heard = await frame?.evaluate(async () => {
    // From the frame itself: the right origin list, the wrong source.
    const session = location.pathname.split("/").at(-1);
    const channel = new MessageChannel();
    const heard: unknown[] = [];
    channel.port1.onmessage = (event) => heard.push(event.data);
    window.postMessage(
      { type: "carrier-checkout/hello", version: 1, nonce: "0".repeat(32), session, theme: "dark" },
      "*",
      [channel.port2],
    );
    await new Promise((resolve) => addEventListener("message", resolve, { once: true }));
    return heard;
  });
  expect(heard).toEqual([]);
  await expect(checkout.field("phone")).toBeVisible();
});

test("forged messages to the merchant's page raise no event", async ({ page, phone, servers, ledger }) => {
  const checkout = await Checkout.open(page, servers.shop);
  const frame = page.frames().find((candidate) => candidate.url().includes("/v1/checkout/"));
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    for (const name of ["paid", "token", "failed"]) addEventListener(`carrier-checkout:${name}`, () => seen.push(name));
  });
  const forged = {
    type: "event",
    name: "paid",
    detail: { payment: `pay_${"0".repeat(22)}`, order_id: "x", amount: 1 },
  };
  await frame?.evaluate((message) => window.parent.postMessage(message, "*"), forged);
  await page.evaluate(async (message) => {
    window.postMessage(message, "*");
    await new Promise((resolve) => addEventListener("message", resolve, { once: true }));
  }, forged);
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual([]);
  const number = newNumber();
  await checkout.payAs(number, phone);
  expect(await page.evaluate(() => (window as unknown as { seen: string[] }).seen)).toEqual(["token", "paid"]);
  expect((await ledger()).filter((entry) => entry.phone === masked(number))).toHaveLength(1);
});

test("nothing personal is in an event, a URL or storage", async ({ page, phone, servers }) => {
  const number = newNumber();
  const urls: string[] = [];
  page.on("request", (request) => urls.push(request.url()));
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    for (const name of ["ready", "change", "token", "paid", "failed", "cancelled", "error"]) {
      addEventListener(`carrier-checkout:${name}`, (event) =>
        heard.push(JSON.stringify((event as CustomEvent).detail)),
      );
    }
  });
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.payAs(number, phone);
  const code = await phone.lastCode(number);
  const events = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  expect(events.length).toBeGreaterThanOrEqual(5);
  const stored = await Promise.all(
    page
      .frames()
      .map((frame) =>
        frame.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])),
      ),
  );
  const everything = [...events, ...urls, ...stored].join("\n");
  for (const secret of [number, number.slice(3), `010-${number.slice(3, 7)}`, code, "900101"]) {
    expect(everything).not.toContain(secret);
  }
});

test("neither the page's nor the frame's policy is violated", async ({ page, phone, servers }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.payAs(newNumber(), phone);
  expect(complaints).toEqual([]);
});
