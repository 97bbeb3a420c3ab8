// A session that is made when it is needed, and another one when the cart has changed.

import { Backend } from "./support/backend.ts";
import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage } from "./support/embedding.ts";
import { expect, test } from "./support/test.ts";

type Shown = { session?: string; update(changes?: object): Promise<void>; destroy(): void };
type Shop = { CarrierCheckout: { mount(options: object): Shown }; shown: Shown };

/** What update() comes to: "done", or the error's four fields. */
const update = () =>
  (window as unknown as Shop).shown.update().then(
    () => "done",
    ({ name, code, message, retryable, docs }) => ({ name, code, message, retryable, docs }),
  );

test("a session is asked for when the place is nearly seen, and once", async ({ page, phone, request, servers }) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  await backend.makesSessions();
  await backend.confirms();
  const script = `<script async src="${servers.gateway}/checkout.js"
    data-session-url="/session" data-confirm-url="/confirm" data-mount="#here"></script>`;
  await merchant.open(`<div style="height: 5000px">the goods</div><div id="here"></div>${script}`);
  const waiting = page.getByRole("status").filter({ hasText: "결제창을 준비하고 있어요" });
  await expect(waiting).toBeAttached();
  // Two frames on, an observer has said what it sees.
  const frames = () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
  await page.evaluate(frames);
  expect(backend.asked).toHaveLength(0);
  const height = await waiting.evaluate((box) => box.clientHeight);
  expect(height).toBeGreaterThan(1_000);
  await page.locator("#here").scrollIntoViewIfNeeded();
  await new Checkout(page).payAs(newNumber(), phone);
  expect(backend.asked).toHaveLength(1);
  const [asked] = backend.asked;
  expect(asked?.method()).toBe("POST");
  expect(asked?.postDataJSON()).toEqual({});
  expect(await asked?.headerValue("idempotency-key")).toMatch(/^[0-9a-f]{32}$/);
  await expect(waiting).toHaveCount(0);
  expect(merchant.complaints).toEqual([]);
});

test("a backend that gives no session is asked once more, and then the shopper may ask", async ({
  axe,
  page,
  request,
  servers,
}) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  await backend.makesSessions();
  backend.broken = 503;
  const script = `<script async src="${servers.gateway}/checkout.js"></script>`;
  const told = `<script>addEventListener("carrier-checkout:error", (e) => { window.told = e.detail; })</script>`;
  await merchant.open(`<carrier-checkout session-url="/session"></carrier-checkout>${script}`, told);
  await expect(page.getByRole("alert")).toContainText("결제창을 불러오지 못했어요");
  await axe();
  const keys = backend.asked.map((asked) => asked.headers()["idempotency-key"]);
  expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  expect(await merchant.heard()).toEqual(["carrier-checkout error session_unavailable"]);
  expect(await page.evaluate(() => (window as unknown as { told: object }).told)).toEqual({
    code: "session_unavailable",
    message: expect.stringContaining("session_unavailable"),
    retryable: true,
    docs: `${servers.gateway}/errors#session_unavailable`,
  });
  backend.broken = undefined;
  await page.getByRole("button", { name: "다시 시도" }).click();
  await expect(new Checkout(page).field("phone")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(backend.made).toHaveLength(1);
});

test("after a changed cart the new amount is shown and the old one can no longer be charged", async ({
  ledger,
  page,
  phone,
  request,
  servers,
}) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  await backend.makesSessions();
  await mount(merchant, servers.gateway);
  const checkout = new Checkout(page);
  const token = page.waitForRequest("**/confirm");
  let stolen = "";
  // The page's own script keeps the token, as a slow backend would.
  await page.route("**/confirm", async (route, asked) => {
    if (stolen !== "") return route.fulfill({ status: await backend.exchange(asked.postDataJSON().token) });
    stolen = asked.postDataJSON().token;
    await route.fulfill({ status: 400 });
  });
  await checkout.readyToPay(newNumber(), phone);
  await checkout.button("pay").click();
  await token;
  await expect(checkout.alert).toBeVisible();
  const before = (await ledger()).filter(({ status }) => status === "succeeded").length;

  backend.amount = 19_800;
  expect(await page.evaluate(update)).toBe("done");
  await expect(checkout.frame.getByRole("region", { name: "주문 정보" })).toContainText("19,800원");
  const [old, now] = backend.made;
  expect(backend.asked.at(-1)?.postDataJSON()).toEqual({ replaces: old });
  expect(await page.evaluate(() => (window as unknown as Shop).shown.session)).toBe(now);
  expect(await backend.status(old ?? "")).toBe("expired");
  expect(await backend.exchange(stolen, 9_900)).toBe(410);
  await checkout.payAs(newNumber(), phone);
  const paid = (await ledger()).filter(({ status }) => status === "succeeded").slice(before);
  expect(paid.map(({ amount }) => amount)).toEqual([19_800]);
});

test("while it is being paid, and once it is, nothing is replaced", async ({ page, phone, request, servers }) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  await backend.makesSessions();
  let letGo = (): void => {};
  await backend.confirms(new Promise<void>((resolve) => (letGo = resolve)));
  await mount(merchant, servers.gateway);
  const checkout = new Checkout(page);
  await checkout.readyToPay(newNumber(), phone);
  const posted = page.waitForRequest("**/confirm");
  await checkout.button("pay").click();
  await posted;
  expect(await page.evaluate(update)).toMatchObject({
    name: "CheckoutError",
    code: "payment_under_way",
    retryable: true,
    docs: `${servers.gateway}/errors#payment_under_way`,
  });
  letGo();
  await expect(checkout.done).toBeVisible();
  expect(await page.evaluate(update)).toMatchObject({ code: "already_paid", retryable: false });
  await expect(checkout.done).toBeVisible();
  expect(backend.asked).toHaveLength(1);
});

test("when no other session is given, the one that was shown is there again and can be paid", async ({
  page,
  phone,
  request,
  servers,
}) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  await backend.makesSessions();
  await backend.confirms();
  await mount(merchant, servers.gateway);
  await expect(new Checkout(page).field("phone")).toBeVisible();
  backend.broken = 500;
  expect(await page.evaluate(update)).toMatchObject({ code: "session_unavailable", retryable: true });
  expect(await page.evaluate(() => (window as unknown as Shop).shown.session)).toBe(backend.made[0]);
  await new Checkout(page).payAs(newNumber(), phone);
});

/** A page whose own script mounts a checkout that asks for its session. */
async function mount(merchant: MerchantPage, gateway: string): Promise<void> {
  await merchant.open(`<div id="here"></div><script src="${gateway}/checkout.js"></script>`);
  await merchant.page.waitForLoadState("load");
  await merchant.page.evaluate(() => {
    const shop = window as unknown as Shop;
    shop.shown = shop.CarrierCheckout.mount({ mount: "#here", sessionUrl: "/session", confirmUrl: "/confirm" });
  });
}
