// A session whose time is over, on servers that give it little.

import { Checkout, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

test.use({ serverEnv: { CARRIER_CHECKOUT_SESSION_TTL_SECONDS: "3" } });

test("an expired session says so, charges nothing, and a new visit begins anew", async ({ page, phone, servers }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.fillIn(number);
  await expect
    .poll(async () => {
      await checkout.button("send").click();
      return checkout.alert.textContent();
    })
    .toContain("결제 시간이 지났어요");
  expect(await phone.messages(number)).toHaveLength(0);
  await Checkout.open(page, servers.shop);
});
