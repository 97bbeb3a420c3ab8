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
  ja: {
    frame: "携帯決済",
    order: "注文内容",
    carrier: "SKT",
    phone: "携帯電話番号",
    birth: "生年月日6桁",
    digit: "登録番号のハイフンの次の1桁",
    all: "すべてに同意",
    send: /^(認証番号を受け取る|承認をリクエスト)$/,
    sms: "SMS",
    ars: "電話（ARS）",
    pass: "PASSアプリ",
    code: "認証番号",
    content: "お支払い内容を確認しました",
    resend: "再送信",
    restart: "最初に戻る",
    pay: /^₩[\d,]+を支払う$/,
    done: "お支払いが完了しました",
  },
  "zh-Hans": {
    frame: "话费支付",
    order: "订单信息",
    carrier: "SKT",
    phone: "手机号码",
    birth: "出生日期6位",
    digit: "登录号码（居民/外国人）横线后的第一位",
    all: "全部同意",
    send: /^(获取验证码|请求验证)$/,
    sms: "短信（SMS）",
    ars: "电话（ARS）",
    pass: "PASS应用",
    code: "验证码",
    content: "我已核对支付内容",
    resend: "重新发送",
    restart: "重新开始",
    pay: /^支付[\d,]+韩元$/,
    done: "支付成功",
  },
  vi: {
    frame: "Thanh toán qua cước di động",
    order: "Đơn hàng",
    carrier: "SKT",
    phone: "Số điện thoại",
    birth: "Ngày sinh, 6 chữ số",
    digit: "Chữ số đầu sau dấu gạch của số đăng ký",
    all: "Đồng ý tất cả",
    send: /^(Nhận mã xác thực|Yêu cầu xác thực)$/,
    sms: "Tin nhắn (SMS)",
    ars: "Cuộc gọi (ARS)",
    pass: "Ứng dụng PASS",
    code: "Mã xác thực",
    content: "Tôi đã kiểm tra nội dung thanh toán",
    resend: "Gửi lại",
    restart: "Làm lại từ đầu",
    pay: /^Thanh toán [\d.]+\s₩$/,
    done: "Thanh toán thành công",
  },
} as const;

/** A language of the window. */
export type Language = keyof typeof NAMES;

/** Every language. */
export const LANGUAGES = Object.keys(NAMES) as Language[];

/** What a line is known by where its number is masked, so no two of a worker, which has servers of its own, share it. */
let lastFour = Math.floor(Math.random() * 10_000);

/** A number that nobody else in the run uses, and none of the magic ones. */
export function newNumber(): string {
  lastFour = (lastFour + 1) % 10_000;
  const middle = 2_000 + Math.floor(Math.random() * 8_000);
  return `010${middle}${String(lastFour).padStart(4, "0")}`;
}

/** The checkout on a page. */
export class Checkout {
  readonly page: Page;
  /** What the window is in. */
  readonly frame: FrameLocator | Locator;
  readonly names: (typeof NAMES)[keyof typeof NAMES];
  readonly #hosted: boolean;

  constructor(page: Page, locale: Language = "ko", hosted = false) {
    this.page = page;
    this.#hosted = hosted;
    this.names = NAMES[locale];
    this.frame = hosted ? page.locator("body") : page.frameLocator(`iframe[title="${this.names.frame}"]`);
  }

  /** Opens the hosted page. */
  static async openLink(page: Page, url: string, locale: Language = "ko"): Promise<Checkout> {
    const checkout = new Checkout(page, locale, true);
    await page.goto(url);
    await expect(checkout.field("phone")).toBeVisible();
    return checkout;
  }

  /** Opens the page of the n-th good in a shop. */
  static async open(page: Page, shop: string, good = 2, query = ""): Promise<Checkout> {
    const locale = LANGUAGES.find((locale) => new URLSearchParams(query).get("locale") === locale);
    const checkout = new Checkout(page, locale);
    await page.goto(`${shop}/checkout/${good}${query}`);
    await expect(checkout.field("phone")).toBeVisible();
    return checkout;
  }

  /** What switches the language; it is named in each. */
  get language(): Locator {
    return this.frame.getByRole("combobox");
  }

  /** Chooses the language in the window: the checkout in it. */
  async speak(locale: Language): Promise<Checkout> {
    await this.language.selectOption(locale);
    return new Checkout(this.page, locale);
  }

  field(name: "phone" | "birth" | "digit" | "code"): Locator {
    return this.frame.getByRole("textbox", { name: this.names[name], exact: true });
  }

  tick(name: "all" | "content"): Locator {
    return this.frame.getByRole("checkbox", { name: this.names[name], exact: true });
  }

  button(name: "send" | "resend" | "restart" | "pay"): Locator {
    const button = this.frame.getByRole("button", { name: this.names[name] });
    return name === "pay" ? this.unhurried(button) : this.#calmly(button, () => this.stands());
  }

  /** Nobody who looks at the button presses it in the first moments after it has come into sight, which would not pay. */
  unhurried(button: Locator): Locator {
    return this.#calmly(button, async () => {
      await expect(this.frame.locator("html")).toHaveAttribute("data-press", "settled");
    });
  }

  /** Until the frame has been where it is for half a second: Chromium drops what is pressed in it before. */
  async stands(): Promise<void> {
    await this.page.locator(`iframe[title="${this.names.frame}"], carrier-checkout > iframe`).evaluate(
      (frame) =>
        new Promise<void>((resolve) => {
          let [top, since] = [Number.NaN, 0];
          const look = (now: number): void => {
            const at = frame.getBoundingClientRect().top;
            if (at !== top) [top, since] = [at, now];
            if (now - since > 500) resolve();
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }),
    );
  }

  /** Whoever presses it waits until it can be pressed, in a frame whose payment has been ticked. */
  #calmly(button: Locator, ready: () => Promise<void>): Locator {
    const { click, dblclick, tap } = button;
    const look = async (): Promise<void> => {
      if (this.#hosted) return;
      await button.scrollIntoViewIfNeeded();
      // Without the tick nothing can be paid, and the frame does not ask what is covered.
      const tick = this.tick("content");
      if ((await tick.count()) > 0 && (await tick.isChecked())) await ready();
    };
    return Object.assign(button, {
      click: async (options?: Parameters<typeof click>[0]) => {
        await look();
        await click.call(button, options);
      },
      dblclick: async (options?: Parameters<typeof dblclick>[0]) => {
        await look();
        await dblclick.call(button, options);
      },
      tap: async (options?: Parameters<typeof tap>[0]) => {
        await look();
        await tap.call(button, options);
      },
    });
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
    const button = this.frame.getByRole("button", { name: this.names[name], exact: true });
    return this.#calmly(button, () => this.stands());
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

/** As it stands in a sentence: never broken at its hyphens. */
export function unbroken(number: string): string {
  return number.replaceAll("-", "\u2011");
}
