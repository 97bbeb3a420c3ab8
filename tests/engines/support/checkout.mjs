// The checkout as a shopper sees it, by WebDriver: everything is found by role and label.

import { By } from "selenium-webdriver";
import { eventually } from "./eventually.mjs";
import { find, visible } from "./roles.mjs";

/** @typedef {import("selenium-webdriver").WebDriver} WebDriver */
/** @typedef {import("selenium-webdriver").WebElement} WebElement */
/** @typedef {import("./roles.mjs").Role} Role */

/** The screen, what is filled in, what has the focus, and all that can be read. */
const SHOWN = `
  const named = (field) => field.id || field.name || field.tagName.toLowerCase();
  const filled = [...document.querySelectorAll("#checkout input")].map((field) =>
    named(field) + "=" + (/radio|checkbox/.test(field.type) ? field.checked : field.value));
  return [
    "screen " + document.querySelector("#checkout [data-screen]")?.dataset.screen,
    "presses " + document.documentElement.dataset.press,
    "focus on " + (document.activeElement ? named(document.activeElement) : "nothing"),
    filled.join(" "),
    document.body.innerText.replace(/\\s+/g, " "),
  ].join("\\n")`;

/** Texts by language, as the window names its parts. */
const NAMES = {
  ko: {
    frame: "휴대폰 결제",
    phone: "휴대폰 번호",
    birth: "생년월일 6자리",
    digit: "주민등록번호 뒤 첫 자리",
    all: "전체 동의",
    sms: "인증번호 받기",
    approval: "인증 요청하기",
    pass: "PASS 앱",
    ars: "전화(ARS)",
    code: "인증번호",
    content: "결제 내용을 확인했습니다",
    pay: /원 결제하기$/,
    done: "결제가 완료되었습니다",
    order: "주문 보기",
  },
  en: {
    frame: "Carrier billing checkout",
    phone: "Phone number",
    birth: "Date of birth, 6 digits",
    digit: "First digit after the hyphen of your resident number",
    all: "Agree to all",
    sms: "Send me a code",
    approval: "Ask for my approval",
    pass: "PASS app",
    ars: "Phone call (ARS)",
    code: "Code",
    content: "I have checked what I pay",
    pay: /^Pay ₩/,
    done: "Payment complete",
    order: "View order",
  },
};

export class Checkout {
  /** @param {WebDriver} driver @param {"ko" | "en"} locale */
  constructor(driver, locale = "ko") {
    this.driver = driver;
    this.names = NAMES[locale];
  }

  /**
   * Opens the page of the second good in a shop.
   * @param {WebDriver} driver
   * @param {string} shop
   * @param {"ko" | "en"} locale
   */
  static async open(driver, shop, locale = "ko", query = "") {
    const checkout = new Checkout(driver, locale);
    await driver.get(`${shop}/checkout/2?locale=${locale}${query}`);
    await checkout.see("textbox", checkout.names.phone);
    return checkout;
  }

  /** Turns to the window in the page. */
  async enter() {
    await this.driver.switchTo().defaultContent();
    const frame = await this.driver.findElement(By.css(`iframe[title="${this.names.frame}"]`));
    await this.driver.switchTo().frame(frame);
  }

  /**
   * What is visible in the window now with that role and name.
   * @param {Role} role
   * @param {string | RegExp} name
   */
  async now(role, name) {
    await this.enter();
    return find(this.driver, role, name);
  }

  /**
   * The same once it is there.
   * @param {Role} role
   * @param {string | RegExp} name
   */
  see(role, name) {
    return eventually(
      `${role} "${name}"`,
      () => this.now(role, name),
      () => this.shows(),
    );
  }

  /** What the window shows, for whoever has to find out why a test failed. */
  async shows() {
    await this.enter();
    return this.driver.executeScript(SHOWN);
  }

  /**
   * Words of a status or an alert.
   * @param {"status" | "alert"} role
   * @param {string} text
   */
  hear(role, text) {
    const said = async () => {
      await this.enter();
      for (const element of await visible(this.driver, role)) {
        if ((await element.getText()).includes(text)) return element;
      }
      return undefined;
    };
    return eventually(`${role} that says "${text}"`, said, () => this.shows());
  }

  /**
   * Types into a field, key by key.
   * @param {"phone" | "birth" | "digit" | "code"} field
   * @param {string} text
   */
  async type(field, text) {
    await this.press("textbox", this.names[field]);
    await (await this.see("textbox", this.names[field])).sendKeys(text);
  }

  /**
   * Ticks, chooses or presses.
   * @param {Role} role
   * @param {string | RegExp} name
   */
  async press(role, name) {
    await still(`${role} "${name}"`, async () => this.scrollTo(await this.see(role, name)));
    await (await this.see(role, name)).click();
  }

  /**
   * Scrolls the page, as a shopper does, until an element of the window is in the middle.
   * WebKit's driver does so only within the frame, which is as high as what it shows.
   * @param {WebElement} element
   * @returns {Promise<unknown>} where it stands then
   */
  async scrollTo(element) {
    const { y, height } = await element.getRect();
    await this.driver.switchTo().defaultContent();
    const place = await this.driver.executeScript(
      `const top = () => document.querySelector("iframe").getBoundingClientRect().top + arguments[0];
      scrollTo(0, scrollY + top() - innerHeight / 2);
      return [arguments[0], top()];`,
      y + height / 2,
    );
    // After a reload Firefox takes back what a script has scrolled; what a wheel has scrolled it keeps.
    if ((await this.driver.getCapabilities()).getBrowserName() !== "firefox") return place;
    const away = await this.driver.executeScript(
      `const top = document.querySelector("iframe").getBoundingClientRect().top + arguments[0] - innerHeight / 2;
      const room = document.documentElement.scrollHeight - innerHeight - scrollY;
      return Math.round(Math.max(-scrollY, Math.min(top, room)))`,
      y + height / 2,
    );
    // The types do not know of wheels.
    const actions = /** @type {any} */ (this.driver.actions());
    if (Math.abs(away) > 1) await actions.scroll(8, 8, 0, away).perform();
    return place;
  }

  /**
   * Fills in the first screen.
   * @param {string} number
   */
  async fillIn(number) {
    await this.press("radio", "SKT");
    await this.type("phone", number);
    await this.type("birth", "900101");
    await this.type("digit", "1");
    await this.press("checkbox", this.names.all);
  }

  /**
   * Fills in the first screen and asks for a code.
   * @param {string} number
   */
  async askForCode(number) {
    await this.fillIn(number);
    await this.press("button", this.names.sms);
    await this.see("textbox", this.names.code);
  }

  /** Ticks what is to be paid, and pays. */
  async pay() {
    await this.press("checkbox", this.names.content);
    await this.untilSeen();
    await (await this.see("button", this.names.pay)).click();
  }

  /**
   * In the first moments after the button has come into sight of a frame a press does not pay. After a reload Firefox
   * scrolls back to where it was, whenever the page has become long enough for that.
   */
  async untilSeen() {
    await eventually("a button that has been seen", async () => {
      const button = await this.now("button", this.names.pay);
      if (button === undefined) throw new Error("there is no button");
      await this.scrollTo(button);
      await this.enter();
      const [press, ticked] = await this.driver.executeScript(
        "return [document.documentElement.dataset.press, document.querySelector('#content').checked]",
      );
      if (press !== "settled") throw new Error(`it is ${ticked ? "" : "not "}ticked, and not settled`);
      return true;
    });
  }

  /** Waits for the receipt. */
  done() {
    return this.hear("status", this.names.done);
  }

  /** Waits until what has the focus in the window is in sight of the page, and has that text or label. */
  async focusInSight(/** @type {string} */ text) {
    await eventually(`"${text}" with the focus and in sight`, async () => {
      await this.enter();
      // Not by the driver's own question: WebKit's answers with what has the focus in the page.
      /** @type {WebElement} */
      const focused = await this.driver.executeScript("return document.activeElement");
      const says = `${await focused.getAccessibleName()} ${await focused.getText()}`;
      if (!says.includes(text)) throw new Error(`the focus is on "${says}"`);
      const { y } = await focused.getRect();
      await this.driver.switchTo().defaultContent();
      const [top, height] = await this.driver.executeScript(
        "return [document.querySelector('iframe').getBoundingClientRect().top, innerHeight]",
      );
      if (top + y < 0 || top + y > height) throw new Error(`it is at ${top + y} of ${height}`);
      return true;
    });
  }

  /**
   * What is in a field.
   * @param {"phone" | "birth" | "digit" | "code"} field
   * @returns {Promise<string>}
   */
  async valueOf(field) {
    return (await this.see("textbox", this.names[field])).getProperty("value");
  }
}

/** The hosted page, which is in no frame. */
export class HostedCheckout extends Checkout {
  /** @override */
  async enter() {
    await this.driver.switchTo().defaultContent();
  }

  /** @override */
  async untilSeen() {
    await this.scrollTo(await this.see("button", this.names.pay));
  }

  /**
   * @override
   * @param {WebElement} element
   * @returns {Promise<unknown>}
   */
  async scrollTo(element) {
    return this.driver.executeScript(
      "arguments[0].scrollIntoView({ block: 'center' }); return arguments[0].getBoundingClientRect().top",
      element,
    );
  }
}

/**
 * Waits until a place is the same twice: a driver clicks at a place, and whatever has come there by then is clicked.
 * @param {string} what
 * @param {() => Promise<unknown>} place
 */
export async function still(what, place) {
  /** @type {string | undefined} */
  let before;
  await eventually(`${what} that stands still`, async () => {
    const now = JSON.stringify(await place());
    const same = now === before;
    before = now;
    return same;
  });
}
