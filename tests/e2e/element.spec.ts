// `<carrier-checkout>` as an element among others.

import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession } from "./support/embedding.ts";
import { expect, test } from "./support/test.ts";

type Declared = HTMLElement & { session?: string; confirmUrl?: string; theme?: string };

test("in a shadow root it is shown, and is heard by its plain names and on the page", async ({
  page,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers);
  const { id } = await newSession(request, servers.gateway);
  await merchant.open(`<div id="host"></div><script src="${servers.gateway}/checkout.js"></script>`);
  await page.waitForLoadState("load");
  await page.evaluate((id) => {
    const told: string[] = [];
    Object.assign(window, { told });
    const element = document.createElement("carrier-checkout") as Declared;
    element.session = id;
    for (const name of ["ready", "change", "carrier-checkout:change"]) {
      element.addEventListener(name, ({ detail, bubbles }: CustomEventInit) => {
        told.push(`${name} ${bubbles ? "bubbles" : "stays"} ${detail.session === id}`);
      });
      document.addEventListener(name, ({ target }) => told.push(`page: ${name} of ${(target as Element).id}`));
    }
    document.querySelector("#host")?.attachShadow({ mode: "open" }).append(element);
  }, id);
  await expect(new Checkout(page).field("phone")).toBeVisible();
  const told = () => page.evaluate(() => (window as unknown as { told: string[] }).told);
  await expect
    .poll(told)
    .toEqual([
      "ready stays true",
      "change stays true",
      "carrier-checkout:change bubbles true",
      "page: carrier-checkout:change of host",
    ]);
  expect(merchant.complaints).toEqual([]);
});

test("its properties are its attributes, also those that were set before it was one", async ({
  page,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers);
  const { id } = await newSession(request, servers.gateway);
  await merchant.open(`<carrier-checkout></carrier-checkout>`);
  await page.waitForLoadState("load");
  const seen = await page.evaluate(
    async ([id, src]) => {
      const element = document.querySelector("carrier-checkout") as Declared;
      Object.assign(element, { session: id, confirmUrl: "/confirm" });
      const script = document.createElement("script");
      script.src = src ?? "";
      document.head.append(script);
      await customElements.whenDefined("carrier-checkout");
      element.theme = "dark";
      return ["session", "confirm-url", "theme"].map((name) => element.getAttribute(name));
    },
    [id, `${servers.gateway}/checkout.js`],
  );
  expect(seen).toEqual([id, "/confirm", "dark"]);
  await expect(new Checkout(page).field("phone")).toBeVisible();
  await expect(page.locator("iframe")).toHaveAttribute("src", /theme=dark/);
  await expect(page.locator("iframe")).toHaveCount(1);
});

test("another session, language or theme is shown; without a session nothing is", async ({
  page,
  request,
  servers,
}) => {
  const merchant = new MerchantPage(page, servers);
  const [one, two] = [await newSession(request, servers.gateway), await newSession(request, servers.gateway)];
  const script = `<script src="${servers.gateway}/checkout.js"></script>`;
  await merchant.open(`<carrier-checkout session="${one.id}"></carrier-checkout>${script}`);
  await expect(new Checkout(page).field("phone")).toBeVisible();
  const set = (name: string, value: string) =>
    page.evaluate(
      ([name, value]) => document.querySelector("carrier-checkout")?.setAttribute(name ?? "", value ?? ""),
      [name, value],
    );
  await set("session", two.id);
  await expect(page.locator("iframe")).toHaveAttribute("src", new RegExp(two.id));
  await set("locale", "en");
  await expect(new Checkout(page, "en").field("phone")).toBeVisible();
  await set("theme", "dark");
  await expect(page.locator("iframe")).toHaveAttribute("src", /locale=en&theme=dark/);
  await expect(page.locator("iframe")).toHaveCount(1);
  await page.evaluate(() => document.querySelector("carrier-checkout")?.removeAttribute("session"));
  await expect(page.locator("iframe")).toHaveCount(0);
  await set("session", one.id);
  await new Checkout(page, "en").askForCode(newNumber());
  await expect(new Checkout(page, "en").field("code")).toBeVisible();
  expect(merchant.complaints).toEqual([]);
});
