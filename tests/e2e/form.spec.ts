// Form mode: the merchant's form takes the token, without any script of the merchant's.

import type { Page, Request } from "@playwright/test";
import { Backend } from "./support/backend.ts";
import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession } from "./support/embedding.ts";
import { expect, test } from "./support/test.ts";

const NAME = `<label>이름 <input name="name" value="홍길동" required></label>`;

/** Answers `POST /order` with that page, after the exchange. Gives the bodies that came. */
async function takes(page: Page, answer: (form: URLSearchParams) => Promise<string>): Promise<URLSearchParams[]> {
  const forms: URLSearchParams[] = [];
  await page.route("**/order", async (route, asked: Request) => {
    const form = new URLSearchParams(asked.postData() ?? "");
    forms.push(form);
    const body = `<!doctype html><meta charset="utf-8"><title>x</title>${await answer(form)}`;
    await route.fulfill({ contentType: "text/html; charset=utf-8", body });
  });
  return forms;
}

for (const way of ["script tag", "element"]) {
  test(`a form with the ${way} in it is sent with the token, and the order is paid`, async ({
    ledger,
    page,
    phone,
    request,
    servers,
  }) => {
    const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
    const session = await newSession(request, servers.gateway, {}, { order_id: backend.order });
    const forms = await takes(page, async (form) => {
      const status = await backend.exchange(form.get("carrier_checkout_token") ?? "");
      return `<h1>${status === 201 ? "주문이 끝났습니다" : status}</h1>`;
    });
    const before = (await ledger()).filter(({ status }) => status === "succeeded").length;
    const script = (attributes = "") => `<script src="${servers.gateway}/checkout.js" ${attributes}></script>`;
    const checkout =
      way === "element"
        ? `<carrier-checkout session="${session.id}"></carrier-checkout>${script("async")}`
        : script(`data-session="${session.id}"`);
    await merchant.open(`<form method="post" action="/order">${NAME}${checkout}</form>`);
    const window = new Checkout(page);
    await window.readyToPay(newNumber(), phone);
    await window.button("pay").click();
    await expect(page.getByRole("heading", { name: "주문이 끝났습니다" })).toBeVisible();
    expect(forms).toHaveLength(1);
    expect(forms[0]?.get("name")).toBe("홍길동");
    expect(forms[0]?.get("carrier_checkout_session")).toBe(session.id);
    expect((await ledger()).filter(({ status }) => status === "succeeded")).toHaveLength(before + 1);
    expect(merchant.complaints).toEqual([]);
  });
}

test("a form that has something missing is not sent, and takes the token when it is", async ({
  page,
  phone,
  request,
  servers,
}) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  const session = await newSession(request, servers.gateway, {}, { order_id: backend.order });
  const forms = await takes(page, async (form) => {
    return `<h1>${await backend.exchange(form.get("carrier_checkout_token") ?? "")}</h1>`;
  });
  const name = `<label>이름 <input name="name" required></label><button>주문하기</button>`;
  const script = `<script src="${servers.gateway}/checkout.js" data-session="${session.id}"></script>`;
  await merchant.open(`<form method="post" action="/order">${name}${script}</form>`);
  const checkout = new Checkout(page);
  await checkout.readyToPay(newNumber(), phone);
  await checkout.button("pay").click();
  // The browser points at what is missing.
  await expect(page.getByLabel("이름")).toBeFocused();
  expect(forms).toHaveLength(0);
  await page.getByLabel("이름").fill("홍길동");
  await page.getByRole("button", { name: "주문하기" }).click();
  await expect(page.getByRole("heading", { name: "201" })).toBeVisible();
  expect(forms).toHaveLength(1);
});

test("a form that comes back with something to correct is not sent again by itself", async ({
  axe,
  page,
  phone,
  request,
  servers,
}) => {
  const [merchant, backend] = [new MerchantPage(page, servers), new Backend(page, request, servers)];
  const session = await newSession(request, servers.gateway, {}, { order_id: backend.order });
  const script = `<script src="${servers.gateway}/checkout.js" data-session="${session.id}"></script>`;
  const form = `<html lang="ko"><body><form method="post" action="/order">${NAME}${script}</form></body></html>`;
  let good = false;
  const forms = await takes(page, async (sent) => {
    return good ? `<h1>${await backend.exchange(sent.get("carrier_checkout_token") ?? "")}</h1>` : form;
  });
  await merchant.open(form);
  const checkout = new Checkout(page);
  await checkout.readyToPay(newNumber(), phone);
  await checkout.button("pay").click();
  const finish = page.getByRole("button", { name: "결제 마치기" });
  await expect(finish).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("결제는 아직이에요");
  await axe();
  expect(forms).toHaveLength(1);
  good = true;
  await finish.click();
  await expect(page.getByRole("heading", { name: "201" })).toBeVisible();
  expect(forms.map((sent) => sent.get("carrier_checkout_token"))).toEqual([
    forms[0]?.get("carrier_checkout_token"),
    forms[0]?.get("carrier_checkout_token"),
  ]);
});
