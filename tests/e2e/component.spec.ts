// The checkout as a Yew component, without the frame: the page of examples/yew.

import type { Page } from "@playwright/test";
import { Backend } from "./support/backend.ts";
import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession } from "./support/embedding.ts";
import { watchLeftovers } from "./support/leftovers.ts";
import { expect, test } from "./support/test.ts";

/** A page of a merchant's own making with the same application in it. */
const START = `<script type="module">import start from "/yew/app.js"; await start();</script>`;

/** Opens the shop's page in Yew. */
async function open(page: Page, shop: string, query = ""): Promise<Checkout> {
  const locale = query.includes("locale=en") ? "en" : "ko";
  // What is in an open shadow root is found by role and name as the page's own.
  const checkout = new Checkout(page, locale, true);
  await page.goto(`${shop}/checkout/2?embed=yew${query}`);
  await expect(checkout.field("phone")).toBeVisible();
  return checkout;
}

const told = (page: Page) => page.getByRole("list", { name: "이벤트" }).getByRole("listitem").allTextContents();

test("a shopper pays without the frame: a wrong code, another code, the right one, and the page hears of it", async ({
  axe,
  page,
  phone,
  servers,
  ledger,
}) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  const checkout = await open(page, servers.shop);
  const number = newNumber();
  await expect(page.locator("iframe")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "주문 정보" })).toContainText("9,900원");
  await axe();
  await checkout.button("send").click();
  await expect(page.getByRole("radio", { name: "SKT" })).toBeFocused();
  await checkout.fillIn(number);
  await expect(checkout.field("phone")).toHaveValue(`010-${number.slice(3, 7)}-${number.slice(7)}`);
  await checkout.button("send").click();
  await expect(checkout.field("code")).toBeFocused();
  await axe();

  const code = await phone.lastCode(number);
  await checkout.tick("content").check();
  await checkout.field("code").fill(code === "123456" ? "654321" : "123456");
  await checkout.button("pay").click();
  await expect(checkout.alert).toContainText("4번 더");
  await expect(checkout.field("code")).toBeFocused();
  await expect(checkout.button("resend")).not.toHaveAttribute("aria-disabled", "true", { timeout: 15_000 });
  await checkout.button("resend").click();
  await checkout.field("code").fill(await phone.lastCode(number, 1));
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible({ timeout: 30_000 });
  await axe();

  const order = new URL(page.url()).searchParams.get("order");
  expect(await told(page)).toEqual([
    "ready ko",
    "change details",
    "change code",
    `token ${order}`,
    "change checking",
    `paid ${order} 9900`,
    "change paid",
  ]);
  const charges = (await ledger()).filter((entry) => entry.phone === masked(number));
  expect(charges.map(({ status, amount }) => ({ status, amount }))).toEqual([{ status: "succeeded", amount: 9900 }]);
  // The wrong code is an answer of 422, which browsers write into their console by themselves.
  expect(complaints.filter((text) => !text.includes("422"))).toEqual([]);
  await page.getByRole("link", { name: "주문 보기" }).click();
  await expect(page.getByRole("main")).toContainText("결제가 완료되었습니다");
});

test("a reload goes on where it was, and so does a window that was taken away", async ({ page, phone, servers }) => {
  const checkout = await open(page, servers.shop);
  const number = newNumber();
  await checkout.askForCode(number);
  await expect(checkout.field("code")).toBeVisible();
  await page.reload();
  await expect(checkout.field("code")).toBeVisible();
  await page.getByRole("button", { name: "결제창 닫기" }).click();
  await expect(checkout.field("code")).toHaveCount(0);
  await page.getByRole("button", { name: "결제창 열기" }).click();
  await checkout.field("code").fill(await phone.lastCode(number));
  await checkout.tick("content").check();
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(checkout.done).toBeVisible();
});

test("a shopper who closes the payment ends it, and the page hears of it", async ({ page, servers }) => {
  await open(page, servers.shop);
  await page.getByRole("button", { name: "결제 취소" }).click();
  await expect(page.getByRole("list", { name: "이벤트" })).toContainText("cancelled");
});

test("what asks the shopper's own phone is heard from the gateway", async ({ page, phone, servers }) => {
  const checkout = await open(page, servers.shop);
  const number = newNumber();
  await checkout.fillIn(number);
  await checkout.channel("pass").check();
  const stream = page.waitForResponse(`${servers.gateway}/v1/checkout/events`);
  await checkout.button("send").click();
  expect((await stream).status()).toBe(200);
  await phone.answerLast(number, "approve");
  await checkout.tick("content").check();
  await expect(checkout.approval("승인되었어요")).toBeVisible();
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible({ timeout: 30_000 });
});

test("taking it away leaves nothing behind, however often and in whatever state", async ({ page, servers }) => {
  const leftovers = await watchLeftovers(page, "/yew/app");
  const checkout = await open(page, servers.shop);
  const toggle = page.getByRole("button", { name: /^결제창 (닫기|열기)$/ });
  await toggle.click();
  await expect(checkout.field("phone")).toHaveCount(0);
  const before = await leftovers();
  expect(before).toMatchObject({ listeners: 0, timers: 0, observers: 0, ports: 0, frames: 0 });
  for (let turn = 0; turn < 5; turn++) {
    await toggle.click();
    // Once while it loads.
    if (turn > 0) await expect(checkout.field("phone")).toBeVisible();
    await toggle.click();
    await expect(checkout.field("phone")).toHaveCount(0);
  }
  await toggle.click();
  await checkout.askForCode(newNumber());
  await expect(checkout.field("code")).toBeVisible();
  expect((await leftovers()).timers).toBeGreaterThan(0);
  await toggle.click();
  await expect(checkout.field("code")).toHaveCount(0);
  // What it tells grows the page's own list.
  await expect.poll(async () => ({ ...(await leftovers()), nodes: 0 })).toEqual({ ...before, nodes: 0 });
  await expect(page.locator(".carrier-checkout")).toHaveCount(0);
});

test("a page whose origin is not registered for it is refused, with the frame it can pay", async ({
  page,
  phone,
  servers,
}) => {
  const refused = page.waitForRequest((request) => request.url() === `${servers.gateway}/v1/checkout`);
  await page.goto(`${servers.shopCrossSite}/checkout/2?embed=yew`);
  expect(await (await refused).response().catch(() => null)).toBeNull();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  const checkout = await Checkout.open(page, servers.shopCrossSite, 2);
  await checkout.payAs(newNumber(), phone);
});

/** What many a page has, and what a careless one has. */
const HOSTILE = `<style>
  html { font-size: 10px } * { color: red !important; font: 40px/1 cursive !important }
  div, section, p, li, form { display: none } #app, #app * { display: block }
  input, button, label, [type] { display: none !important; visibility: hidden !important; opacity: 0 !important }
  .order, .amount, .consents, .tick { display: none !important } h2 { position: fixed; top: -100px }
</style>`;

test("the page's styles do not reach into the window, nor the window's into the page", async ({
  page,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers);
  const { id } = await newSession(request, servers.gateway);
  const app = `<div id="app" data-session="${id}" data-gateway="${servers.gateway}" data-locale="ko"></div>`;
  const looks = () =>
    page.getByRole("region", { name: "휴대폰 결제" }).evaluate((window) => {
      const parts = [...window.querySelectorAll("*")];
      const drawn = [
        "display",
        "visibility",
        "opacity",
        "color",
        "fontSize",
        "fontFamily",
        "position",
        "width",
        "height",
      ];
      return parts.map((part) => {
        const style = getComputedStyle(part) as unknown as Record<string, string>;
        return [part.localName, ...drawn.map((name) => style[name])].join(" ");
      });
    });
  // The same room, whatever the margins.
  const room = (html: string) => `<main style="position:absolute;inset:0 auto auto 0;width:400px">${html}</main>`;
  const heading = "<h1 class='goods small'>the page</h1>";
  await merchant.open(room(app + heading) + START);
  await expect(page.getByRole("textbox", { name: "휴대폰 번호" })).toBeVisible();
  const alone = await looks();
  expect(await page.locator("h1").evaluate((h1) => getComputedStyle(h1).fontWeight)).toBe("700");
  await merchant.serve("/hostile", room(app + heading) + START, HOSTILE);
  await page.goto(`${servers.shop}/hostile`);
  await expect(page.getByRole("textbox", { name: "휴대폰 번호" })).toBeVisible();
  expect(await looks()).toEqual(alone);
});

test("a session URL is asked for a session, twice with one key, and the shopper may ask again", async ({
  axe,
  page,
  phone,
  request,
  servers,
}) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  await backend.makesSessions();
  await backend.confirms();
  backend.broken = 503;
  const app = `<div id="app" data-session-url="/session" data-gateway="${servers.gateway}" data-locale="ko"></div>`;
  await merchant.open(`<main><h1>x</h1>${app}</main>${START}`);
  await expect(page.getByRole("alert")).toContainText("결제창을 불러오지 못했어요");
  await axe();
  expect(await told(page)).toEqual(["error session_unavailable"]);
  await page.getByRole("button", { name: "다시 시도" }).click();
  await expect.poll(() => backend.asked.length).toBe(4);
  await expect(page.getByRole("alert")).toBeVisible();
  backend.broken = undefined;
  let letGo = (): void => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/session", (route) => free.then(() => route.fallback()));
  await page.getByRole("button", { name: "다시 시도" }).click();
  await expect(page.getByRole("status").filter({ hasText: "결제창을 준비하고 있어요" })).toBeFocused();
  letGo();
  await new Checkout(page, "ko", true).payAs(newNumber(), phone);
  const keys = backend.asked.map((asked) => asked.headers()["idempotency-key"]);
  expect([keys.length, new Set(keys).size]).toEqual([5, 1]);
});

test("a token whose answer is lost is posted again with its key, and paid once", async ({
  page,
  phone,
  request,
  servers,
  ledger,
}) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  const { id } = await newSession(request, servers.gateway, {}, { order_id: backend.order });
  const keys: (string | undefined)[] = [];
  await page.route("**/confirm", async (route, asked) => {
    keys.push(asked.headers()["idempotency-key"]);
    const body = asked.postDataJSON();
    expect(Object.keys(body).sort()).toEqual(["order_id", "session", "token"]);
    if (keys.length === 1) return route.abort();
    await route.fulfill({ status: await backend.exchange(body.token) });
  });
  const app = `<div id="app" data-session="${id}" data-gateway="${servers.gateway}" data-locale="ko"></div>`;
  await merchant.open(app + START);
  const number = newNumber();
  await new Checkout(page, "ko", true).payAs(number, phone);
  expect([keys.length, new Set(keys).size, Boolean(keys[0])]).toEqual([2, 1, true]);
  expect((await ledger()).filter((entry) => entry.phone === masked(number))).toHaveLength(1);
});

test("it speaks the language that is asked for, and is dark where that is asked for", async ({
  axe,
  page,
  servers,
}) => {
  const checkout = await open(page, servers.shop, "&locale=en&theme=dark");
  await expect(checkout.button("send")).toBeVisible();
  const window = page.getByRole("region", { name: "Carrier billing checkout" });
  expect(await window.evaluate((place) => getComputedStyle(place).colorScheme)).toBe("dark");
  await axe();
});
