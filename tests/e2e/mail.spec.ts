// A copy of the receipt by mail, where the gateway can send mails; here it writes them into files.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Checkout, masked, newNumber } from "./support/checkout.ts";
import { expect, test } from "./support/test.ts";

/** The mails so far, each as its head and its text. */
async function mails(logs: string): Promise<{ head: string; text: string }[]> {
  const folder = path.join(logs, "mail");
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names.map(async (name) => {
      const [head = "", ...body] = (await readFile(path.join(folder, name), "utf8")).split("\r\n\r\n");
      return { head, text: Buffer.from(body.join(""), "base64").toString("utf8") };
    }),
  );
}

test("the receipt is mailed, with the keyboard alone, to a right address only", async ({
  page,
  phone,
  servers,
  axe,
}) => {
  const number = newNumber();
  const checkout = await Checkout.open(page, servers.shop);
  const form = checkout.frame.getByRole("form", { name: "영수증을 받을 이메일" });
  await expect(form).toBeHidden();
  await checkout.payAs(number, phone);
  await checkout.frame.getByRole("button", { name: "메일로 받기" }).press("Enter");
  await expect(form.getByRole("textbox")).toBeFocused();
  const field = form.getByRole("textbox", { name: "영수증을 받을 이메일" });
  await field.fill("hong");
  await field.press("Enter");
  await expect(form.getByRole("status")).toHaveText("이메일 주소를 확인해 주세요.");
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await axe();
  expect(await mails(servers.logs)).toEqual([]);

  await field.fill("hong@mail.example");
  await field.press("Enter");
  await expect(form.getByRole("status")).toHaveText("영수증을 메일로 보냈어요.");
  await expect(field).toHaveValue("");
  const [mail] = await mails(servers.logs);
  expect(mail?.head).toContain("To: hong@mail.example");
  expect(mail?.text).toContain(masked(number));
  expect(mail?.text).toContain("9,900원");

  // After a reload, without the widget, and no more than three times.
  await page.route("**/*.wasm", (route) => route.abort());
  await page.reload();
  for (const said of ["영수증을 메일로 보냈어요.", "영수증을 메일로 보냈어요.", "메일은 더 보낼 수 없어요"]) {
    await field.fill("hong@mail.example");
    const answered = page.waitForResponse("**/v1/checkout/receipts");
    await form.getByRole("button", { name: "메일로 받기" }).click();
    await answered;
    await expect(form.getByRole("status")).toContainText(said);
  }
  expect(await mails(servers.logs)).toHaveLength(3);
  await page.emulateMedia({ media: "print" });
  await expect(form).toBeHidden();
});

test("a mail that gets no answer can be tried again", async ({ page, phone, servers }) => {
  const checkout = await Checkout.open(page, servers.shop, 2, "?locale=en");
  await checkout.payAs(newNumber(), phone);
  const button = checkout.frame.getByRole("button", { name: "Send me the receipt" });
  await page.route("**/v1/checkout/cs_*?language=*", (route) => route.abort(), { times: 1 });
  await button.click();
  await expect(checkout.frame.getByRole("status").filter({ hasText: "could not be sent" })).toBeVisible();
  await button.click();
  const form = checkout.frame.getByRole("form", { name: "E-mail address for the receipt" });
  await page.route("**/v1/checkout/receipts", (route) => route.abort());
  await form.getByRole("textbox").fill("hong@mail.example");
  await form.getByRole("button", { name: "Send me the receipt" }).click();
  await expect(form.getByRole("status")).toContainText("Try again in a moment");
  await page.unroute("**/v1/checkout/receipts");
  await form.getByRole("button", { name: "Send me the receipt" }).click();
  await expect(form.getByRole("status")).toHaveText("The receipt has been sent.");
});
