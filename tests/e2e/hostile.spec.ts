// Pages and messages that mean no good: each gets nothing, and nothing is charged.

import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { newSession } from "./support/embedding.ts";
import { withPage } from "./support/stranger.ts";
import { expect, test } from "./support/test.ts";

test("an origin that is not registered cannot show the frame, and is told so", async ({ page, request, servers }) => {
  const { id: session } = await newSession(request, servers.gateway);
  const html = `<!doctype html><title>x</title><div id="here"></div>
    <script>addEventListener("carrier-checkout:error", (e) => { document.title = "told " + e.detail.code; })</script>
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
    <script>addEventListener("carrier-checkout:error", (e) => { document.title = "told " + e.detail.code; })</script>
    <script src="${servers.gateway}/checkout.js" data-session="${unknown}" data-mount="#here" data-confirm-url="/c"></script>`;
  await withPage(html, async (url) => {
    await page.goto(url);
    await expect(page).toHaveTitle("told session_unknown", { timeout: 20_000 });
    await expect(new Checkout(page).alert).toContainText("결제 정보를 찾을 수 없어요");
    await axe();
  });
});

/** Counts what a window hears; its own listeners have run before ours. */
const count = () => {
  const counted = window as unknown as { count: number };
  counted.count = 0;
  addEventListener("message", () => counted.count++);
};
const counted = () => (window as unknown as { count: number }).count;

test("the frame welcomes one hello: the page's own, whole, and the first", async ({ page, servers }) => {
  await Checkout.open(page, servers.shop);
  // The loader's frame gives way to one that nobody has greeted, and a sibling of the page's own origin.
  await page.evaluate(() => {
    const old = document.querySelector("iframe") as HTMLIFrameElement;
    const fresh = Object.assign(document.createElement("iframe"), { id: "fresh", src: old.src });
    const here: unknown[] = [];
    Object.assign(window, { here });
    addEventListener("message", ({ source, data }) => source === fresh.contentWindow && here.push(data));
    old.replaceWith(fresh);
    document.body.append(Object.assign(document.createElement("iframe"), { name: "sibling" }));
    return new Promise((resolve) => fresh.addEventListener("load", resolve, { once: true }));
  });
  const frame = page.frames().find((candidate) => candidate.url().includes("/v1/checkout/"));
  const sibling = page.frame("sibling");
  if (!frame || !sibling) throw new Error("two frames");
  await frame.evaluate(count);
  const session = new URL(frame.url()).pathname.split("/").at(-1);
  const heres = () => page.evaluate(() => (window as unknown as { here: { document: string }[] }).here);
  // It has said once that it is there, and nothing else.
  await expect.poll(async () => (await heres()).length).toBe(1);
  const [here] = await heres();
  expect(here).toEqual({
    type: "carrier-checkout/here",
    version: 1,
    document: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  const nonce = "0".repeat(32);
  const hello = { type: "carrier-checkout/hello", version: 1, document: here?.document, nonce, session, theme: "dark" };
  const knock = { type: "carrier-checkout/knock", version: 1 };

  // Wrong sources: a sibling of an allowed origin, and the frame itself.
  for (const message of [knock, hello]) {
    await sibling.evaluate((message) => {
      const target = window.parent.document.querySelector<HTMLIFrameElement>("#fresh")?.contentWindow;
      target?.postMessage(message, "*", [new MessageChannel().port2]);
    }, message);
    await frame.evaluate((message) => window.postMessage(message, "*", [new MessageChannel().port2]), message);
  }
  await expect.poll(() => frame.evaluate(counted)).toBe(4);
  expect(await heres()).toHaveLength(1);

  const heard = (name: "early" | "right" | "late") =>
    page.evaluate((key) => (window as unknown as Record<string, unknown[]>)[key], name);
  const say = (name: "early" | "right" | "late", messages: unknown[]) =>
    page.evaluate(
      ([key, list]) => {
        const heard: unknown[] = [];
        Object.assign(window, { [key as string]: heard });
        const target = document.querySelector<HTMLIFrameElement>("#fresh")?.contentWindow;
        for (const message of list as unknown[]) {
          const channel = new MessageChannel();
          channel.port1.onmessage = (event) => heard.push(event.data);
          target?.postMessage(message, "*", [channel.port2]);
        }
      },
      [name, messages] as const,
    );

  // The right source, but not a hello of this frame.
  const other = `cs_${"0".repeat(22)}`;
  const wrong = [{ version: 2 }, { document: nonce }, { nonce: "short" }, { session: other }, { theme: "pink" }];
  await say("early", [...wrong.map((part) => ({ ...hello, ...part })), { ...knock, version: 2 }, "hello", null]);
  await expect.poll(() => frame.evaluate(counted)).toBe(12);
  expect(await frame.evaluate(() => document.documentElement.dataset.theme)).toBe("auto");

  await say("right", [hello]);
  await expect.poll(() => heard("right")).toContainEqual({ type: "welcome", nonce });
  await expect(frame.getByRole("textbox", { name: "휴대폰 번호" })).toBeVisible();

  await say("late", [hello, { ...hello, theme: "light" }, { type: "unmount" }, knock]);
  await expect.poll(() => frame.evaluate(counted)).toBe(17);
  // A knock is answered by the very same words, once.
  await expect.poll(heres).toEqual([here, here]);
  expect(await frame.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
  await expect(frame.getByRole("textbox", { name: "휴대폰 번호" })).toBeVisible();
  expect([await heard("early"), await heard("late")]).toEqual([[], []]);
});

test("nonsense and repetitions on the port change nothing", async ({ page, servers }) => {
  // Keeps the loader's end of the port, as a hostile script on the merchant's page could.
  await page.addInitScript(() => {
    const Real = MessageChannel;
    window.MessageChannel = class extends Real {
      constructor() {
        super();
        Object.assign(window, { loaderPort: this.port1 });
      }
    };
  });
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.field("phone").fill("01023456789");
  const say = (messages: unknown[]) =>
    page.evaluate((list) => {
      const { loaderPort } = window as unknown as { loaderPort: MessagePort };
      for (const message of list) loaderPort.postMessage(message);
    }, messages);
  const accepted = { type: "confirm_result", ticket: 1, outcome: "accepted" };
  await say([null, 1, "unmount", {}, [], accepted, accepted, { ...accepted, ticket: "1" }, { type: "paid" }]);
  await checkout.button("send").click();
  await expect(checkout.field("phone")).toHaveValue("010-2345-6789");
  await expect(checkout.field("code")).toHaveCount(0);
  // The port was heard all the while: the one thing that it may say still works.
  await say([{ type: "unmount" }]);
  await expect(checkout.field("phone")).toHaveCount(0);
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
  await page.evaluate(count);
  await frame?.evaluate((message) => window.parent.postMessage(message, "*"), forged);
  await page.evaluate((message) => window.postMessage(message, "*"), forged);
  await expect.poll(() => page.evaluate(counted)).toBe(2);
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
