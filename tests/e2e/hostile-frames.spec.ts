// Frames that are not what they should be, or not where: each is left alone, and gets nothing.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession } from "./support/embedding.ts";
import { expect, test } from "./support/test.ts";

const declared = ({ id, frame_url }: { id: string; frame_url: string }) =>
  `<carrier-checkout session="${id}" confirm-url="/confirm">
     <iframe src="${frame_url}?locale=ko" title="휴대폰 결제" width="100%" height="1380"></iframe>
   </carrier-checkout>`;

test("a frame that the page leads elsewhere hears no hello, and the checkout goes on in a new one", async ({
  page,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers);
  const session = await newSession(request, servers.gateway);
  await merchant.serve(
    "/false",
    `<label>휴대폰 번호<input></label><script>
       const heard = []; addEventListener("message", ({ data, ports }) => heard.push([data, ports.length]));
       // It says what the real one says.
       parent.postMessage({ type: "carrier-checkout/here", version: 1, document: "0".repeat(32) }, "*");
     </script>`,
  );
  await merchant.open(`${declared(session)}<script src="${servers.gateway}/checkout.js"></script>`);
  const checkout = new Checkout(page);
  await checkout.fillIn(newNumber());
  await page.evaluate(() => {
    (document.querySelector("carrier-checkout > iframe") as HTMLIFrameElement).src = "/false";
  });
  const stranger = await merchant.named("/false");
  // Nothing but the question who is there, which names nobody.
  await expect(page.getByRole("alert")).toContainText("결제창을 불러오지 못했어요");
  expect(await stranger.evaluate("heard")).toEqual([[{ type: "carrier-checkout/knock", version: 1 }, 0]]);
  expect((await merchant.heard()).at(-1)).toBe("carrier-checkout error network_error");
  await page.getByRole("button", { name: "다시 시도" }).click();
  await checkout.askForCode(newNumber());
  await expect(checkout.field("code")).toBeVisible();
});

test("a frame that is led to another session is not greeted as this one", async ({ page, request, servers }) => {
  const merchant = new MerchantPage(page, servers);
  const [session, other] = [await newSession(request, servers.gateway), await newSession(request, servers.gateway)];
  await merchant.open(`${declared(session)}<script src="${servers.gateway}/checkout.js"></script>`);
  await expect(new Checkout(page).field("phone")).toBeVisible();
  await expect.poll(() => merchant.heard()).toContain("carrier-checkout ready");
  await page.evaluate((src) => {
    (document.querySelector("carrier-checkout > iframe") as HTMLIFrameElement).src = src;
  }, other.frame_url);
  await merchant.frame(other.id);
  await expect(page.getByRole("alert")).toContainText("결제창을 불러오지 못했어요");
  const heard = await merchant.heard();
  expect(heard.filter((event) => event.endsWith(" ready"))).toHaveLength(1);
  expect(heard.at(-1)).toBe("carrier-checkout error network_error");
});

test("the frame cannot be read or filled by the page, whatever it tries", async ({ page, request, servers }) => {
  for (const origin of [servers.shop, servers.shopCrossSite]) {
    const merchant = new MerchantPage(page, servers, origin);
    await merchant.open(declared(await newSession(request, servers.gateway)));
    await expect(new Checkout(page).field("phone")).toBeVisible();
    const tried = await page.evaluate(() => {
      const frame = document.querySelector("iframe") as HTMLIFrameElement;
      const inside = frame.contentWindow as Window;
      const outcome = (act: () => unknown): string => {
        try {
          return String(act());
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [
        String(frame.contentDocument),
        outcome(() => inside.document),
        outcome(() => inside.location.href),
        outcome(() => inside.localStorage),
        outcome(() => Object.assign(inside, { fetch: null })),
      ];
    });
    expect(tried).toEqual(["null", ...Array(4).fill("SecurityError")]);
    await page.unrouteAll();
  }
});

test("a stranger's page that shows the merchant's page shows no checkout in it", async ({ page, request, servers }) => {
  const merchant = new MerchantPage(page, servers);
  const session = await newSession(request, servers.gateway);
  await merchant.open(`${declared(session)}<script src="${servers.gateway}/checkout.js"></script>`);
  await expect(new Checkout(page).field("phone")).toBeVisible();
  // The merchant has forgotten to say who may frame its page; the gateway asks about everybody around.
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<iframe src="${servers.shop}/page" width="100%" height="1500"></iframe>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}`);
    const inner = await merchant.named("/page");
    await expect(inner.getByRole("alert")).toContainText("결제창을 불러오지 못했어요");
    for (const frame of page.frames()) expect(await frame.locator("input").count()).toBe(0);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
