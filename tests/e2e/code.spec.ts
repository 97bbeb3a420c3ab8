// The code: wrong, sent again, and a page that goes away in between.

import { Checkout, masked, newNumber, unbroken } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

/** Another code than the right one. */
const wrong = (code: string): string => (code === "123456" ? "654321" : "123456");

test("a wrong code can be put right, and the tries left are said", async ({ page, phone, servers }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(number);
  const code = await phone.lastCode(number);
  await checkout.tick("content").check();
  for (const left of [4, 3, 2]) {
    await checkout.field("code").fill(wrong(code));
    await checkout.button("pay").click();
    await expect(checkout.alert).toContainText(`${left}번 더`);
    await expect(checkout.field("code")).toBeFocused();
  }
  await checkout.field("code").fill(code);
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible();
});

test("the last wrong try ends the confirmation, and everything filled in is still there", async ({
  page,
  phone,
  servers,
}) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(number);
  const code = await phone.lastCode(number);
  await checkout.tick("content").check();
  for (let tries = 0; tries < 5; tries++) {
    await checkout.field("code").fill(wrong(code));
    await checkout.button("pay").click();
    if (tries < 4) await expect(checkout.alert).toContainText(`${4 - tries}번 더`);
  }
  await expect(checkout.alert).toContainText("여러 번 잘못 입력했어요");
  await expect(checkout.field("phone")).toHaveValue(`010-${number.slice(3, 7)}-${number.slice(7)}`);
  await expect(checkout.field("birth")).toHaveValue("900101");
  await expect(checkout.tick("all")).toBeChecked();
  await checkout.button("send").click();
  await checkout.field("code").fill(await phone.lastCode(number, 1));
  await checkout.tick("content").check();
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible();
});

test("pay asks for the code and for the tick before anything is sent", async ({ page, phone, servers }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(number);
  await checkout.button("pay").click();
  await expect(checkout.alert).toContainText("6자리를 입력");
  await checkout.field("code").fill(await phone.lastCode(number));
  await checkout.button("pay").click();
  await expect(checkout.alert).toContainText("체크해 주세요");
  await expect(checkout.tick("content")).toBeFocused();
});

test("a reload on the code screen goes on there, and the code still works", async ({
  page,
  phone,
  servers,
  ledger,
}) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(number);
  await expect(checkout.field("code")).toBeVisible();
  await page.reload();
  await expect(checkout.field("code")).toBeVisible();
  await expect(checkout.frame.getByText(unbroken(masked(number)))).toBeVisible();
  await checkout.field("code").fill(await phone.lastCode(number));
  await checkout.tick("content").check();
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible();
  expect(await phone.messages(number)).toHaveLength(1);
  expect((await ledger()).filter((entry) => entry.phone === masked(number))).toHaveLength(1);
});

test("going back to the start and changing the number sends the code there", async ({ page, phone, servers }) => {
  const [mistyped, number] = [newNumber(), newNumber()];
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(mistyped);
  await expect(checkout.field("code")).toBeVisible();
  await checkout.button("restart").click();
  await checkout.field("phone").fill(number);
  await checkout.button("send").click();
  await checkout.field("code").fill(await phone.lastCode(number));
  await checkout.tick("content").check();
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible();
});

test("a message pasted into the code field gives its code", async ({ page, phone, servers }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(number);
  const { text, code } = await phone.lastMessage(number);
  await checkout.field("code").fill(text.replaceAll("\n", " "));
  await expect(checkout.field("code")).toHaveValue(code);
});
