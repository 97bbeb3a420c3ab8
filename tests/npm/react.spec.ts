// The component in React's StrictMode, which mounts everything twice.

import { Backend } from "../e2e/support/backend.ts";
import { Checkout, newNumber } from "../e2e/support/checkout.ts";
import { MerchantPage, newSession } from "../e2e/support/embedding.ts";
import { expect, test } from "../e2e/support/test.ts";
import { type App, built, serveBuilt } from "./merchant.ts";

const REACTS: [name: string, app: App][] = [
  ["React 19", "react"],
  ["React 18", "react-18/react"],
];

for (const [name, app] of REACTS) {
  test(`${name}: in StrictMode there is one script and one window, and what is paid is heard once`, async ({
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
    await page.goto(built(servers, app));
    await new Checkout(page).payAs(newNumber(), phone);
    expect(await backend.status(backend.made[0] ?? "")).toBe("paid");
    await expect(page.getByRole("list", { name: "들은 것" }).getByRole("listitem")).toHaveText([
      "ready ko",
      "paid 9900",
    ]);
    await expect(page.locator("script[src$='/checkout.js']")).toHaveCount(1);
    await expect(page.locator("iframe")).toHaveCount(1);
    expect(backend.made).toHaveLength(1);
    expect(merchant.complaints).toEqual([]);
  });

  test(`${name}: what is rendered again shows another order or other colours, goes and comes back`, async ({
    page,
    request,
    servers,
  }) => {
    await serveBuilt(page, servers);
    const [one, two] = [await newSession(request, servers.gateway), await newSession(request, servers.gateway)];
    const merchant = new MerchantPage(page, servers);
    await page.goto(built(servers, app, { session: one.id, other: two.id }));
    const frame = page.locator(".till > iframe");
    const heard = page.getByRole("list", { name: "들은 것" }).getByRole("listitem");
    await expect(frame).toHaveAttribute("src", new RegExp(one.id));
    await expect(heard).toHaveText(["ready ko"]);
    await page.getByRole("button", { name: "다른 주문" }).click();
    await expect(frame).toHaveAttribute("src", new RegExp(two.id));
    await expect(heard).toHaveText(["ready ko", "ready ko"]);
    await page.getByRole("button", { name: "어둡게" }).click();
    await expect(frame).toHaveAttribute("src", /theme=dark/);
    await expect(heard).toHaveCount(3);
    await page.getByRole("button", { name: "닫기" }).click();
    await expect(page.locator("iframe")).toHaveCount(0);
    await page.getByRole("button", { name: "열기" }).click();
    await expect(new Checkout(page).field("phone")).toBeVisible();
    await expect(heard).toHaveCount(4);
    await expect(page.locator("iframe")).toHaveCount(1);
    expect(merchant.complaints).toEqual([]);
  });
}

test("that the script did not come is an error, and what is shown again tries again", async ({
  page,
  request,
  servers,
}) => {
  await serveBuilt(page, servers);
  const { id } = await newSession(request, servers.gateway);
  const script = `${servers.gateway}/checkout.js`;
  await page.route(script, (route) => route.abort());
  await page.goto(built(servers, "react", { session: id }));
  await expect(page.getByRole("listitem")).toHaveText(["error network_error"]);
  await page.unroute(script);
  await page.getByRole("button", { name: "닫기" }).click();
  await page.getByRole("button", { name: "열기" }).click();
  await expect(new Checkout(page).field("phone")).toBeVisible();
});
