// The main job: a shopper pays, and the shop has been paid.

import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

for (const site of ["same-site", "cross-site"] as const) {
  test(`a shopper pays by SMS on a ${site} page, and the shop has been paid`, async ({
    page,
    phone,
    servers,
    ledger,
  }) => {
    const shop = site === "same-site" ? servers.shop : servers.shopCrossSite;
    const number = newNumber();
    await page.goto(shop);
    await page.getByRole("link", { name: "구매하기" }).nth(1).click();
    const checkout = new Checkout(page);
    const order = checkout.frame.getByRole("region", { name: "주문 정보" });
    await expect(order).toContainText("9,900원");
    await expect(order).toContainText("부가세 포함");
    await checkout.payAs(number, phone);

    const message = (await phone.messages(number)).at(-1);
    const host = new URL(shop).hostname;
    expect(message?.text).toContain("9,900원");
    expect(message?.text.split("\n").at(-1)).toBe(`@${host} #${message?.code} @localhost`);

    await expect(checkout.frame.getByText(masked(number))).toBeVisible();
    await page.getByRole("link", { name: "주문 보기" }).click();
    await expect(page.getByRole("main")).toContainText("결제가 완료되었습니다");
    await expect(page.getByRole("main")).toContainText(masked(number));

    const charges = (await ledger()).filter((entry) => entry.phone === masked(number));
    expect(charges.map(({ status, amount }) => ({ status, amount }))).toEqual([{ status: "succeeded", amount: 9900 }]);
  });
}

test("each of the three goods can be paid, and the monthly one asks for its own consent", async ({
  page,
  phone,
  servers,
}) => {
  for (const good of [1, 2, 3]) {
    const checkout = await Checkout.open(page, servers.shop, good);
    const monthly = checkout.frame.getByRole("checkbox", { name: "월자동결제 동의" });
    await expect(monthly).toHaveCount(good === 3 ? 1 : 0);
    await checkout.payAs(newNumber(), phone);
  }
});

test("no consent is ticked beforehand, and all of them are ticked and unticked together", async ({ page, servers }) => {
  const checkout = await Checkout.open(page, servers.shop);
  const boxes = checkout.frame.getByRole("checkbox");
  await expect(boxes).toHaveCount(5);
  for (const box of await boxes.all()) await expect(box).not.toBeChecked();
  await checkout.tick("all").check();
  for (const box of await boxes.all()) await expect(box).toBeChecked();
  await checkout.frame.getByRole("checkbox", { name: "개인정보 제3자 제공" }).uncheck();
  await expect(checkout.tick("all")).not.toBeChecked();
});

test("the full text of a consent opens in place", async ({ page, servers }) => {
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.frame.getByLabel("개인정보 수집·이용 전문 보기").click();
  await expect(checkout.frame.getByText("가운데 자리를 가린 휴대폰 번호만")).toHaveCount(0);
  await expect(checkout.frame.getByText("수집 항목: 통신사, 휴대폰 번호")).toBeVisible();
});

test("a second click on pay charges nothing more", async ({ page, phone, servers, ledger }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.readyToPay(number, phone);
  await checkout.button("pay").dblclick();
  await expect(checkout.done).toBeVisible({ timeout: 30_000 });
  const charges = (await ledger()).filter((entry) => entry.phone === masked(number));
  expect(charges).toHaveLength(1);
});

test("a second click on the first screen sends one message", async ({ page, phone, servers }) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.fillIn(number);
  await checkout.button("send").dblclick();
  await expect(checkout.field("code")).toBeVisible();
  expect(await phone.messages(number)).toHaveLength(1);
});

test("a screen of 320 pixels shows everything without sideways scrolling", async ({ page, phone, servers }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const checkout = await Checkout.open(page, servers.shop);
  const noSideways = async () => {
    for (const frame of page.frames()) {
      const [content, width] = await frame.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      expect(content).toBeLessThanOrEqual(width as number);
    }
  };
  await checkout.frame.getByRole("radio", { name: "알뜰폰" }).check();
  await noSideways();
  await checkout.readyToPay(newNumber(), phone);
  await noSideways();
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible({ timeout: 30_000 });
  await noSideways();
});

test("a shopper who reads English pays in English", async ({ page, phone, servers }) => {
  const checkout = await Checkout.open(page, servers.shop, 2, "?locale=en");
  await checkout.payAs(newNumber(), phone);
});

test("a line of a budget carrier is billed by its own carrier or its host network", async ({
  page,
  phone,
  servers,
  ledger,
}) => {
  for (const [name, carrier] of [
    ["헬로모바일", "HELLO"],
    ["그 외 (KT망)", "KT"],
  ] as const) {
    const number = newNumber();
    const checkout = await Checkout.open(page, servers.shop);
    await checkout.frame.getByRole("radio", { name: "알뜰폰" }).check();
    await checkout.frame.getByRole("radio", { name, exact: true }).check();
    await checkout.field("phone").fill(number);
    await checkout.field("birth").fill("000229");
    await checkout.field("digit").fill("4");
    await checkout.tick("all").check();
    await checkout.button("send").click();
    await checkout.field("code").fill(await phone.lastCode(number));
    await checkout.tick("content").check();
    await checkout.button("pay").click();
    await expect(checkout.done).toBeVisible({ timeout: 30_000 });
    const charge = (await ledger()).find((entry) => entry.phone === masked(number));
    expect(charge?.carrier).toBe(carrier);
  }
});
