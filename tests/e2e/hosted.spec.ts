// The hosted page: the link that a shop shows, opened in another browser than the one that began the order.

import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility.ts";
import { Checkout, type Language, masked, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession, waysOf } from "./support/embedding.ts";
import type { Servers } from "./support/servers.ts";
import { withPage } from "./support/stranger.ts";
import { expect, test } from "./support/test.ts";
import { shifts, watchShifts } from "./support/widget.ts";

/** What the page says of itself, by language. */
const SAID = {
  ko: { seller: "판매자", back: "가게로 돌아가기", order: "주문 보기", browser: "ko-KR" },
  en: { seller: "You are paying", back: "Back to the shop", order: "View order", browser: "en-US" },
} as const;

/** A shop's order by its link, and everything that the other browser asks the network for. */
class Link {
  readonly page: Page;
  readonly url: string;
  readonly asked: string[] = [];
  readonly posts: string[] = [];
  readonly complaints: string[] = [];

  private constructor(page: Page, url: string) {
    this.page = page;
    this.url = url;
    page.on("request", (request) => {
      this.asked.push(request.url(), request.headers().referer ?? "");
      if (request.method() === "POST" && request.url().endsWith("/confirm")) this.posts.push(request.postData() ?? "");
    });
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
    page.on("pageerror", (error) => this.complaints.push(String(error)));
  }

  /** The link as the shop's own page shows it, for another browser. */
  static async of(buyer: Page, browser: Browser, servers: Servers, options: BrowserContextOptions = {}): Promise<Link> {
    await Checkout.open(buyer, servers.shop);
    await buyer.getByText("결제 페이지 링크").click();
    await expect(buyer.getByRole("img", { name: "결제 페이지로 가는 QR 코드" })).toBeVisible();
    const url = await buyer.getByRole("link", { name: /\?hosted$/ }).getAttribute("href");
    expect(url).toMatch(new RegExp(`^${servers.gateway}/v1/checkout/cs_[^?]+\\?hosted$`));
    const context = await browser.newContext(options);
    return new Link(await context.newPage(), url as string);
  }

  open(locale: Language = "ko"): Promise<Checkout> {
    return Checkout.openLink(this.page, this.url, locale);
  }

  back(locale: "ko" | "en" = "ko") {
    return this.page.getByRole("link", { name: SAID[locale].back });
  }

  order(locale: "ko" | "en" = "ko") {
    return this.page.getByRole("navigation").getByRole("link", { name: SAID[locale].order });
  }
}

test.afterEach(async ({ browser, context }) => {
  for (const other of browser.contexts()) if (other !== context) await other.close();
});

for (const locale of ["ko", "en"] as const) {
  for (const [width, height] of [
    [390, 844],
    [1280, 900],
  ] as const) {
    test(`a link is paid in another browser (${locale}, ${width} px)`, async ({
      page,
      browser,
      servers,
      phone,
      ledger,
    }) => {
      const said = SAID[locale];
      const viewport = { width, height };
      const link = await Link.of(page, browser, servers, { viewport, locale: said.browser });
      await watchShifts(link.page);
      const checkout = await link.open(locale);
      await expect(link.page.getByRole("heading", { level: 1, name: "달빛상점" })).toBeVisible();
      await expect(link.page.getByRole("banner")).toContainText(new URL(servers.shop).host);
      await expect(link.page.getByRole("contentinfo")).toContainText("캐리어체크아웃");
      await expect(link.back(locale)).toBeVisible();
      expect(await shifts(link.page)).toEqual([]);
      await expectAccessible(link.page);

      const number = newNumber();
      await checkout.readyToPay(number, phone);
      await expectAccessible(link.page);
      const token = link.page.waitForRequest("**/confirm");
      await checkout.button("pay").click();
      const { origin, referer } = await (await token).allHeaders();
      expect({ origin, referer }).toEqual({ origin: "null", referer: undefined });
      const posted = new URLSearchParams((await token).postData() ?? "");
      expect([...posted.keys()].sort()).toEqual(["idempotency_key", "order_id", "session", "token"]);
      await expect(checkout.done).toBeVisible();
      expect(link.page.url()).toBe(link.url);
      await expectAccessible(link.page);

      // Nobody is sent on from a receipt; it leads to the order, and no longer to where nobody has paid.
      await expect(link.back(locale)).toHaveCount(0);
      await link.order(locale).click();
      await expect(link.page).toHaveURL(/\/orders\/M-/);
      await expect(link.page.getByRole("heading", { name: "주문해 주셔서 고맙습니다" })).toBeVisible();
      await expect(link.page.getByText(masked(number))).toHaveCount(0);
      await page.goto(link.page.url());
      await expect(page.getByText(masked(number))).toBeVisible();

      await link.page.goBack();
      await expect(checkout.done).toBeVisible();
      await link.page.reload();
      await expect(checkout.done).toBeVisible();
      expect(link.posts).toHaveLength(1);
      expect(link.asked.filter((url) => url.includes(posted.get("token") ?? "tok_"))).toEqual([]);
      expect(link.asked.filter((url) => url.includes("?hosted") && url !== link.url)).toEqual([]);
      expect(link.complaints).toEqual([]);
      expect((await ledger()).filter((entry) => entry.phone === masked(number))).toHaveLength(1);
    });
  }
}

test("whoever cancels is offered the way back to the shop", async ({ page, browser, servers, phone }) => {
  const link = await Link.of(page, browser, servers, { locale: "ko-KR" });
  const checkout = await link.open();
  await checkout.readyToPay(newNumber(), phone);
  await link.page.getByRole("button", { name: "결제 취소" }).click();
  await expect(checkout.alert).toContainText("결제를 취소했어요");
  await expect(link.back()).toHaveCount(2);
  await link.page.reload();
  await expect(checkout.alert).toContainText("결제를 취소했어요");
  await expectAccessible(link.page);
  await link.page.getByRole("navigation").getByRole("link", { name: SAID.ko.back }).click();
  await expect(link.page).toHaveURL(/\/orders\/M-[^?]*$/);
  await expect(link.page.getByRole("heading", { name: "결제 시간이 지났습니다" })).toBeVisible();
  expect(link.posts).toEqual([]);
});

test("what the merchant ends meanwhile is over, with the way back", async ({ page, browser, request, servers }) => {
  const link = await Link.of(page, browser, servers, { locale: "ko-KR" });
  const checkout = await link.open();
  const id = new URL(link.url).pathname.split("/").at(-1);
  const headers = { authorization: "Bearer sk_test_demo", "idempotency-key": crypto.randomUUID() };
  await expect(await request.post(`${servers.gateway}/v1/sessions/${id}/expire`, { headers, data: {} })).toBeOK();
  await link.page.reload();
  await expect(checkout.alert).toContainText("시간");
  await expect(link.back()).toHaveCount(2);
  await expectAccessible(link.page);
});

test("a refusal is told on the page, which can be paid with another number", async ({
  page,
  browser,
  servers,
  phone,
}) => {
  const link = await Link.of(page, browser, servers, { locale: "ko-KR" });
  const checkout = await link.open();
  await checkout.readyToPay("01000000014", phone);
  await checkout.button("pay").click();
  await expect(checkout.alert).toBeVisible();
  await expect(checkout.field("phone")).toBeVisible();
  await expect(link.back()).toHaveCount(1);
  await link.page.reload();
  await expect(checkout.alert).toBeVisible();
  await checkout.payAs(newNumber(), phone);
  expect(link.posts).toHaveLength(2);
});

test("a merchant that only sends the shopper back is not posted to for ever", async ({
  page,
  browser,
  servers,
  phone,
}) => {
  const link = await Link.of(page, browser, servers, { locale: "ko-KR" });
  const checkout = await link.open();
  // By a route, a navigation cannot be redirected: it answers with a page that goes back by itself, as some do.
  const back = `<!doctype html><meta http-equiv="refresh" content="0;url=${link.url}">`;
  await link.page.route("**/confirm", (route) => route.fulfill({ contentType: "text/html", body: back }));
  // What no server has sent counts as a page of the public internet, which may not reach this machine's.
  await link.page.context().grantPermissions(["local-network-access"]);
  await checkout.readyToPay(newNumber(), phone);
  await checkout.button("pay").click();
  await expect(checkout.alert).toContainText("판매자가 주문을 처리하지 못했어요");
  await link.page.reload();
  await expect(checkout.alert).toContainText("판매자가 주문을 처리하지 못했어요");
  expect(link.posts).toHaveLength(1);
  await link.page.unroute("**/confirm");
  await link.page.getByRole("button", { name: "다시 시도" }).click();
  await expect(checkout.done).toBeVisible();
  const [first, second] = link.posts;
  expect(second).toBe(first);
});

test("Back from the merchant's answer finds out what became of it and posts nothing", async ({
  page,
  browser,
  servers,
  phone,
  ledger,
}) => {
  const link = await Link.of(page, browser, servers, { locale: "ko-KR" });
  const checkout = await link.open();
  const answer = {
    contentType: "text/html; charset=utf-8",
    body: "<!doctype html><title>x</title><h1>고맙습니다</h1>",
  };
  await link.page.route("**/confirm", async (route) => {
    await route.fetch({ maxRedirects: 0 });
    await route.fulfill(answer);
  });
  const number = newNumber();
  await checkout.readyToPay(number, phone);
  await checkout.button("pay").click();
  await expect(link.page.getByRole("heading", { name: "고맙습니다" })).toBeVisible();
  await link.page.goBack();
  await expect(checkout.done).toBeVisible();
  expect(link.posts).toHaveLength(1);
  expect((await ledger()).filter((entry) => entry.phone === masked(number))).toHaveLength(1);
});

test("language, reload and a lost connection are as in a frame", async ({ page, browser, servers, phone }) => {
  const link = await Link.of(page, browser, servers, { locale: "ko-KR", viewport: { width: 320, height: 640 } });
  const korean = await link.open();
  const number = newNumber();
  await korean.fillIn(number);
  await korean.language.selectOption("en");
  const english = new Checkout(link.page, "en", true);
  await expect(link.page.getByRole("banner")).toContainText(SAID.en.seller);
  await expect(link.back("en")).toBeVisible();
  await expect(english.field("birth")).toHaveValue("900101");
  await english.button("send").click();
  await expect(english.field("code")).toBeVisible();
  await link.page.reload();
  await expect(link.page.getByRole("banner")).toContainText(SAID.en.seller);
  await english.field("code").fill(await phone.lastCode(number));
  await english.tick("content").check();
  await english.language.selectOption("ko");
  await expect(link.page.getByRole("banner")).toContainText(SAID.ko.seller);
  await expect(korean.field("code")).toHaveValue(/^\d{6}$/);
  await link.page.context().setOffline(true);
  await expect(link.page.getByRole("status").filter({ hasText: "인터넷 연결이 끊겼어요" })).toBeVisible();
  await link.page.context().setOffline(false);
  const width = await link.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(320);
  await korean.button("pay").click();
  await expect(korean.done).toBeVisible();
  await korean.language.selectOption("en");
  await expect(link.order("en")).toBeVisible();
  await expect(link.back("en")).toHaveCount(0);
});

test("framed by the merchant the link is a window like any other, and by others nothing", async ({
  page,
  request,
  servers,
}) => {
  const { id, url } = await newSession(request, servers.gateway, waysOf(servers.shop));
  const merchant = new MerchantPage(page, servers);
  const script = `<script src="${servers.gateway}/checkout.js" data-session="${id}"></script>`;
  await merchant.open(`<iframe src="${url}" width="100%" height="1380" title="휴대폰 결제"></iframe>${script}`);
  const checkout = new Checkout(page);
  await expect(checkout.field("phone")).toBeVisible();
  await expect(checkout.frame.getByRole("heading", { level: 1 })).toHaveCount(0);
  await expect.poll(() => merchant.heard()).toContain("div ready");

  await withPage(`<!doctype html><title>x</title><iframe src="${url}"></iframe>`, async (stranger) => {
    const blocked = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
    await page.goto(stranger);
    await blocked;
  });
});

test("an order that nobody could be told of says where it is paid", async ({ page, request, servers, axe }) => {
  const { frame_url, url } = await newSession(request, servers.gateway);
  expect(url).toBeUndefined();
  await page.goto(frame_url);
  await expect(page.getByRole("alert")).toContainText("이 주소에서는 결제할 수 없어요");
  await expect(page.getByRole("heading", { name: "달빛상점" })).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await axe();
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says who sells, and that it needs one", async ({ page, request, servers }) => {
    const { url } = await newSession(request, servers.gateway, waysOf(servers.shop));
    await page.goto(url as string);
    await expect(page.getByRole("heading", { level: 1, name: "달빛상점" })).toBeVisible();
    await expect(page.locator("noscript")).toBeVisible();
    await expect(page.getByRole("link", { name: SAID.ko.back })).toBeVisible();
    await expect(page.getByRole("link", { name: SAID.ko.order })).toHaveCount(0);
  });
});
