// A session whose time is over, on servers that give it little.

import { Checkout, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

test.use({ serverEnv: { CARRIER_CHECKOUT_SESSION_TTL_SECONDS: "3" } });

test("an expired session says so, charges nothing, and a new visit begins anew", async ({
  page,
  phone,
  servers,
  request,
}) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.fillIn(number);
  const session = /cs_\w+/.exec((await page.locator("iframe").getAttribute("src")) ?? "")?.[0];
  const headers = { authorization: `Bearer ${session}` };
  await expect
    .poll(async () => (await request.get(`${servers.gateway}/v1/checkout`, { headers })).text())
    .toContain("expired");
  await checkout.button("send").click();
  await expect(checkout.alert).toContainText("결제 시간이 지났어요");
  expect(await phone.messages(number)).toHaveLength(0);
  await Checkout.open(page, servers.shop);
});
