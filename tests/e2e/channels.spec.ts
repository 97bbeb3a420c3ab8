// Calls, the PASS app and carriers that ask by themselves, on the real servers.

import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

const WAITING = "승인을 기다리고 있어요.";
const APPROVED = "승인되었어요.";

for (const channel of ["pass", "ars"] as const) {
  test(`${channel}: what is approved on the phone is paid with one press`, async ({ page, phone, servers, ledger }) => {
    const number = newNumber();
    const checkout = await Checkout.open(page, servers.shop);
    await checkout.channel(channel).check();
    await checkout.askForCode(number);
    await expect(checkout.approval(WAITING)).toBeVisible();
    await expect(checkout.field("code")).toHaveCount(0);
    await checkout.tick("content").check();
    const asked = await phone.answerLast(number, "approve");
    expect(asked.channel).toBe(channel);
    expect(asked.text).toContain("9,900원");
    await expect(checkout.approval(APPROVED)).toBeVisible();
    await checkout.button("pay").click();
    await expect(checkout.done).toBeVisible();
    const charges = (await ledger()).filter((entry) => entry.phone === masked(number));
    expect(charges.map(({ status }) => status)).toEqual(["succeeded"]);
  });
}

test("who rejects is told, keeps everything and may use another way", async ({ page, phone, servers, axe }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.channel("pass").check();
  await checkout.askForCode(number);
  await phone.answerLast(number, "reject");
  await expect(checkout.alert).toContainText("인증 요청을 거절했어요");
  await expect(checkout.alert).toBeFocused();
  await expect(checkout.field("birth")).toHaveValue("900101");
  await expect(checkout.tick("all")).toBeChecked();
  await axe();
  await checkout.channel("sms").check();
  await checkout.button("send").click();
  await expect(checkout.field("code")).toBeVisible();
});

test("a message that does not come: the app takes over, also after a reload", async ({ page, phone, servers }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(number);
  await expect(checkout.field("code")).toBeVisible();
  await checkout.switchTo("pass").click();
  await expect(checkout.approval(WAITING)).toBeVisible();
  await page.reload();
  await expect(checkout.approval(WAITING)).toBeVisible();
  await phone.answerLast(number, "approve");
  await expect(checkout.approval(APPROVED)).toBeVisible();
  await checkout.tick("content").check();
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible();
});

test("where a proxy lets no stream through, the approval is found out all the same", async ({
  page,
  phone,
  servers,
}) => {
  await page.route("**/v1/checkout/events", (route) => route.abort());
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.channel("pass").check();
  await checkout.askForCode(number);
  await phone.answerLast(number, "approve");
  await expect(checkout.approval(APPROVED)).toBeVisible({ timeout: 10_000 });
});

test("the stream alone brings the approval, without asking over and over", async ({ page, phone, servers }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.channel("pass").check();
  const stream = page.waitForResponse((response) => response.url().endsWith("/v1/checkout/events"));
  await checkout.askForCode(number);
  expect((await stream).headers()["content-type"]).toBe("text/event-stream");
  await expect(checkout.approval(WAITING)).toBeVisible();
  await phone.answerLast(number, "approve");
  await expect(checkout.approval(APPROVED)).toBeVisible();
});

test("offline while the phone rings: the approval is there when the line is back", async ({
  page,
  phone,
  servers,
  context,
}) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.channel("ars").check();
  await checkout.askForCode(number);
  await expect(checkout.approval(WAITING)).toBeVisible();
  await context.setOffline(true);
  await phone.answerLast(number, "approve");
  await context.setOffline(false);
  await expect(checkout.approval(APPROVED)).toBeVisible({ timeout: 15_000 });
});

test("who presses pay before approving has paid once it is approved", async ({ page, phone, servers }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.channel("ars").check();
  await checkout.askForCode(number);
  await expect(checkout.approval(WAITING)).toBeVisible();
  await checkout.tick("content").check();
  await checkout.button("pay").click();
  await expect(checkout.approval("휴대폰에서 승인하면 바로 결제돼요.")).toBeVisible();
  await phone.answerLast(number, "approve");
  await expect(checkout.done).toBeVisible();
});

test("a gift card: why only the app is offered, and when it comes, is said before paying", async ({
  page,
  phone,
  servers,
  axe,
}) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop, 4);
  await expect(checkout.frame.getByText("현금처럼 쓸 수 있는 상품이라")).toBeVisible();
  await expect(checkout.frame.getByText("24시간 뒤에 받을 수 있어요")).toBeVisible();
  await expect(checkout.channel("pass")).toBeChecked();
  await expect(checkout.channel("sms")).toHaveCount(0);
  await checkout.askForCode(number);
  await expect(checkout.approval(WAITING)).toBeVisible();
  await axe();
  await phone.answerLast(number, "approve");
  await checkout.tick("content").check();
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible();
  await page.getByRole("link", { name: "주문 보기" }).click();
  await expect(page.getByRole("main")).toContainText("상품 발송");
});

test("a changed SIM leaves the app, with nothing to fill in again", async ({ page, phone, servers }) => {
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode("01000000011");
  await expect(checkout.alert).toContainText("최근에 유심이 변경된 번호예요");
  await expect(checkout.channel("sms")).toHaveCount(0);
  await expect(checkout.channel("pass")).toBeChecked();
  await checkout.button("send").click();
  await phone.answerLast("01000000011", "approve");
  await checkout.tick("content").check();
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible();
});

test("LG U+ makes its own code: one message, and it pays", async ({ page, phone, servers, ledger }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.fillIn(number);
  await checkout.frame.getByRole("radio", { name: "LG U+", exact: true }).check();
  await checkout.button("send").click();
  await expect(checkout.field("code")).toBeVisible();
  await checkout.field("code").fill(await phone.lastCode(number));
  expect(await phone.messages(number)).toHaveLength(1);
  await checkout.tick("content").check();
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible();
  const charges = (await ledger()).filter((entry) => entry.phone === masked(number));
  expect(charges.map(({ status }) => status)).toEqual(["succeeded"]);
});

test("LG U+ asks for its code after the app, too", async ({ page, phone, servers }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.fillIn(number);
  await checkout.frame.getByRole("radio", { name: "LG U+", exact: true }).check();
  await checkout.channel("pass").check();
  await checkout.button("send").click();
  await phone.answerLast(number, "approve");
  await checkout.tick("content").check();
  await checkout.button("pay").click();
  await expect(checkout.field("code")).toBeVisible();
  await expect(checkout.field("code")).toHaveValue("");
  await checkout.field("code").fill(await phone.lastCode(number));
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible();
});
