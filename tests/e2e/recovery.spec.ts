// What the shopper finds again: after Back, in another tab, without a connection, after a restart, without an answer.
// What can be told without a browser is in the flow's journeys; the whole table is docs/recovery.md.

import type { Locator, Page } from "@playwright/test";
import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { newSession, waysOf } from "./support/embedding.ts";
import { expect, test } from "./support/test.ts";
import { frameOf } from "./support/widget.ts";

/** What Back asks. */
function question(checkout: Checkout, name = "결제를 그만둘까요?"): Locator {
  return checkout.frame.getByRole("alertdialog", { name });
}

function answer(checkout: Checkout, name: string): Locator {
  return checkout.frame.getByRole("alertdialog").getByRole("button", { name });
}

/** The browser's Back. */
async function pressBack(page: Page): Promise<void> {
  // By the page: Playwright's own waits for a document, and this may stay on the one that there is.
  await page.evaluate(() => history.back());
}

/** A checkout that was come to from the shop's first page. */
async function openFromShop(page: Page, shop: string): Promise<Checkout> {
  await page.goto(`${shop}/`);
  return Checkout.open(page, shop);
}

/** The entry that makes Back ask is there, or is not. */
async function expectEntry(page: Page, gateway: string, there: boolean): Promise<void> {
  await expect.poll(() => frameOf(page, gateway).evaluate(() => typeof history.state === "number")).toBe(there);
}

test.describe("Back", () => {
  for (const site of ["same-site", "cross-site"] as const) {
    test(`asks while a payment is under way on a ${site} page, and what was typed stays`, async ({
      page,
      phone,
      servers,
      axe,
    }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      const checkout = await openFromShop(page, site === "same-site" ? servers.shop : servers.shopCrossSite);
      const number = newNumber();
      await checkout.readyToPay(number, phone);
      for (const goOn of ["press", "Escape"]) {
        await pressBack(page);
        await expect(question(checkout)).toBeVisible();
        await expect(question(checkout)).toBeInViewport({ ratio: 1 });
        const stay = answer(checkout, "계속 결제하기");
        await expect(stay).toBeFocused();
        if (goOn === "press") {
          await axe();
          await stay.click();
        } else {
          await page.keyboard.press("Escape");
        }
        await expect(question(checkout)).toBeHidden();
        await expectEntry(page, servers.gateway, true);
      }
      await expect(checkout.field("code")).toHaveValue(/^\d{6}$/);
      await checkout.button("pay").click();
      await expect(checkout.done).toBeVisible({ timeout: 30_000 });
      // At once, and it needs no second press.
      await pressBack(page);
      await expect(page).toHaveURL(/\/$/);
    });
  }

  test("cancels in one press when asked to, and then leaves with one", async ({ page, servers }) => {
    const checkout = await openFromShop(page, servers.shop);
    await checkout.askForCode(newNumber());
    await expect(checkout.field("code")).toBeVisible();
    await pressBack(page);
    await answer(checkout, "결제 취소").click();
    await expect(checkout.alert).toContainText("결제를 취소했어요");
    await expect(checkout.alert).toContainText("결제된 금액은 없어요");
    await expect(question(checkout)).toBeHidden();
    await pressBack(page);
    await expect(page).toHaveURL(/\/$/);
  });

  test("says that it is too late while the payment is being made, and lets go", async ({ page, phone, servers }) => {
    const checkout = await openFromShop(page, servers.shop);
    await page.route("**/confirm**", () => {}); // for ever on its way
    await checkout.readyToPay(newNumber(), phone);
    await checkout.button("pay").click();
    await expect(checkout.frame.getByRole("heading", { name: "확인 중" })).toBeVisible();
    await pressBack(page);
    await expect(question(checkout, "결제를 처리하고 있어요")).toContainText("이제는 멈출 수 없어요");
    await expect(answer(checkout, "결제 취소")).toHaveCount(0);
    await answer(checkout, "나가기").click();
    await expect(page).toHaveURL(/\/$/);
  });

  test("asks nothing on the first screen, also when it was come back to", async ({ page, servers }) => {
    const checkout = await openFromShop(page, servers.shop);
    await checkout.askForCode(newNumber());
    await expect(checkout.field("code")).toBeVisible();
    await expectEntry(page, servers.gateway, true);
    await checkout.button("restart").click();
    await expect(checkout.field("phone")).not.toHaveValue("");
    await expectEntry(page, servers.gateway, false);
    await pressBack(page);
    await expect(page).toHaveURL(/\/$/);
  });

  test("asks on a page of its own, too, and after a reload from the first touch on", async ({
    page,
    request,
    phone,
    servers,
  }) => {
    const { frame_url } = await newSession(request, servers.gateway, waysOf(servers.shop));
    await page.goto(`${servers.shop}/`);
    await page.goto(frame_url);
    const number = newNumber();
    await page.getByRole("radio", { name: "SKT", exact: true }).check();
    await page.getByRole("textbox", { name: "휴대폰 번호" }).fill(number);
    await page.getByRole("textbox", { name: "생년월일 6자리" }).fill("900101");
    await page.getByRole("textbox", { name: "주민등록번호 뒤 첫 자리" }).fill("1");
    await page.getByRole("checkbox", { name: "전체 동의" }).check();
    await page.getByRole("button", { name: "인증번호 받기" }).click();
    const code = page.getByRole("textbox", { name: "인증번호" });
    await expect(code).toBeVisible();
    await page.reload();
    await code.fill(await phone.lastCode(number));
    await code.press("Tab");
    await pressBack(page);
    await page.getByRole("alertdialog").getByRole("button", { name: "결제 취소" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "결제를 취소했어요" })).toBeVisible();
    await pressBack(page);
    await expect(page).toHaveURL(`${servers.shop}/`);
  });
});

test.describe("two tabs of one checkout", () => {
  test("what is paid in one is a receipt in the other", async ({ page, context, phone, servers, ledger }) => {
    const number = newNumber();
    const checkout = await Checkout.open(page, servers.shop);
    await checkout.askForCode(number);
    await expect(checkout.field("code")).toBeVisible();
    const other = new Checkout(await context.newPage());
    await other.page.goto(page.url());
    await other.field("code").fill(await phone.lastCode(number));
    await other.tick("content").check();
    await other.button("pay").click();
    await expect(other.done).toBeVisible();
    await expect(checkout.done).toBeVisible();
    expect((await ledger()).filter((entry) => entry.phone === masked(number))).toHaveLength(1);
  });

  test("what is cancelled in one is over in the other", async ({ page, context, servers }) => {
    const checkout = await Checkout.open(page, servers.shop);
    const other = await Checkout.open(await context.newPage(), servers.shop);
    await checkout.askForCode(newNumber());
    await expect(checkout.field("code")).toBeVisible();
    await other.frame.getByRole("button", { name: "결제 취소" }).click();
    await expect(other.alert).toContainText("결제를 취소했어요");
    await expect(checkout.alert).toContainText("결제를 취소했어요");
  });
});

test("offline: the window says so, keeps the press, and goes on by itself", async ({
  page,
  context,
  phone,
  servers,
}) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  const offline = checkout.frame.getByRole("status").filter({ hasText: "인터넷 연결이 끊겼어요" });
  await checkout.fillIn(number);
  await context.setOffline(true);
  await expect(offline).toBeVisible();
  await checkout.button("send").click();
  await expect(checkout.frame.getByRole("button", { name: "보내는 중" })).toBeVisible();
  await context.setOffline(false);
  await expect(checkout.field("code")).toBeVisible();
  await expect(offline).toBeHidden();
  await checkout.field("code").fill(await phone.lastCode(number));
  await checkout.tick("content").check();
  await context.setOffline(true);
  await expect(offline).toBeVisible();
  await checkout.button("pay").click();
  await context.setOffline(false);
  await expect(checkout.done).toBeVisible({ timeout: 30_000 });
  expect(await phone.messages(number)).toHaveLength(1);
});

test("the gateway restarts while a code is typed and while an approval is awaited", async ({
  page,
  phone,
  servers,
}) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.readyToPay(number, phone);
  await servers.restartGateway();
  await expect(checkout.field("code")).toHaveValue(/^\d{6}$/);
  await checkout.switchTo("pass").click();
  await expect(checkout.approval("승인을 기다리고 있어요.")).toBeVisible();
  await servers.restartGateway();
  await phone.answerLast(number, "approve");
  await expect(checkout.approval("승인되었어요.")).toBeVisible();
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible({ timeout: 30_000 });
});

test("answers that are lost on their way are asked for again, and nothing is done twice", async ({
  page,
  phone,
  servers,
  ledger,
}) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  const lost: string[] = [];
  await page.route(/\/v1\/checkout\/challenges|\/confirm/, async (route) => {
    const { pathname } = new URL(route.request().url());
    const what = pathname.split("/").at(-1) ?? "";
    if (lost.includes(what)) return route.continue();
    lost.push(what);
    // It arrives and is done; only its answer is not heard.
    await route.fetch();
    await route.abort("connectionreset");
  });
  await checkout.readyToPay(number, phone);
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible({ timeout: 30_000 });
  expect(lost).toHaveLength(3);
  expect(await phone.messages(number)).toHaveLength(1);
  expect((await ledger()).filter((entry) => entry.phone === masked(number))).toHaveLength(1);
});
