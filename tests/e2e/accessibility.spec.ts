// The screens on the real servers, embedded: axe finds nothing. tests/gallery has every state, language and theme.

import { Checkout, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

for (const locale of ["ko", "en"] as const) {
  for (const theme of ["light", "dark"] as const) {
    test(`every screen is accessible (${locale}, ${theme})`, async ({ page, phone, servers, axe }) => {
      await page.emulateMedia({ colorScheme: theme });
      const query = `?locale=${locale}&theme=${theme}`;
      const checkout = await Checkout.open(page, servers.shop, 3, query);
      await axe();

      // Every slip at once, the budget carriers open, a text unfolded.
      await checkout.frame.locator("summary").first().click();
      await checkout.frame.getByRole("radio", { name: /알뜰폰|Budget/ }).check();
      await checkout.button("send").click();
      await axe();

      // A refusal, then the code screen with its slips.
      const [limited, slow] = ["01000000003", "01000000012"];
      const before = { limited: (await phone.messages(limited)).length, slow: (await phone.messages(slow)).length };
      await checkout.askForCode(limited);
      await expect(checkout.field("code")).toBeVisible();
      await axe();
      await checkout.button("pay").click();
      await expect(checkout.alert).toBeVisible();
      await axe();
      await checkout.field("code").fill(await phone.lastCode(limited, before.limited));
      await checkout.tick("content").check();
      await checkout.button("pay").click();
      await expect(checkout.field("phone")).toBeVisible();
      await axe();

      // While it is being checked, and the receipt.
      await checkout.field("phone").fill(slow);
      await checkout.button("send").click();
      await checkout.field("code").fill(await phone.lastCode(slow, before.slow));
      await checkout.tick("content").check();
      await checkout.button("pay").click();
      await expect(
        checkout.frame.getByRole("heading", { name: /확인 중|Checking|確認中|正在确认|Đang kiểm tra/ }),
      ).toBeVisible();
      await axe();
      await expect(checkout.done).toBeVisible({ timeout: 30_000 });
      await axe();
    });
  }
}

test("a cancelled payment says so accessibly, and the shop's own pages are accessible", async ({
  page,
  phone,
  servers,
  axe,
}) => {
  await page.goto(servers.shop);
  await axe();
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.frame.getByRole("button", { name: "결제 취소" }).click();
  await expect(checkout.alert).toContainText("결제를 취소했어요");
  await axe();
  const next = await Checkout.open(page, servers.shop);
  await next.payAs(newNumber(), phone);
  await page.getByRole("link", { name: "주문 보기" }).click();
  await expect(page.getByRole("main")).toContainText("결제가 완료되었습니다");
  await axe();
});

test("slips are told to a screen reader with the field, and the focus goes to the first", async ({ page, servers }) => {
  const checkout = await Checkout.open(page, servers.shop);
  await checkout.button("send").click();
  await expect(checkout.frame.getByRole("radio", { name: "SKT", exact: true })).toBeFocused();
  await checkout.frame.getByRole("radio", { name: "SKT", exact: true }).check();
  await checkout.field("phone").fill("011-234-5678");
  await checkout.button("send").click();
  const phone = checkout.field("phone");
  await expect(phone).toBeFocused();
  await expect(phone).toHaveAttribute("aria-invalid", "true");
  await expect(phone).toHaveAccessibleDescription("010으로 바뀐 번호를 입력해 주세요.");
  await phone.fill("010-2345-6789");
  await expect(phone).not.toHaveAttribute("aria-invalid", "true");
  await checkout.field("birth").fill("900230");
  await checkout.field("digit").fill("1");
  await checkout.button("send").click();
  await expect(checkout.field("birth")).toBeFocused();
  await expect(checkout.field("birth")).toHaveAccessibleDescription(/없는 날짜예요/);
});
