// Whole journeys with the keyboard, and what a screen reader is told on the way.

import type { Page } from "@playwright/test";
import { Checkout, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

/** Presses Tab until an element of that role and name has the focus, as somebody would who cannot see. */
async function tabTo(page: Page, checkout: Checkout, role: "button" | "checkbox" | "radio", name: string) {
  const wanted = checkout.frame.getByRole(role, { name, exact: true });
  for (let steps = 0; steps < 30; steps++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  await expect(wanted).toBeFocused();
}

test("everything can be done with the keyboard alone", async ({ page, phone, servers }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  const keys = page.keyboard;
  await checkout.frame.getByRole("radio", { name: "SKT", exact: true }).focus();
  await keys.press("Space");
  await keys.press("Tab");
  await expect(checkout.field("phone")).toBeFocused();
  await keys.type(number);
  await expect(checkout.field("phone")).toHaveValue(`010-${number.slice(3, 7)}-${number.slice(7)}`);
  await keys.press("Tab");
  await keys.type("900101");
  await keys.press("Tab");
  await keys.type("1");
  await keys.press("Tab");
  await expect(checkout.frame.getByRole("radio", { name: "문자(SMS)" })).toBeFocused();
  await keys.press("Tab");
  await expect(checkout.tick("all")).toBeFocused();
  await keys.press("Space");
  await keys.press("Enter");
  await expect(checkout.field("code")).toBeFocused();
  await keys.type(await phone.lastCode(number));
  while (!(await checkout.tick("content").evaluate((box) => box === document.activeElement))) await keys.press("Tab");
  await keys.press("Space");
  await keys.press("Tab");
  await expect(checkout.button("pay")).toBeFocused();
  await keys.press("Enter");
  await expect(checkout.done).toBeVisible({ timeout: 30_000 });
  await expect(checkout.frame.getByRole("heading", { name: "결제가 완료되었습니다" })).toBeFocused();
});

test("from a wrong number to the app's approval to a report, with the keyboard alone", async ({
  page,
  phone,
  servers,
}) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  const keys = page.keyboard;
  await tabTo(page, checkout, "radio", "SKT");
  await keys.press("ArrowRight");
  await expect(checkout.frame.getByRole("radio", { name: "KT", exact: true })).toBeChecked();
  await keys.press("Tab");
  await keys.type("0112345678");
  await keys.press("Enter");
  // The slip has the focus and says what is wrong.
  await expect(checkout.field("phone")).toBeFocused();
  await expect(checkout.field("phone")).toHaveAccessibleDescription("010으로 바뀐 번호를 입력해 주세요.");
  await keys.press("ControlOrMeta+a");
  await keys.type(number);
  await keys.press("Tab");
  await keys.type("900101");
  await keys.press("Tab");
  await keys.type("1");
  await tabTo(page, checkout, "radio", "문자(SMS)");
  await keys.press("ArrowRight");
  await expect(checkout.channel("pass")).toBeChecked();
  await tabTo(page, checkout, "checkbox", "전체 동의");
  await keys.press("Space");
  await keys.press("Enter");
  await expect(checkout.approval("승인을 기다리고 있어요.")).toBeVisible();
  await expect(checkout.frame.getByRole("heading", { name: "PASS 앱에서 승인해 주세요" })).toBeFocused();
  await phone.answerLast(number, "approve");
  await tabTo(page, checkout, "checkbox", "결제 내용을 확인했습니다");
  await keys.press("Space");
  await keys.press("Tab");
  await expect(checkout.button("pay")).toBeFocused();
  await keys.press("Enter");
  await expect(checkout.frame.getByRole("heading", { name: "결제가 완료되었습니다" })).toBeFocused();
  await tabTo(page, checkout, "button", "본인이 결제하지 않았어요");
  await keys.press("Enter");
  await tabTo(page, checkout, "button", "신고하기");
  await keys.press("Enter");
  await expect(checkout.frame.getByRole("status").filter({ hasText: "신고를 접수했어요" })).toBeFocused();
});

test("the time left is said at 60, 30 and 10 seconds, and that it is over", async ({ page, servers }) => {
  await page.clock.install();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.askForCode(newNumber());
  await expect(checkout.field("code")).toBeVisible();
  const voice = checkout.frame.getByRole("status");
  for (const [pass, said] of [
    [119_000, "입력 시간이 60초 남았어요."],
    [30_000, "입력 시간이 30초 남았어요."],
    [20_000, "입력 시간이 10초 남았어요."],
  ] as const) {
    await page.clock.runFor(pass);
    await expect(voice.filter({ hasText: said })).toHaveCount(1);
  }
  // Beside the code, and at once.
  await page.clock.runFor(11_000);
  await expect(checkout.frame.getByRole("alert").filter({ hasText: "입력 시간이 지났어요" })).toBeVisible();
});
