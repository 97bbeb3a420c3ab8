// The checkout as a shopper sees it: everything is found by role and name.

import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";
import type { Phone } from "./sandbox.ts";

/** Texts by language, as the window names its parts. */
const NAMES = {
  ko: {
    frame: "휴대폰 결제",
    order: "주문 정보",
    carrier: "SKT",
    phone: "휴대폰 번호",
    birth: "생년월일 6자리",
    digit: "주민등록번호 뒤 첫 자리",
    all: "전체 동의",
    send: /^(인증번호 받기|인증 요청하기)$/,
    sms: "문자(SMS)",
    ars: "전화(ARS)",
    pass: "PASS 앱",
    code: "인증번호",
    content: "결제 내용을 확인했습니다",
    resend: "다시 보내기",
    restart: "처음으로",
    pay: /원 결제하기$/,
    done: "결제가 완료되었습니다",
  },
  en: {
    frame: "Carrier billing checkout",
    order: "Order",
    carrier: "SKT",
    phone: "Phone number",
    birth: "Date of birth, 6 digits",
    digit: "First digit after the hyphen of your resident number",
    all: "Agree to all",
    send: /^(Send me a code|Ask for my approval)$/,
    sms: "Text message (SMS)",
    ars: "Phone call (ARS)",
    pass: "PASS app",
    code: "Code",
    content: "I have checked what I pay",
    resend: "Send again",
    restart: "Start over",
    pay: /^Pay ₩/,
    done: "Payment complete",
  },
} as const;

/** A number that nobody else in the run uses, and none of the magic ones. */
export function newNumber(): string {
  const rest = String(20_000_000 + Math.floor(Math.random() * 79_999_999));
  return `010${rest}`;
}

/** The checkout on a page. */
export class Checkout {
  readonly page: Page;
  readonly frame: FrameLocator;
  readonly names: (typeof NAMES)[keyof typeof NAMES];

  constructor(page: Page, locale: keyof typeof NAMES = "ko") {
    this.page = page;
    this.names = NAMES[locale];
    this.frame = page.frameLocator(`iframe[title="${this.names.frame}"]`);
  }

  /** Opens the page of the n-th good in a shop. */
  static async open(page: Page, shop: string, good = 2, query = ""): Promise<Checkout> {
    const checkout = new Checkout(page, query.includes("locale=en") ? "en" : "ko");
    await page.goto(`${shop}/checkout/${good}${query}`);
    await expect(checkout.field("phone")).toBeVisible();
    return checkout;
  }

  field(name: "phone" | "birth" | "digit" | "code"): Locator {
    return this.frame.getByRole("textbox", { name: this.names[name], exact: true });
  }

  tick(name: "all" | "content"): Locator {
    return this.frame.getByRole("checkbox", { name: this.names[name], exact: true });
  }

  button(name: "send" | "resend" | "restart" | "pay"): Locator {
    return this.frame.getByRole("button", { name: this.names[name] });
  }

  get alert(): Locator {
    return this.frame.getByRole("alert").filter({ hasText: /\S/ });
  }

  get done(): Locator {
    return this.frame.getByRole("status").filter({ hasText: this.names.done });
  }

  /** Fills in the first screen. */
  async fillIn(number: string): Promise<void> {
    await this.frame.getByRole("radio", { name: this.names.carrier, exact: true }).check();
    await this.field("phone").fill(number);
    await this.field("birth").fill("900101");
    await this.field("digit").fill("1");
    await this.tick("all").check();
  }

  /** One of the ways to prove to hold the line, on the first screen. */
  channel(name: "sms" | "ars" | "pass"): Locator {
    return this.frame.getByRole("radio", { name: this.names[name], exact: true });
  }

  /** The way from the code screen to another channel. */
  switchTo(name: "sms" | "ars" | "pass"): Locator {
    return this.frame.getByRole("button", { name: this.names[name], exact: true });
  }

  /** Says that the shopper's approval is awaited, or has come. */
  approval(text: string): Locator {
    return this.frame.getByRole("status").filter({ hasText: text });
  }

  /** Fills in the first screen and asks for a code. */
  async askForCode(number: string): Promise<void> {
    await this.fillIn(number);
    await this.button("send").click();
  }

  /** Gets to the code screen with the right code typed and the tick made. */
  async readyToPay(number: string, phone: Phone): Promise<void> {
    const before = (await phone.messages(number)).length;
    await this.askForCode(number);
    await expect(this.field("code")).toBeVisible();
    await this.field("code").fill(await phone.lastCode(number, before));
    await this.tick("content").check();
  }

  /** The whole payment, up to the receipt. */
  async payAs(number: string, phone: Phone): Promise<void> {
    await this.readyToPay(number, phone);
    await this.button("pay").click();
    await expect(this.done).toBeVisible({ timeout: 30_000 });
  }
}

/** A number as it is shown where its middle is hidden. */
export function masked(number: string): string {
  return `010-****-${number.slice(-4)}`;
}
