// The languages: chosen by the browser, by the page or in the window, and switched there without losing anything.

import { readFileSync } from "node:fs";
import { Checkout, LANGUAGES, type Language, masked, newNumber } from "./support/checkout.ts";
import { newSession, waysOf } from "./support/embedding.ts";
import { expect, test } from "./support/test.ts";
import { frameOf, HeldWasm, watchEvents } from "./support/widget.ts";

interface Manifest {
  readonly widgets: Readonly<Record<string, { readonly wasm: string }>>;
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url));
const { widgets }: Manifest = JSON.parse(read("dist/manifest.json").toString());

/** The headings of a language: each is a text of its own in the Wasm. */
function headings(locale: string): string[] {
  const texts = read(`src/locale/${locale.toLowerCase().replace("-", "_")}.rs`).toString();
  return [...texts.matchAll(/\bheading: "([^"]+)"/g)].map(([, heading = ""]) => heading);
}

test("every language has its own widget", () => {
  expect(Object.keys(widgets).sort()).toEqual([...LANGUAGES].sort());
});

for (const [locale, { wasm }] of Object.entries(widgets)) {
  test(`the widget in ${locale} has its own texts and no other language's`, () => {
    const bytes = read(`dist/${wasm}`);
    for (const other of Object.keys(widgets)) {
      const found = headings(other).filter((heading) => bytes.includes(heading));
      expect(headings(other).length).toBeGreaterThan(2);
      expect(found).toEqual(other === locale ? headings(other) : []);
    }
  });
}

for (const [browser, locale] of [
  ["ko-KR", "ko"],
  ["en-GB", "en"],
  ["ja-JP", "ja"],
  ["zh-CN", "zh-Hans"],
  ["zh-TW", "zh-Hans"],
  ["vi-VN", "vi"],
  ["fr-FR", "ko"],
] as const) {
  test(`a browser in ${browser} gets the window in ${locale}, on a page of its own`, async ({
    browser: engine,
    servers,
  }) => {
    const context = await engine.newContext({ locale: browser });
    const page = await context.newPage();
    const { id } = await newSession(page.request, servers.gateway, waysOf(servers.shop));
    await page.goto(`${servers.gateway}/v1/checkout/${id}`);
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    await expect(page.getByRole("combobox")).toHaveValue(locale);
    await expect(page.locator(".window")).toHaveAttribute("lang", locale);
    await context.close();
  });
}

/** Everything on the first screen as it was filled in. */
async function expectFilledIn(checkout: Checkout): Promise<void> {
  await expect(checkout.field("phone")).toHaveValue("010-2345-6789");
  await expect(checkout.field("birth")).toHaveValue("900101");
  await expect(checkout.field("digit")).toHaveValue("1");
  await expect(checkout.frame.getByRole("radio", { name: checkout.names.carrier, exact: true })).toBeChecked();
  await expect(checkout.channel("pass")).toBeChecked();
  await expect(checkout.tick("all")).toBeChecked();
}

/** The terms that are unfolded. */
const terms = (checkout: Checkout) => checkout.frame.locator(".terms").nth(1);

const FIRST_ARTICLE: Readonly<Record<Language, string>> = {
  ko: "제1조",
  en: "1. Purpose",
  ja: "第1条",
  "zh-Hans": "第一条",
  vi: "Điều 1",
};

test("the language is switched on the first screen with everything filled in, through all of them and back", async ({
  page,
  servers,
  phone,
  axe,
}) => {
  const told = await watchEvents(page);
  let checkout = await Checkout.open(page, servers.shop, 2, "?locale=ko");
  await checkout.fillIn("01023456789");
  await checkout.channel("pass").check();
  await checkout.frame.locator("summary").nth(1).click();
  for (const locale of ["ja", "zh-Hans", "vi", "en", "ko"] as const) {
    checkout = await checkout.speak(locale);
    await expectFilledIn(checkout);
    await expect(terms(checkout)).toContainText(FIRST_ARTICLE[locale]);
    await expect(checkout.language).toHaveValue(locale);
    await expect(checkout.language).not.toHaveAttribute("aria-busy");
    const frame = frameOf(page, servers.gateway);
    await expect.poll(() => frame.evaluate(() => document.documentElement.lang)).toBe(locale);
    expect(await frame.title()).toBe(checkout.names.frame);
    // Where the shopper is does not change: it was chosen there.
    await checkout.language.focus();
    await axe();
  }
  expect((await told()).filter((name) => name.startsWith("error"))).toEqual([]);
  // And it works: with what was filled in, and in the language.
  const number = newNumber();
  await checkout.channel("sms").check();
  await checkout.field("phone").fill(number);
  await checkout.button("send").click();
  await expect(checkout.field("code")).toBeVisible();
  expect(await phone.messages(number)).toHaveLength(1);
});

test("the focus stays on the choice", async ({ page, servers }) => {
  const korean = await Checkout.open(page, servers.shop);
  await korean.language.focus();
  const vietnamese = await korean.speak("vi");
  await expect(vietnamese.field("phone")).toBeVisible();
  await expect(vietnamese.language).not.toHaveAttribute("aria-busy");
  await expect(vietnamese.language).toBeFocused();
  await expect(vietnamese.language).toHaveAccessibleName("Ngôn ngữ (Language)");
});

for (const locale of ["ja", "zh-Hans", "vi"] as const) {
  test(`a payment whose language becomes ${locale} on the code screen is paid, and its receipt is in it`, async ({
    page,
    servers,
    phone,
    ledger,
    axe,
  }) => {
    const number = newNumber();
    const korean = await Checkout.open(page, servers.shop);
    await korean.readyToPay(number, phone);
    const code = await korean.field("code").inputValue();
    const checkout = await korean.speak(locale);
    await expect(checkout.field("code")).toHaveValue(code);
    await expect(checkout.tick("content")).toBeChecked();
    await expect(checkout.frame.getByRole("timer")).toHaveText(/\d:\d\d$/);
    await axe();
    await checkout.button("pay").click();
    await expect(checkout.done).toBeVisible({ timeout: 30_000 });
    await axe();
    expect(await phone.messages(number)).toHaveLength(1);
    expect((await ledger()).filter((entry) => entry.phone === masked(number))).toHaveLength(1);
    // The page around speaks it, too, and a receipt is switched like everything else.
    await expect(page.locator("carrier-checkout > a")).toHaveAttribute("lang", locale);
    const back = await checkout.speak("ko");
    await expect(back.done).toBeVisible();
    await expect(page.locator("carrier-checkout > a")).toHaveText("주문 보기");
  });
}

test("a refusal that comes after the switch is told in the language, and so is an old one", async ({
  page,
  servers,
  axe,
}) => {
  const korean = await Checkout.open(page, servers.shop);
  await korean.askForCode("01000000004");
  await expect(korean.alert).toContainText("미성년자");
  const japanese = await korean.speak("ja");
  await expect(japanese.alert).toContainText("未成年者名義の番号です");
  await axe();
  await japanese.field("phone").fill("01000000009");
  await japanese.button("send").click();
  await expect(japanese.alert).toContainText("携帯電話会社がメンテナンス中です");
});

test("an approval that is awaited is awaited in the other language", async ({ page, servers, phone }) => {
  const number = newNumber();
  const korean = await Checkout.open(page, servers.shop);
  await korean.fillIn(number);
  await korean.channel("pass").check();
  await korean.button("send").click();
  await expect(korean.approval("승인을 기다리고 있어요")).toBeVisible();
  const chinese = await korean.speak("zh-Hans");
  await expect(chinese.approval("正在等待您确认")).toBeVisible();
  await phone.answerLast(number, "approve");
  await expect(chinese.approval("已确认")).toBeVisible();
});

test("whoever has gone back from the code to the form switches the form", async ({ page, servers, phone }) => {
  const number = newNumber();
  const korean = await Checkout.open(page, servers.shop);
  await korean.askForCode(number);
  await korean.button("restart").click();
  await expect(korean.field("phone")).toBeVisible();
  const english = await korean.speak("en");
  await expect(english.field("birth")).toHaveValue("900101");
  await expect(english.tick("all")).toBeChecked();
  await english.button("send").click();
  await expect(english.field("code")).toBeVisible();
  expect((await phone.messages(number)).length).toBeGreaterThan(0);
});

test("the language can be switched before the Wasm has come", async ({ page, servers, phone }) => {
  const number = newNumber();
  const wasm = await HeldWasm.on(page);
  const korean = await Checkout.open(page, servers.shop);
  await korean.fillIn(number);
  await korean.frame.locator("summary").nth(1).click();
  await korean.button("send").click();
  const english = await korean.speak("en");
  const { frame } = korean; // its title follows when the widget has come
  const { phone: name, send } = english.names;
  await expect(frame.getByRole("textbox", { name })).toHaveValue(number);
  await expect(frame.getByRole("checkbox", { name: english.names.all })).toBeChecked();
  // What was pressed is still to be done.
  await expect(frame.getByRole("button", { name: send })).toHaveAttribute("aria-busy", "true");
  await wasm.release();
  await expect(english.field("code")).toBeVisible();
  expect(await phone.messages(number)).toHaveLength(1);
});

test("of several choices in a row the last one counts, also back to the first", async ({ page, servers }) => {
  const korean = await Checkout.open(page, servers.shop);
  await korean.fillIn("01023456789");
  await korean.channel("pass").check();
  // Whatever the window is called meanwhile: one that comes soon has another title.
  const choice = page.frameLocator("carrier-checkout > iframe, iframe[allow]").getByRole("combobox");
  await choice.selectOption("ja");
  await choice.selectOption("zh-Hans");
  await choice.selectOption("vi");
  const vietnamese = new Checkout(page, "vi");
  await expectFilledIn(vietnamese);
  await choice.selectOption("en");
  await choice.selectOption("vi");
  const same = vietnamese;
  await expectFilledIn(same);
  await expect(same.language).not.toHaveAttribute("aria-busy");
  await same.field("phone").fill("0102");
  await expect(same.field("phone")).toHaveValue("010-2");
});

test("a language that does not come leaves the window as it is, and says so", async ({
  page,
  servers,
  context,
  axe,
}) => {
  const korean = await Checkout.open(page, servers.shop);
  await korean.fillIn("01023456789");
  await korean.channel("pass").check();
  const kept = korean.frame.getByRole("status").filter({ hasText: "언어를 바꾸지 못했어요" });
  await context.setOffline(true);
  await korean.language.selectOption("ja");
  await expect(kept).toBeVisible();
  await expect(korean.language).toHaveValue("ko");
  await expectFilledIn(korean);
  await axe();
  await context.setOffline(false);
  // The page comes, but the widget does not.
  await HeldWasm.refuse(page);
  await korean.language.selectOption("en");
  await expect(kept).toBeVisible();
  await expect(korean.language).toHaveValue("ko");
  await HeldWasm.allow(page);
  const japanese = await korean.speak("ja");
  await expectFilledIn(japanese);
  await expect(kept).toBeHidden();
});

test("what is under way is waited for", async ({ page, servers, phone }) => {
  const number = newNumber();
  const korean = await Checkout.open(page, servers.shop);
  await korean.fillIn(number);
  let letGo = (): void => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route("**/v1/checkout/challenges", async (route) => {
    await free;
    await route.continue();
  });
  await korean.button("send").click();
  await expect(korean.button("send")).toBeHidden();
  await korean.language.selectOption("en");
  await expect(korean.language).toHaveAttribute("aria-busy", "true");
  letGo();
  const english = new Checkout(page, "en");
  await expect(english.field("code")).toBeVisible();
  expect(await phone.messages(number)).toHaveLength(1);
});

test("a reload keeps the language, whatever the page's markup says", async ({ page, servers }) => {
  const korean = await Checkout.open(page, servers.shop, 2, "?locale=ko");
  const japanese = await korean.speak("ja");
  await expect(japanese.field("phone")).toBeVisible();
  await expect(japanese.language).not.toHaveAttribute("aria-busy");
  await page.reload();
  await expect(japanese.field("phone")).toBeVisible();
  await expect(japanese.language).toHaveValue("ja");
});
