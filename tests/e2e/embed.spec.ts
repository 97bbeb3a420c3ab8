// The two ways into a merchant's page, whichever of frame and loader is ready first.

import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage, type NewSession, newSession } from "./support/embedding.ts";
import { expect, test } from "./support/test.ts";

const WINDOW = /\/v1\/checkout\/cs_/;
const iframe = ({ frame_url }: NewSession) =>
  `<iframe src="${frame_url}?locale=ko" width="100%" height="1380" allow="otp-credentials"></iframe>`;
const declared = (session: NewSession, inner = iframe(session)) =>
  `<carrier-checkout session="${session.id}" confirm-url="/confirm">${inner}</carrier-checkout>`;

for (const embed of ["declared", "script"]) {
  test(`a shop pays with the ${embed} embedding, on its own site and on another`, async ({ page, phone, servers }) => {
    for (const shop of [servers.shop, servers.shopCrossSite]) {
      const checkout = await Checkout.open(page, shop, 2, `?embed=${embed}`);
      await expect(page.locator("carrier-checkout")).toHaveCount(embed === "declared" ? 1 : 0);
      await checkout.payAs(newNumber(), phone);
      await expect(page.getByRole("link", { name: "주문 보기" })).toBeVisible();
      await page.context().clearCookies();
    }
  });
}

test("a frame that was there long before the loader is taken over as it is", async ({ page, phone, servers }) => {
  const merchant = new MerchantPage(page, servers);
  await merchant.listen();
  const letGo = await merchant.hold("**/checkout.js");
  await page.goto(`${servers.shop}/checkout/2`, { waitUntil: "commit" });
  const frame = await merchant.frame();
  await frame.waitForLoadState("load");
  await frame.evaluate(() => Object.assign(window, { kept: true }));
  // All of it can be filled in meanwhile, and what is pressed waits for the page around.
  const [checkout, number] = [new Checkout(page), newNumber()];
  await checkout.fillIn(number);
  await expect(checkout.field("phone")).toHaveValue(/^010-\d{4}-\d{4}$/);
  await checkout.button("send").click();
  await expect(checkout.button("send")).toHaveAttribute("aria-busy", "true");
  expect(await phone.messages(number)).toEqual([]);
  expect(await merchant.heard()).toEqual([]);
  letGo();
  await expect(checkout.field("code")).toBeVisible();
  await checkout.field("code").fill(await phone.lastCode(number));
  await checkout.tick("content").check();
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible();
  expect(await frame.evaluate(() => "kept" in window)).toBe(true);
  expect(merchant.frames).toHaveLength(1);
  expect((await merchant.heard()).at(0)).toBe("carrier-checkout ready");
  expect(merchant.complaints).toEqual([]);
});

test("a loader that was there long before the frame's document meets it", async ({ page, servers }) => {
  const merchant = new MerchantPage(page, servers);
  await merchant.listen();
  const letGo = await merchant.hold(WINDOW);
  await page.goto(`${servers.shop}/checkout/2`, { waitUntil: "commit" });
  // The loader has taken the frame, which is still empty, and has knocked in vain.
  await expect(page.locator("carrier-checkout > iframe")).toHaveCSS("color-scheme", "light dark");
  letGo();
  const checkout = new Checkout(page);
  await checkout.askForCode(newNumber());
  await expect(checkout.field("code")).toBeVisible();
  expect(merchant.frames).toHaveLength(1);
  expect(await merchant.heard()).toEqual([
    "carrier-checkout ready",
    "carrier-checkout change details",
    "carrier-checkout change code",
  ]);
  expect(merchant.complaints).toEqual([]);
});

/** Where the loader may stand, by what it has to find. */
const PLACES: Record<string, (script: (attributes?: string) => string, session: NewSession) => [string, string]> = {
  "in the head, before there is a checkout": (script, session) => [script(), declared(session)],
  "in the head, async": (script, session) => [script("async"), declared(session)],
  "inside the checkout, before its iframe": (script, session) => ["", declared(session, script() + iframe(session))],
  "after the checkout": (script, session) => ["", declared(session) + script()],
  "on the page twice": (script, session) => ["", declared(session) + script("async") + script()],
  "beside a checkout without an iframe": (script, session) => [script(), declared(session, "")],
  "after a bare iframe": (script, session) => ["", iframe(session) + script(`data-session="${session.id}"`)],
  "anywhere, naming the element around an iframe": (script, session) => [
    script(`async data-session="${session.id}" data-mount="#here"`),
    `<div id="here">${iframe(session)}</div>`,
  ],
  "anywhere, naming an element without one": (script, session) => [
    script(`async data-session="${session.id}" data-mount="#here"`),
    `<div id="here"></div>`,
  ],
};

for (const [place, page] of Object.entries(PLACES)) {
  test(`one frame is shown and greeted once: the loader ${place}`, async ({ page: tab, request, servers }) => {
    const merchant = new MerchantPage(tab, servers);
    const session = await newSession(request, servers.gateway);
    const script = (attributes = "") => `<script src="${servers.gateway}/checkout.js" ${attributes}></script>`;
    const [head, body] = page(script, session);
    await merchant.open(body, head);
    const checkout = new Checkout(tab);
    await checkout.askForCode(newNumber());
    await expect(checkout.field("code")).toBeVisible();
    await expect(tab.locator("iframe")).toHaveCount(1);
    expect(merchant.frames).toHaveLength(1);
    expect((await merchant.heard()).map((event) => event.replace(/^\S+ /, ""))).toEqual([
      "ready",
      "change details",
      "change code",
    ]);
    expect(merchant.complaints).toEqual([]);
  });
}

test("the snippet of the session's answer is all that a page needs", async ({ page, phone, request, servers }) => {
  const merchant = new MerchantPage(page, servers);
  const embed = { confirm_url: "/paid?a=1&b=2", success_url: "/orders/1", locale: "ko", theme: "dark" };
  const session = await newSession(request, servers.gateway, embed);
  await page.route("**/paid?*", (route) => route.fulfill({ status: 204 }));
  const posted = page.waitForRequest("**/paid?a=1&b=2");
  await merchant.open(session.embed_html);
  const checkout = new Checkout(page);
  await checkout.readyToPay(newNumber(), phone);
  const frame = await merchant.frame(session.id);
  expect(await frame.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  await checkout.button("pay").click();
  expect((await posted).postDataJSON().session).toBe(session.id);
  expect(merchant.complaints).toEqual([]);
});

test("colours that are not the system's stand in the frame's address", async ({ page, request, servers }) => {
  const merchant = new MerchantPage(page, servers);
  const { id } = await newSession(request, servers.gateway);
  const script = `<script src="${servers.gateway}/checkout.js" async></script>`;
  await merchant.open(`<carrier-checkout session="${id}" locale="en" theme="dark"></carrier-checkout>${script}`);
  await expect(new Checkout(page, "en").field("phone")).toBeVisible();
  expect(new URL((await merchant.frame(id)).url()).search).toBe("?locale=en&theme=dark");
});

test("a reloaded frame is greeted anew", async ({ page, servers }) => {
  const merchant = new MerchantPage(page, servers);
  await merchant.listen();
  const checkout = await Checkout.open(page, servers.shop);
  const frame = await merchant.frame();
  for (let reloads = 1; reloads <= 2; reloads++) {
    await frame.evaluate(() => location.reload());
    const ready = async () => (await merchant.heard()).filter((event) => event.endsWith(" ready")).length;
    await expect.poll(ready).toBe(1 + reloads);
  }
  await checkout.askForCode(newNumber());
  await expect(checkout.field("code")).toBeVisible();
  expect((await merchant.heard()).at(-1)).toBe("carrier-checkout change code");
  expect(merchant.complaints).toEqual([]);
});

test("a reload that ends nowhere is noticed, and can be tried again", async ({ page, servers }) => {
  const merchant = new MerchantPage(page, servers);
  await merchant.listen();
  await Checkout.open(page, servers.shop);
  const frame = await merchant.frame();
  await page.route(WINDOW, (route) => route.abort());
  await frame.evaluate(() => location.reload());
  await expect(page.getByRole("alert")).toBeVisible();
  expect((await merchant.heard()).at(-1)).toBe("carrier-checkout error network_error");
  await page.unroute(WINDOW);
  await page.getByRole("button", { name: "다시 시도" }).click();
  await expect(new Checkout(page).field("phone")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.locator("carrier-checkout > iframe")).toHaveCount(1);
});

test("an iframe of another session or origin is not taken over", async ({ page, request, servers }) => {
  const merchant = new MerchantPage(page, servers);
  const [session, other] = [await newSession(request, servers.gateway), await newSession(request, servers.gateway)];
  for (const src of [other.frame_url, session.frame_url.replace("localhost", "127.0.0.1")]) {
    const frame = `<iframe src="${src}"></iframe>`;
    const script = `<script src="${servers.gateway}/checkout.js" async></script>`;
    await merchant.open(`<carrier-checkout session="${session.id}">${frame}</carrier-checkout>${script}`);
    await expect.poll(() => merchant.heard()).toEqual(["carrier-checkout error merchant_data_invalid"]);
    await expect(page.getByRole("alert")).toContainText("결제창을 불러오지 못했어요");
    await expect(page.locator("iframe")).toHaveCount(1);
    expect(await page.locator("iframe").evaluate((frame: HTMLIFrameElement) => [frame.src, frame.title])).toEqual([
      src,
      "",
    ]);
    await page.unrouteAll();
  }
});

test("destroying a checkout that was taken over takes its frame away", async ({ page, request, servers }) => {
  const merchant = new MerchantPage(page, servers);
  const session = await newSession(request, servers.gateway);
  await merchant.open(`${declared(session)}<script src="${servers.gateway}/checkout.js"></script>`);
  await expect(new Checkout(page).field("phone")).toBeVisible();
  await page.evaluate((session) => {
    type Api = { mount(options: { session: string; mount: string }): { destroy(): void } };
    const { CarrierCheckout } = window as unknown as { CarrierCheckout: Api };
    CarrierCheckout.mount({ session, mount: "carrier-checkout" }).destroy();
  }, session.id);
  await expect(page.locator("iframe")).toHaveCount(0);
  expect(merchant.complaints).toEqual([]);
});

test("only the checkout's own frame is greeted, whoever else says that it is there", async ({
  page,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers);
  const [session, other] = [await newSession(request, servers.gateway), await newSession(request, servers.gateway)];
  // Beside the checkout: a frame of the page's own origin, and one of the gateway's.
  const strangers = `<iframe name="own"></iframe><iframe src="${other.frame_url}"></iframe>`;
  await merchant.open(`${declared(session)}<script src="${servers.gateway}/checkout.js"></script>${strangers}`);
  const checkout = new Checkout(page);
  await expect(checkout.field("phone")).toBeVisible();
  await page.evaluate(() => {
    const counted = window as unknown as { count: number };
    counted.count = 0;
    addEventListener("message", ({ data }) => (counted.count += data?.mark ? 1 : 0));
  });
  const own = page.frame("own");
  if (own === null) throw new Error("a frame");
  for (const frame of [own, await merchant.frame(other.id)]) {
    await frame.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      addEventListener("message", ({ data }) => heard.push(data));
      const here = { type: "carrier-checkout/here", version: 1, document: "0".repeat(32) };
      window.parent.postMessage({ ...here, mark: true }, "*");
    });
  }
  await page.evaluate(() => {
    window.postMessage({ type: "carrier-checkout/here", version: 1, document: "0".repeat(32), mark: true }, "*");
  });
  await expect.poll(() => page.evaluate(() => (window as unknown as { count: number }).count)).toBe(3);
  // Had one of them been greeted, the hello would have come before this.
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll("iframe")) frame.contentWindow?.postMessage("after", "*");
  });
  for (const frame of [own, await merchant.frame(other.id)]) {
    await expect.poll(() => frame.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual(["after"]);
  }
  // And the connection to its own frame still stands.
  await checkout.askForCode(newNumber());
  await expect(checkout.field("code")).toBeVisible();
  expect((await merchant.heard()).at(-1)).toBe("carrier-checkout change code");
});
