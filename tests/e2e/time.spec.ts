// What time does to a checkout, on servers whose times are short.

import { Checkout, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

test.use({
  serverEnv: {
    CARRIER_CHECKOUT_CODE_TTL_SECONDS: "4",
    CARRIER_CHECKOUT_RESEND_AFTER_SECONDS: "1",
  },
});

test("an expired code asks for a new one, which pays", async ({ page, phone, servers }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(number);
  const first = await phone.lastCode(number);
  await expect(checkout.alert).toContainText("입력 시간이 지났어요");
  await checkout.field("code").fill(first);
  await checkout.tick("content").check();
  await checkout.button("pay").click();
  await expect(checkout.alert).toContainText("입력 시간이 지났어요");
  await checkout.button("resend").click();
  const second = await phone.lastCode(number, 1);
  await expect(checkout.tick("content")).toBeChecked();
  await checkout.field("code").fill(second);
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible();
});
