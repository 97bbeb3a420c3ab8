// `load()` in pages: built by Vite, and as they are.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { inRoot } from "../../scripts/workspace.mjs";
import { Backend } from "../e2e/support/backend.ts";
import { Checkout, newNumber } from "../e2e/support/checkout.ts";
import { MerchantPage } from "../e2e/support/embedding.ts";
import { expect, test } from "../e2e/support/test.ts";
import { built, IMPORT_MAP, serveBuilt } from "./merchant.ts";

type Options = { version?: string; integrity?: string; nonce?: string };
type Load = (gateway: string, options?: Options) => Promise<object | null>;
type Loading = Window & { load?: Load; asked?: Promise<string>[] };

const PLAIN = `<div id="checkout"></div>
  <script type="module" nonce="n0nce">import { load } from "carrier-checkout"; Object.assign(window, { load });</script>`;

test("a page that Vite has built is paid in", async ({ page, request, servers, phone }) => {
  await serveBuilt(page, servers);
  const backend = new Backend(page, request, servers);
  await backend.makesSessions();
  await backend.confirms();
  const merchant = new MerchantPage(page, servers);
  await page.goto(built(servers, "page"));
  await new Checkout(page).payAs(newNumber(), phone);
  expect(await backend.status(backend.made[0] ?? "")).toBe("paid");
  await expect(page.getByRole("link", { name: "주문 보기" })).toBeVisible();
  expect(merchant.complaints).toEqual([]);
});

test("a page without a build is paid in, also one that requires Trusted Types", async ({
  page,
  request,
  servers,
  phone,
}) => {
  await serveBuilt(page, servers);
  const backend = new Backend(page, request, servers);
  await backend.makesSessions();
  await backend.confirms();
  const merchant = new MerchantPage(page, servers);
  const policy = `default-src 'none'; connect-src 'self'; frame-src ${servers.gateway}; img-src data:;
    script-src 'self' 'nonce-n0nce' ${servers.gateway}; style-src 'none';
    require-trusted-types-for 'script'; trusted-types carrier-checkout`;
  await merchant.open(
    `<div id="checkout"></div><script type="module" nonce="n0nce">
      import { load } from "carrier-checkout";
      const { mount } = await load("${servers.gateway}");
      mount({ sessionUrl: "/session", confirmUrl: "/confirm", mount: "#checkout" });
    </script>`,
    `<meta http-equiv="content-security-policy" content="${policy}">${IMPORT_MAP}`,
  );
  await new Checkout(page).payAs(newNumber(), phone);
  expect(await backend.status(backend.made[0] ?? "")).toBe("paid");
  expect(merchant.complaints).toEqual([]);
});

/** A plain page whose tests call `load` themselves. */
async function open(merchant: MerchantPage): Promise<void> {
  await merchant.open(PLAIN, IMPORT_MAP);
  await isReady(merchant);
}

async function isReady({ page }: MerchantPage): Promise<void> {
  await page.waitForLoadState("load");
  await expect.poll(() => page.evaluate(() => typeof (window as Loading).load)).toBe("function");
}

/** What becomes of it. */
function outcome(merchant: MerchantPage, gateway: string, options: Options = {}): Promise<string> {
  return merchant.page.evaluate(
    async ([gateway, options]) => {
      const { load } = window as Loading;
      return load?.(gateway, options).then(
        (api) => (api !== null && api === Object(window).CarrierCheckout ? "there" : "something else"),
        (error) => `${error.name} ${error.code} ${error.retryable}`,
      ) as Promise<string>;
    },
    [gateway, options] as const,
  );
}

const scripts = (merchant: MerchantPage) => merchant.page.locator("script[src*='checkout']");
const NO_NETWORK = "CheckoutError network_error true";
const REFUSED = "CheckoutError merchant_data_invalid false";

test("asked twice it gives the same promise; after a failure it begins anew", async ({ page, servers }) => {
  await serveBuilt(page, servers);
  const merchant = new MerchantPage(page, servers);
  await open(merchant);
  const same = (gateway: string) =>
    page.evaluate(async (gateway) => {
      const { load } = window as Loading;
      const [one, two] = [load?.(gateway), load?.(`${gateway}/`)];
      await Promise.allSettled([one, two]);
      return one === two;
    }, gateway);
  await page.route(/checkout\.js/, (route) => route.abort());
  expect(await same(servers.gateway)).toBe(true);
  expect(await outcome(merchant, servers.gateway)).toBe(NO_NETWORK);
  await expect(scripts(merchant)).toHaveCount(0);
  await page.unroute(/checkout\.js/);
  expect(await same(servers.gateway)).toBe(true);
  expect(await outcome(merchant, servers.gateway)).toBe("there");
  await expect(scripts(merchant)).toHaveCount(1);
});

test("a script that does not come is given up, and may come later", async ({ page, servers }) => {
  await serveBuilt(page, servers);
  const merchant = new MerchantPage(page, servers);
  await page.clock.install();
  await open(merchant);
  const letGo = await merchant.hold(/checkout\.js/);
  const requested = page.waitForRequest(/checkout\.js/);
  const given = outcome(merchant, servers.gateway);
  await requested;
  await page.clock.fastForward(15_000);
  expect(await given).toBe(NO_NETWORK);
  await expect(scripts(merchant)).toHaveCount(0);
  letGo();
  expect(await outcome(merchant, servers.gateway)).toBe("there");
});

test("the page's own script tag is enough", async ({ page, servers }) => {
  await serveBuilt(page, servers);
  const merchant = new MerchantPage(page, servers);
  const letGo = await merchant.hold(/checkout\.js/);
  const asks = PLAIN.replace(
    "Object.assign(window, { load });",
    `Object.assign(window, { load, asked: [load("${servers.gateway}").then((api) => typeof api.mount)] });`,
  );
  await merchant.open(`<script async src="${servers.gateway}/checkout.js"></script>${asks}`, IMPORT_MAP);
  await expect.poll(() => page.evaluate(() => (window as Loading).asked?.length)).toBe(1);
  await expect(scripts(merchant)).toHaveCount(1);
  letGo();
  expect(await page.evaluate(() => (window as Loading).asked?.[0])).toBe("function");
  expect(await outcome(merchant, servers.gateway)).toBe("there");
  await expect(scripts(merchant)).toHaveCount(1);
});

test("a version is held to its integrity", async ({ page, servers }) => {
  await serveBuilt(page, servers);
  const { loader } = JSON.parse(await readFile(inRoot("dist", "manifest.json"), "utf8"));
  const version = loader.replace(/^.*checkout-|\.js$/g, "");
  const integrity = (content: string | Buffer) => `sha384-${createHash("sha384").update(content).digest("base64")}`;
  const merchant = new MerchantPage(page, servers);
  await open(merchant);
  expect(await outcome(merchant, servers.gateway, { version, integrity: integrity("another") })).toBe(NO_NETWORK);
  const right = integrity(await readFile(inRoot("dist", loader)));
  expect(await outcome(merchant, servers.gateway, { version, integrity: right })).toBe("there");
  await expect(page.locator(`script[src="${servers.gateway}/${loader}"]`)).toHaveCount(1);
});

test("what is no gateway's address is refused", async ({ page, servers }) => {
  await serveBuilt(page, servers);
  const merchant = new MerchantPage(page, servers);
  await open(merchant);
  for (const wrong of ["javascript:alert(1)", "data:,x", "https://"]) {
    expect(await outcome(merchant, wrong)).toBe(REFUSED);
  }
  await expect(scripts(merchant)).toHaveCount(0);
});

test("where the page's own policy forbids the script, the page is told so", async ({ page, servers }) => {
  await serveBuilt(page, servers);
  const merchant = new MerchantPage(page, servers);
  const policy = "require-trusted-types-for 'script'; trusted-types another";
  await merchant.open(PLAIN, `<meta http-equiv="content-security-policy" content="${policy}">${IMPORT_MAP}`);
  await isReady(merchant);
  expect(await outcome(merchant, servers.gateway)).toBe(REFUSED);
  await expect(scripts(merchant)).toHaveCount(0);
});
