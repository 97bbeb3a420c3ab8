// Merchants' pages with policies of their own: the checkout pays on each of them, and nothing is violated, neither in the
// page nor in the frame.

import type { Servers } from "../../scripts/servers/fresh.mjs";
import { actAsBackend } from "./support/backend.ts";
import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession } from "./support/embedding.ts";
import { noPlace, violations, watchPolicies } from "./support/policies.ts";
import { expect, test } from "./support/test.ts";

const NONCE = "c2VydmVkLW9uY2U";

/** A page's headers by what they ask for. */
const POLICIES: Record<string, (gateway: string) => Record<string, string>> = {
  "only what the checkout needs": (gateway) => ({
    "content-security-policy": `default-src 'none'; script-src ${gateway}; frame-src ${gateway}; connect-src 'self';
      base-uri 'none'; form-action 'none'; img-src data:`,
  }),
  "scripts by a nonce": (gateway) => ({
    "content-security-policy": `script-src 'nonce-${NONCE}' 'strict-dynamic'; object-src 'none'; base-uri 'none';
      frame-src ${gateway}; connect-src 'self'`,
  }),
  "no style of its own": (gateway) => ({
    "content-security-policy": `style-src 'none'; style-src-attr 'none'; script-src ${gateway}`,
  }),
  "Trusted Types without a policy": (gateway) => ({
    "content-security-policy": `require-trusted-types-for 'script'; trusted-types 'none'; script-src ${gateway}`,
  }),
  "cross-origin isolation": () => ({
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
  }),
  "cross-origin isolation without credentials": () => ({
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "credentialless",
  }),
  "a sandbox": () => ({ "content-security-policy": "sandbox allow-scripts allow-same-origin allow-forms" }),
  "no referrer, no sniffing, no powers": () => ({
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "permissions-policy": "camera=(), geolocation=(), payment=()",
  }),
};

/** What Chromium thinks of the page's own sandbox, whatever is in it. */
const SANDBOX_HINT = /both allow-scripts and allow-same-origin/;

const complaintsOf = (merchant: MerchantPage) => merchant.complaints.filter((text) => !SANDBOX_HINT.test(text));

/** The two ways in. */
const WAYS = {
  declared: ({ id, frame_url }: { id: string; frame_url: string }, script: string) =>
    `<carrier-checkout session="${id}" confirm-url="/confirm">
       <iframe src="${frame_url}?locale=ko" width="100%" height="1380" allow="otp-credentials"></iframe>
     </carrier-checkout><script async ${script}></script>`,
  script: ({ id }: { id: string }, script: string) =>
    `<div id="here"></div>
     <script ${script} data-session="${id}" data-mount="#here" data-confirm-url="/confirm" data-locale="ko"></script>`,
};

const sites = ({ shop, shopCrossSite }: Servers) => ({ "its own site": shop, "another site": shopCrossSite });

for (const [policy, headers] of Object.entries(POLICIES)) {
  for (const [way, body] of Object.entries(WAYS)) {
    // The frame is of another process there, as it is for every real merchant.
    const site = way === "declared" ? "another site" : "its own site";
    test(`a page with ${policy} is paid on, by the ${way} way in on ${site}`, async ({
      page,
      phone,
      request,
      servers,
      ledger,
    }) => {
      const merchant = new MerchantPage(page, servers, sites(servers)[site]);
      await watchPolicies(page);
      await actAsBackend(page, request, servers.gateway);
      const session = await newSession(request, servers.gateway);
      const script = `nonce="${NONCE}" src="${servers.gateway}/checkout.js"`;
      await merchant.open(body(session, script), "", headers(servers.gateway));
      const before = (await ledger()).length;
      await new Checkout(page).payAs(newNumber(), phone);
      await expect.poll(() => merchant.heard()).toContain(`${way === "declared" ? "carrier-checkout" : "div"} paid`);
      expect((await ledger()).length).toBe(before + 1);
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(policy.startsWith("cross-origin isolation"));
      expect(await violations(page)).toEqual([]);
      expect(complaintsOf(merchant)).toEqual([]);
    });
  }
}

test("a violation is noticed: the matrix is not blind", async ({ page, servers }) => {
  const merchant = new MerchantPage(page, servers);
  await watchPolicies(page);
  const forbidding = { "content-security-policy": "script-src 'none'" };
  await merchant.open(`<script src="${servers.gateway}/checkout.js"></script>`, "", forbidding);
  await expect.poll(() => violations(page)).toContainEqual(expect.stringContaining("script-src"));
});

/** The merchant's page in a frame of another of its pages, as builders of shops and editors show it. */
const around = (sandbox: string) => `<iframe id="around" sandbox="${sandbox}" src="/inner" width="100%" height="1500">`;

test("a page in a sandbox that leaves it its origin is paid on", async ({ page, phone, request, servers }) => {
  const merchant = new MerchantPage(page, servers);
  await watchPolicies(page);
  await actAsBackend(page, request, servers.gateway);
  const session = await newSession(request, servers.gateway);
  const script = `src="${servers.gateway}/checkout.js"`;
  await merchant.serve("/inner", WAYS.declared(session, script));
  await merchant.open(around("allow-scripts allow-same-origin allow-forms"));
  const checkout = new Checkout(page);
  const frame = page.frameLocator("#around").frameLocator(`iframe[title="${checkout.names.frame}"]`);
  await Object.assign(checkout, { frame }).payAs(newNumber(), phone);
  expect(await violations(page)).toEqual([]);
  expect(complaintsOf(merchant)).toEqual([]);
});

test("a page in a sandbox without an origin is refused, and the shopper is told", async ({
  page,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers);
  const session = await newSession(request, servers.gateway);
  await merchant.serve("/inner", WAYS.script(session, `src="${servers.gateway}/checkout.js"`));
  await merchant.open(around("allow-scripts allow-forms"));
  const inner = page.frameLocator("#around");
  await expect(inner.getByRole("alert")).toContainText("결제창을 불러오지 못했어요");
  const frame = await merchant.named("/inner");
  expect(await frame.evaluate(() => self.origin)).toBe("null");
  expect(await frame.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([
    "div error network_error",
  ]);
  await noPlace(page, session.id);
});
