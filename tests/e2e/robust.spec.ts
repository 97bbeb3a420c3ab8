// Pages that do with a checkout what pages do: move it, make it twice, go away and come back.

import type { Page } from "@playwright/test";
import { Backend } from "./support/backend.ts";
import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession } from "./support/embedding.ts";
import { expect, test } from "./support/test.ts";

const WINDOW = /\/v1\/checkout\/cs_/;
type Handle = { readonly session?: string; destroy(): void };
type Shop = { CarrierCheckout: { mount(options: object): Handle } };

test("an element that is moved within the page goes on where it was", async ({ page, phone, request, servers }) => {
  const merchant = new MerchantPage(page, servers);
  const { id } = await newSession(request, servers.gateway);
  const script = `<script src="${servers.gateway}/checkout.js"></script>`;
  await merchant.open(
    `<div id="a"><carrier-checkout session="${id}"></carrier-checkout></div><div id="b"></div>${script}`,
  );
  const [checkout, number] = [new Checkout(page), newNumber()];
  await checkout.askForCode(number);
  await expect(checkout.field("code")).toBeVisible();
  await page.evaluate(() =>
    document.querySelector("#b")?.append(document.querySelector("carrier-checkout") as Element),
  );
  // The browser loads the frame anew, and the gateway knows how far it was.
  await expect(page.locator("#b > carrier-checkout > iframe")).toHaveCount(1);
  await expect(checkout.field("code")).toBeVisible();
  await checkout.field("code").fill(await phone.lastCode(number));
  await expect(checkout.field("code")).toHaveValue(/^\d{6}$/);
  await expect(page.locator("iframe")).toHaveCount(1);
  expect((await merchant.heard()).filter((event) => event.endsWith("ready"))).toHaveLength(2);
});

test("a place that the page does not have is an error, and no window opens elsewhere", async ({
  page,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers);
  const { id } = await newSession(request, servers.gateway);
  await merchant.open(`<script src="${servers.gateway}/checkout.js" data-session="${id}" data-mount="#none"></script>`);
  await expect.poll(() => merchant.heard()).toEqual(["html error merchant_data_invalid"]);
  await expect(page.locator("iframe")).toHaveCount(0);
  expect(merchant.frames).toEqual([]);
});

test("several checkouts on a page are apart from each other", async ({ page, request, servers }) => {
  const merchant = new MerchantPage(page, servers);
  const sessions = [await newSession(request, servers.gateway), await newSession(request, servers.gateway)];
  const [one, two] = sessions.map(({ id }) => id);
  const script = `<script src="${servers.gateway}/checkout.js"></script>`;
  const both = `<carrier-checkout id="one" session="${one}"></carrier-checkout>
    <carrier-checkout id="two" session="${two}"></carrier-checkout>`;
  await merchant.open(`${both}${script}`);
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    addEventListener("carrier-checkout:change", (event) => {
      const { screen, session } = (event as CustomEvent).detail;
      told.push(`${(event.target as Element).id} ${screen} ${session}`);
    });
  });
  for (const [name, session] of [
    ["one", one],
    ["two", two],
  ] as const) {
    const frame = page.frameLocator(`#${name} iframe`);
    await expect(frame.getByRole("textbox", { name: "휴대폰 번호" })).toBeVisible();
    await expect(page.locator(`#${name} iframe`)).toHaveAttribute("src", new RegExp(`/${session}\\?`));
  }
  await page.evaluate(() => document.querySelector("#one")?.remove());
  await expect(page.locator("iframe")).toHaveCount(1);
  await new Checkout(page).askForCode(newNumber());
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
  await expect.poll(async () => (await told()).at(-1)).toBe(`two code ${two}`);
});

test("a gateway that is slow is given up, and taken all the same when it comes", async ({ page, request, servers }) => {
  const merchant = new MerchantPage(page, servers);
  const { id } = await newSession(request, servers.gateway);
  const letGo = await merchant.hold(WINDOW);
  const script = `<script src="${servers.gateway}/checkout.js"></script>`;
  await merchant.open(`<carrier-checkout session="${id}"></carrier-checkout>${script}`);
  await expect(page.getByRole("alert")).toContainText("결제창을 불러오지 못했어요");
  expect(await merchant.heard()).toEqual(["carrier-checkout error network_error"]);
  letGo();
  await expect(new Checkout(page).field("phone")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("what could not be loaded is said in the shopper's language once the words have come", async ({
  page,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers);
  const { id } = await newSession(request, servers.gateway);
  await page.route(WINDOW, (route) => route.abort());
  const script = `<script src="${servers.gateway}/checkout.js"></script>`;
  await merchant.open(`<carrier-checkout session="${id}" locale="ja"></carrier-checkout>${script}`);
  await expect(page.getByRole("alert")).toContainText("読み込めませんでした");
  await expect(page.getByRole("alert")).toHaveAttribute("lang", "ja");
  await expect(page.getByRole("button", { name: "もう一度試す" })).toBeVisible();
});

test("when the loader's second part does not come, a session can be asked for again", async ({
  page,
  request,
  servers,
}) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  await backend.makesSessions();
  await page.route("**/assets/more-*", (route) => route.abort());
  const script = `<script src="${servers.gateway}/checkout.js"></script>`;
  await merchant.open(`<carrier-checkout session-url="/session"></carrier-checkout>${script}`);
  await expect(page.getByRole("alert")).toBeVisible();
  expect(await merchant.heard()).toEqual(["carrier-checkout error network_error"]);
  await page.unroute("**/assets/more-*");
  await page.getByRole("button", { name: "다시 시도" }).click();
  await expect(new Checkout(page).field("phone")).toBeVisible();
});

test("a page with only a session and a confirm URL does without the second part", async ({
  page,
  phone,
  request,
  servers,
}) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  await backend.confirms();
  const { id } = await newSession(request, servers.gateway, {}, { order_id: backend.order });
  const fetched: string[] = [];
  page.on("request", (asked) => fetched.push(asked.url()));
  const script = `<script src="${servers.gateway}/checkout.js"></script>`;
  await merchant.open(`<carrier-checkout session="${id}" confirm-url="/confirm"></carrier-checkout>${script}`);
  await new Checkout(page).payAs(newNumber(), phone);
  expect(fetched.filter((url) => url.includes("/assets/more-"))).toEqual([]);
});

test("mounting twice, and taking away in between, shows one checkout that works", async ({
  page,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers);
  const { id: session } = await newSession(request, servers.gateway);
  await merchant.open(`<div id="here"></div><script src="${servers.gateway}/checkout.js"></script>`);
  await page.waitForLoadState("load");
  const same = await page.evaluate((session) => {
    const { CarrierCheckout } = window as unknown as Shop;
    const mount = () => CarrierCheckout.mount({ session, mount: "#here" });
    // As React does in its strict mode.
    mount().destroy();
    const shown = mount();
    shown.destroy();
    shown.destroy();
    const [one, two] = [mount(), mount()];
    shown.destroy();
    return one === two && one.session === session;
  }, session);
  expect(same).toBe(true);
  await new Checkout(page).askForCode(newNumber());
  await expect(new Checkout(page).field("code")).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(1);
  expect(merchant.complaints).toEqual([]);
});

test("a page with a <base> pays at the addresses that it means", async ({ page, phone, request, servers }) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  await backend.makesSessions();
  await backend.confirms();
  const script = `<script src="${servers.gateway}/checkout.js"></script>`;
  const element = `<carrier-checkout session-url="session" confirm-url="confirm" success-url="done"></carrier-checkout>`;
  await merchant.open(element + script, `<base href="/shop/">`);
  await new Checkout(page).payAs(newNumber(), phone);
  expect(backend.asked.map((asked) => new URL(asked.url()).pathname)).toEqual(["/shop/session"]);
  const link = page.getByRole("link", { name: "주문 보기" });
  expect(await link.evaluate((link: HTMLAnchorElement) => new URL(link.href).pathname)).toBe("/shop/done");
});

test("who goes to another page and back finds the checkout as it was", async ({ page, request, servers }) => {
  const merchant = new MerchantPage(page, servers);
  const { id } = await newSession(request, servers.gateway);
  const script = `<script src="${servers.gateway}/checkout.js"></script>`;
  await merchant.open(`<carrier-checkout session="${id}"></carrier-checkout>${script}`);
  await new Checkout(page).askForCode(newNumber());
  await expect(new Checkout(page).field("code")).toBeVisible();
  await page.goto(`${servers.shop}/`);
  await page.goBack();
  // Whether the browser kept the page or loads it anew.
  test.info().annotations.push({ type: "kept by the browser", description: `${await kept(page)}` });
  await expect(new Checkout(page).field("code")).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(1);
  await new Checkout(page).button("restart").click();
  await expect(new Checkout(page).field("phone")).toBeVisible();
});

function kept(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return entry?.type !== "back_forward";
  });
}
