// Each of the sandbox's numbers that does not simply pay.

import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

const REFUSED_BEFORE_THE_CODE = [
  ["01000000001", "인증 문자를 전달하지 못했어요"],
  ["01000000002", "소액결제가 차단된 번호예요"],
  ["01000000004", "미성년자 명의의 번호예요"],
  ["01000000005", "휴대폰 요금이 연체되어 있어요"],
  ["01000000006", "정지되었거나 분실 신고된 번호예요"],
  ["01000000007", "법인 명의의 번호예요"],
  ["01000000008", "선불 요금제 번호예요"],
  ["01000000009", "통신사 점검 중이에요"],
] as const;

const REFUSED_AFTER_THE_CODE = [
  ["01000000003", "이번 달 한도를 넘었어요"],
  ["01000000010", "안전을 위해 결제가 제한되었어요"],
  ["01000000014", "통신사가 결제를 거절했어요"],
] as const;

for (const [number, text] of REFUSED_BEFORE_THE_CODE) {
  test(`${number} is refused before the code: ${text}`, async ({ page, phone, servers }) => {
    const checkout = await Checkout.open(page, servers.shop);
    await checkout.askForCode(number);
    await expect(checkout.alert).toContainText(text);
    await expect(checkout.alert).toContainText("문의 코드");
    await expect(checkout.alert).toBeFocused();
    await expect(checkout.field("phone")).toHaveValue(`010-0000-${number.slice(7)}`);

    // Another number pays in the same window: nothing else has to be typed again.
    const other = newNumber();
    await checkout.field("phone").fill(other);
    await checkout.button("send").click();
    await checkout.field("code").fill(await phone.lastCode(other));
    await checkout.tick("content").check();
    await checkout.button("pay").click();
    await expect(checkout.done).toBeVisible();
  });
}

for (const [number, text] of REFUSED_AFTER_THE_CODE) {
  test(`${number} is refused after the code: ${text}`, async ({ page, phone, servers, ledger }) => {
    const checkout = await Checkout.open(page, servers.shop);
    await checkout.readyToPay(number, phone);
    await checkout.button("pay").click();
    await expect(checkout.alert).toContainText(text);
    await expect(checkout.alert).toContainText("결제된 금액은 없어요");
    await expect(checkout.field("phone")).toHaveValue(`010-0000-${number.slice(7)}`);
    const charged = (await ledger()).filter((e) => e.phone === masked(number) && e.status === "succeeded");
    expect(charged).toEqual([]);
  });
}

for (const [number, what] of [
  ["01000000012", "a carrier that answers after 8 seconds"],
  ["01000000013", "a carrier whose answer is lost"],
] as const) {
  test(`${what} charges once, and the shopper sees the receipt`, async ({ page, phone, servers, ledger }) => {
    const charges = async () => (await ledger()).filter((e) => e.phone === masked(number));
    const before = (await charges()).length;
    const checkout = await Checkout.open(page, servers.shop);
    await checkout.readyToPay(number, phone);
    await checkout.button("pay").click();
    if (number === "01000000012") {
      await expect(checkout.frame.getByRole("heading", { name: "확인 중" })).toBeVisible();
    }
    await expect(checkout.done).toBeVisible({ timeout: 30_000 });
    expect((await charges()).slice(before).map(({ status }) => status)).toEqual(["succeeded"]);
    await page.getByRole("link", { name: "주문 보기" }).click();
    await expect(page.getByRole("main")).toContainText("결제가 완료되었습니다");
  });
}
