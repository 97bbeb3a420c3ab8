// The merchant's console: what happened in the shop is found there, and can be acted on.

import type { Page } from "@playwright/test";
import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

const KEY = "sk_test_demo";

async function logIn(page: Page, gateway: string): Promise<void> {
  await page.goto(`${gateway}/console`);
  await page.getByLabel("비밀 키").fill(KEY);
  await page.getByRole("button", { name: "로그인" }).click();
  await expect(page.getByRole("heading", { name: "개요", level: 1 })).toBeVisible();
}

/** Pays in the shop. Gives the order's number. */
async function pay(page: Page, checkout: Checkout, number: string, phone: Parameters<Checkout["payAs"]>[1]) {
  await checkout.payAs(number, phone);
  await page.getByRole("link", { name: "주문 보기" }).click();
  await expect(page).toHaveURL(/\/orders\//);
  return new URL(page.url()).pathname.split("/").at(-1) as string;
}

test("a merchant finds a payment of the shop, its timeline, and sends its webhook again", async ({
  page,
  phone,
  servers,
  axe,
}) => {
  const number = newNumber();
  const order = await pay(page, await Checkout.open(page, servers.shop), number, phone);

  await page.goto(`${servers.gateway}/console/payments`);
  await expect(page).toHaveURL(/\/console\/login$/);
  await axe();
  await page.getByLabel("비밀 키").fill("sk_test_wrong");
  await page.getByRole("button", { name: "로그인" }).click();
  await expect(page.getByRole("alert")).toContainText("이 게이트웨이의 키가 아닙니다");
  await logIn(page, servers.gateway);
  await axe();

  await page.getByRole("navigation", { name: "메뉴" }).getByRole("link", { name: "결제" }).click();
  await page.getByLabel("주문번호").fill(order);
  await page.getByLabel("상태").selectOption("결제 완료");
  await page.getByRole("button", { name: "적용" }).click();
  await axe();
  await page.getByRole("link", { name: order }).click();
  await expect(page.getByRole("heading", { name: "9,900원" })).toBeVisible();
  const timeline = page.getByRole("region", { name: "진행 기록" });
  for (const moment of ["세션 생성", "결제창 열림", "인증 요청", "인증 완료, 토큰 발급", "토큰 교환"]) {
    await expect(timeline).toContainText(moment);
  }
  await expect(page.getByRole("region", { name: "결제 정보" })).toContainText(masked(number));
  expect(await page.content()).not.toContain(number);

  await expect(async () => {
    await page.reload();
    await expect(timeline).toContainText("웹훅 전달", { timeout: 1_000 });
  }).toPass();
  await axe();
  await page.getByRole("button", { name: /^결제 완료 evt_.* 다시 보내기$/ }).click();
  await expect(page.getByRole("status")).toContainText("다시 보내기를 요청했습니다");
  const tries = page.getByRole("region", { name: "전달 시도" });
  await expect(async () => {
    await page.reload();
    await expect(tries.getByRole("row").filter({ hasText: "HTTP" })).toHaveCount(2, { timeout: 1_000 });
  }).toPass();
  await axe();
});

test("a merchant cancels a payment, and the shop hears of it", async ({ page, phone, servers, ledger }) => {
  const number = newNumber();
  const order = await pay(page, await Checkout.open(page, servers.shop), number, phone);
  await logIn(page, servers.gateway);
  await page.goto(`${servers.gateway}/console/payments?order=${order}`);
  await page.getByRole("link", { name: order }).click();
  const refunds = page.getByRole("region", { name: "취소·환불" });
  await refunds.getByText("결제 취소", { exact: true }).first().click();
  await refunds.getByLabel("사유").fill("품절");
  await refunds.getByLabel("되돌릴 수 없다는 것을 확인했습니다").check();
  await refunds.getByRole("button", { name: "결제 취소" }).click();
  await expect(refunds.getByRole("status")).toContainText("돌려주었습니다");
  await expect(refunds.getByRole("table")).toContainText("품절");
  await expect(page.getByRole("region", { name: "진행 기록" })).toContainText("취소 완료");
  const entry = (await ledger()).find((charge) => charge.phone === masked(number));
  expect(entry).toMatchObject({ refunded: 9_900 });
});

test("the funnel counts who opened, asked, verified and paid, and why others did not", async ({
  page,
  phone,
  servers,
  axe,
}) => {
  const refused = await Checkout.open(page, servers.shop);
  await refused.askForCode("01000000001");
  await expect(refused.alert).toBeVisible();
  await (await Checkout.open(page, servers.shop)).payAs(newNumber(), phone);
  await logIn(page, servers.gateway);
  await page.getByRole("link", { name: "전환", exact: true }).click();
  const opened = page.getByRole("row").filter({ hasText: "결제창 열림" });
  await expect(opened).toContainText(/[1-9]/);
  await expect(page.getByRole("region", { name: "통신사별" }).getByRole("row", { name: /^SKT/ })).toBeVisible();
  await expect(page.getByRole("table").last()).toContainText("otp_not_delivered");
  await axe();
});

test("the console works by keyboard alone, in English, on a narrow screen", async ({ page, phone, servers, axe }) => {
  await (await Checkout.open(page, servers.shop)).payAs(newNumber(), phone);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${servers.gateway}/console`);
  await page.getByRole("button", { name: "English" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Secret key").focus();
  await page.keyboard.type(KEY);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  for (const path of ["", "/payments", "/funnel", "/deliveries"]) {
    await page.goto(`${servers.gateway}/console${path}`);
    const [content, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(content, path).toBeLessThanOrEqual(width as number);
    await axe();
  }
  await page.getByRole("button", { name: "Log out" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Log in to the console" })).toBeVisible();
  await page.goto(`${servers.gateway}/console/payments`);
  await expect(page).toHaveURL(/\/console\/login$/);
});
