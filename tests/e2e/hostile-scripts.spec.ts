// Scripts on the merchant's page that mean no good, or that a hole in the page lets in: what they can get, and what not.

import { actAsBackend } from "./support/backend.ts";
import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession } from "./support/embedding.ts";
import { expect, test } from "./support/test.ts";

/** Notes everything that goes through the page's own functions. */
const eavesdrop = () => {
  const heard: string[] = [];
  Object.assign(window, { eavesdropped: heard });
  const note = (...what: unknown[]): void => {
    for (const one of what) {
      heard.push(typeof one === "string" ? one : JSON.stringify(one instanceof MessageEvent ? one.data : one));
    }
  };
  const { fetch, postMessage, addEventListener } = window;
  window.fetch = (input, init) => {
    note(String(input), init?.headers, init?.body);
    return fetch(input, init);
  };
  window.postMessage = (...said: Parameters<typeof postMessage>) => {
    note(...said);
    postMessage.apply(window, said);
  };
  for (const prototype of [EventTarget.prototype, MessagePort.prototype]) {
    const add = prototype.addEventListener ?? addEventListener;
    prototype.addEventListener = function (this: EventTarget, type: string, listener: never, options: never) {
      add.call(this, type, ((event: Event) => note(type, event)) as never, options);
      return add.call(this, type, listener, options);
    } as never;
  }
  const { postMessage: send } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown) {
    note(message);
    send.call(this, message);
  };
  const onmessage = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage") as PropertyDescriptor;
  Object.defineProperty(MessagePort.prototype, "onmessage", {
    ...onmessage,
    set(this: MessagePort, listener: ((event: MessageEvent) => void) | null) {
      onmessage.set?.call(
        this,
        listener &&
          ((event: MessageEvent) => {
            note(event.data);
            listener.call(this, event);
          }),
      );
    },
  });
  for (const type of ["keydown", "input", "paste", "change", "focus", "message", "submit"]) {
    addEventListener.call(window, type, (event) => note(type, event, (event as InputEvent).data), true);
  }
};

test("a script that replaces the page's functions gets the token, and nothing that was typed", async ({
  page,
  phone,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers, servers.shopCrossSite);
  await actAsBackend(page, request, servers.gateway);
  const { id } = await newSession(request, servers.gateway);
  await page.addInitScript(eavesdrop);
  await merchant.open(
    `<div id="here"></div><script src="${servers.gateway}/checkout.js" data-session="${id}" data-mount="#here"
       data-confirm-url="/confirm" data-locale="ko"></script>`,
  );
  const number = newNumber();
  await new Checkout(page).payAs(number, phone);
  const heard = await page.evaluate(() => (window as unknown as { eavesdropped: string[] }).eavesdropped.join("\n"));
  // This much is the page's own: it posts the token to its backend, which alone can make anything of it.
  expect(heard).toContain('"token":"tok_');
  for (const secret of [number, number.slice(3), `010-${number.slice(3, 7)}`, "900101", await phone.lastCode(number)]) {
    expect(heard).not.toContain(secret);
  }
});

test("a polluted prototype names no gateway, no address and no session", async ({ page, phone, request, servers }) => {
  const merchant = new MerchantPage(page, servers);
  await actAsBackend(page, request, servers.gateway);
  const { id } = await newSession(request, servers.gateway);
  const elsewhere: string[] = [];
  page.on("request", (sent) => {
    if (sent.url().includes("elsewhere.example")) elsewhere.push(sent.url());
  });
  await page.addInitScript(() => {
    const evil = "https://elsewhere.example";
    const said = { gateway: evil, confirmUrl: `${evil}/c`, successUrl: `${evil}/s`, confirm_url: evil, src: evil };
    Object.assign(Object.prototype, said, {
      origin: evil,
      url: evil,
      href: evil,
      detail: { reason: "x" },
      theme: "pink",
    });
  });
  await merchant.open(
    `<carrier-checkout session="${id}" confirm-url="/confirm" locale="ko"></carrier-checkout>
     <script src="${servers.gateway}/checkout.js"></script>`,
  );
  await new Checkout(page).payAs(newNumber(), phone);
  await expect(page.getByRole("link", { name: "주문 보기" })).toHaveCount(0);
  expect(elsewhere).toEqual([]);

  // By the script's own function, which most is left out of.
  const other = await newSession(request, servers.gateway);
  await page.evaluate((session) => {
    const { CarrierCheckout } = window as unknown as { CarrierCheckout: { mount(options: object): void } };
    document.querySelector("carrier-checkout")?.replaceChildren();
    CarrierCheckout.mount({ session, mount: "carrier-checkout", locale: "ko" });
  }, other.id);
  const frame = await merchant.frame(other.id);
  expect(new URL(frame.url()).origin).toBe(servers.gateway);
  await expect(new Checkout(page).field("phone")).toBeVisible();
  expect(elsewhere).toEqual([]);
});

test("what was said on the port, said once more, charges nothing more", async ({
  page,
  phone,
  request,
  servers,
  ledger,
}) => {
  const merchant = new MerchantPage(page, servers);
  await actAsBackend(page, request, servers.gateway);
  const { id } = await newSession(request, servers.gateway);
  // Keeps the loader's end, and what came out of it.
  await page.addInitScript(() => {
    const Real = MessageChannel;
    window.MessageChannel = class extends Real {
      constructor() {
        super();
        const said: unknown[] = [];
        Object.assign(window, { loaderPort: this.port1, said });
        this.port1.addEventListener("message", ({ data }) => said.push(data));
      }
    };
  });
  await merchant.open(
    `<carrier-checkout session="${id}" confirm-url="/confirm" locale="ko"></carrier-checkout>
     <script src="${servers.gateway}/checkout.js"></script>`,
  );
  const before = (await ledger()).length;
  const checkout = new Checkout(page);
  await checkout.payAs(newNumber(), phone);
  const again = page.waitForResponse("**/confirm");
  const confirms = await page.evaluate(() => {
    const { loaderPort, said } = window as unknown as { loaderPort: MessagePort; said: { type: string }[] };
    const old = [...said];
    for (const data of [...old, ...old]) loaderPort.dispatchEvent(new MessageEvent("message", { data }));
    return old.filter(({ type }) => type === "confirm").length;
  });
  expect(confirms).toBe(1);
  // It was posted once more, with the same key: the merchant's backend and the gateway know it.
  expect((await again).request().headers()["idempotency-key"]).toBeTruthy();
  await expect(checkout.done).toBeVisible();
  expect((await ledger()).length).toBe(before + 1);
});
