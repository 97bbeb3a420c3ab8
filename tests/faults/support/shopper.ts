// A shopper who wants to pay, does what is offered, and tries again as honest people do.

import { setTimeout as pause } from "node:timers/promises";
import { expect, type Page } from "@playwright/test";
import { Checkout } from "../../e2e/support/checkout.ts";
import type { Phone } from "../../e2e/support/sandbox.ts";
import { beyond } from "./acts.ts";
import type { Way } from "./journal.ts";
import { AGAIN, inShort, isWaiting, look, type Sight } from "./sight.ts";
import type { World } from "./world.ts";

/** What the n-th good costs has to be on the bill. */
export const GOOD = 2;

/** How often it is looked. */
const GLIMPSE_MS = 100;

/** After so long whoever looks at a page that does not come asks the browser for it anew: that is the browser's to tell. */
const RELOAD_AFTER_MS = 10_000;

/** What is pressed shows that it works by then. */
const HEARD_WITHIN_MS = 1_500;

/** One who has not paid by so many acts never will. A loader that comes broken costs a dozen, and it may do so three times. */
const MOST_ACTS = 40;

/** How it went. */
export interface Told {
  /** What was done beyond what a journey without a fault takes. */
  readonly again: readonly string[];
  /** The longest that there was nothing but to wait, from the first fault on, in ms. */
  readonly waited: number;
  /** What was seen and done, in order. */
  readonly story: readonly string[];
  readonly violations: readonly string[];
}

/** What a shopper may ask for besides. */
export interface Means {
  readonly way: Way;
  readonly phone: Phone;
  /** Whether the carriers have charged the number. */
  readonly charged: (number: string) => Promise<boolean>;
  /** Nothing but waiting for longer than this is a dead wait. */
  readonly bound: number;
}

export class Shopper {
  readonly #page: Page;
  readonly #world: World;
  readonly #means: Means;
  readonly #number: string;
  readonly #checkout: Checkout;
  readonly #begun = performance.now();
  readonly #story: string[] = [];
  readonly #violations: string[] = [];
  readonly #acts: string[] = [];
  readonly #tried: string[] = [];
  #waitsSince: number | undefined;
  #waited = 0;
  #last = "";

  constructor(page: Page, world: World, number: string, means: Means) {
    [this.#page, this.#world, this.#number, this.#means] = [page, world, number, means];
    this.#checkout = new Checkout(page);
    page.setDefaultTimeout(5_000);
  }

  /** Buys, and looks at the order in the end. */
  async buy(): Promise<Told> {
    await this.#open(`${this.#world.shop}/checkout/${GOOD}`, "open");
    if (
      await this.#until(
        (sight) => sight.screen === "paid",
        (sight) => this.#act(sight),
      )
    ) {
      if (!(await this.#means.charged(this.#number))) this.#violations.push("a receipt for what was not charged");
      const order = this.#order();
      await this.#follow(order);
      await this.#until(
        ({ heading }) => heading.includes("주문해 주셔서 고맙습니다"),
        async () => this.#open(`${this.#world.shop}/orders/${order}`, "look at the order"),
      );
    }
    const again = beyond(this.#acts, this.#cancels);
    return { again, waited: this.#waited, story: this.#story, violations: this.#violations };
  }

  /** Looks, and acts whenever there is something to be done. False when it never comes. */
  async #until(there: (sight: Sight) => boolean, act: (sight: Sight) => Promise<void>): Promise<boolean> {
    for (;;) {
      const sight = await this.#look();
      if (there(sight)) return true;
      if (isWaiting(sight)) {
        await this.#wait(sight);
        continue;
      }
      if (this.#acts.length >= MOST_ACTS) {
        this.#violations.push(`not paid after ${MOST_ACTS} acts`);
        return false;
      }
      await this.#mustBeTrue(sight);
      await act(sight);
      await this.#heard(sight);
    }
  }

  async #look(): Promise<Sight> {
    const sight = await look(this.#page, this.#world.gateway);
    const short = inShort(sight);
    if (short !== this.#last) this.#note(short);
    this.#last = short;
    if (isWaiting(sight)) this.#waitsSince ??= performance.now();
    this.#count();
    if (!isWaiting(sight)) this.#waitsSince = undefined;
    return sight;
  }

  /** Up to now there was nothing but to wait. It begins with the fault: what was before is the journey's own. */
  #count(): void {
    const [hit] = this.#world.journal.hits;
    if (hit === undefined || this.#waitsSince === undefined) return;
    this.#waited = Math.max(this.#waited, performance.now() - Math.max(hit, this.#waitsSince));
  }

  async #wait(sight: Sight): Promise<void> {
    const waited = performance.now() - (this.#waitsSince ?? performance.now());
    const browsers = sight.page === "none" || (sight.screen === undefined && !sight.framed);
    if (browsers && waited > RELOAD_AFTER_MS) return this.#reload();
    if (waited > this.#means.bound) {
      this.#violations.push(`nothing but waiting for ${Math.round(waited / 1000)} s: ${inShort(sight)}`);
      return this.#reload();
    }
    await pause(GLIMPSE_MS);
  }

  /** Who is told that nothing was charged shall not find it on the bill. */
  async #mustBeTrue({ alerts }: Sight): Promise<void> {
    if (!alerts.some((text) => text.includes("결제된 금액은 없"))) return;
    if (await this.#means.charged(this.#number)) {
      this.#violations.push(`“${alerts.join(" ")}”, and the number was charged`);
    }
  }

  async #act(sight: Sight): Promise<void> {
    const again = sight.buttons.find((name) => AGAIN.test(name));
    if (sight.page === "browser") return this.#reload();
    if (again !== undefined && !this.#inVain(again)) return this.#press(again);
    if (again !== undefined) return this.#acts.includes("reload") ? this.#comeBack() : this.#reload();
    if (sight.screen === "details") {
      return this.#do("ask for a code", () => this.#askForCode());
    }
    if (sight.screen === "code") return this.#prove();
    // The page of an error, or a window that is over: the shop's own way to it begins anew.
    if (sight.screen === undefined) return this.#reload();
    return this.#open(this.#start(), "open");
  }

  #reload(): Promise<void> {
    return this.#open(this.#address(), "reload");
  }

  /** Later, when the browser no longer keeps what came broken as if it were whole; the loader it keeps for five minutes. */
  async #comeBack(): Promise<void> {
    const session = await this.#page.context().newCDPSession(this.#page);
    await session.send("Network.clearBrowserCache");
    await session.detach();
    await this.#open(this.#address(), "come back later");
  }

  /** Who has pressed the same twice since the page came, without anything coming of it, has the whole page loaded anew. */
  #inVain(name: string): boolean {
    const loads = ["open", "reload", "come back later"].map((act) => this.#acts.lastIndexOf(act));
    return this.#acts.slice(Math.max(...loads)).filter((act) => act === name).length > 1;
  }

  #prove(): Promise<void> {
    if (this.#cancels && !this.#acts.includes("cancel")) return this.#press("결제 취소", "cancel");
    return this.#means.way === "app" ? this.#approve() : this.#code();
  }

  async #askForCode(): Promise<void> {
    await this.#checkout.fillIn(this.#number);
    if (this.#means.way === "carrier's code" || this.#cancels) {
      await this.#checkout.frame.getByRole("radio", { name: "LG U+", exact: true }).check();
    }
    if (this.#means.way === "app") await this.#checkout.channel("pass").check();
    await this.#checkout.button("send").click();
  }

  /** Approves on the phone what is asked there. */
  async #approve(): Promise<void> {
    const newest = (await this.#means.phone.messages(this.#number)).at(-1);
    if (newest?.state === "waiting") await this.#means.phone.answer(this.#number, newest.id, "approve");
    const over = this.#checkout.frame.getByText("승인 시간이 지났어요");
    const approved = this.#checkout.approval("승인되었어요.");
    await expect(approved.or(over))
      .toBeVisible()
      .catch(() => this.#note("nothing comes of it"));
    return (await over.isVisible()) ? this.#sendAgain() : this.#do("pay", () => this.#pay());
  }

  /** Types the newest code. One that was typed twice in vain is replaced. */
  async #code(): Promise<void> {
    const code = (await this.#means.phone.messages(this.#number)).at(-1)?.code;
    if (code === undefined || this.#tried.filter((tried) => tried === code).length > 1) {
      this.#tried.splice(0);
      return this.#sendAgain();
    }
    this.#tried.push(code);
    await this.#do("pay", () => this.#pay(code));
  }

  async #sendAgain(): Promise<void> {
    const { frame, names } = this.#checkout;
    const resend = frame.getByRole("button", { name: names.resend, exact: true });
    const possible = (await resend.getAttribute("aria-disabled").catch(() => "true")) !== "true";
    return this.#do(possible ? "send again" : "start over", () =>
      (possible ? resend : this.#checkout.button("restart")).click(),
    );
  }

  /** Ticks, looks, and presses: also where nothing watches whether it was looked. */
  async #pay(code?: string): Promise<void> {
    const { frame, names } = this.#checkout;
    if (code !== undefined) await this.#checkout.field("code").fill(code);
    await this.#checkout.tick("content").check();
    const settled = expect(frame.locator("html")).toHaveAttribute("data-press", "settled", { timeout: 2_000 });
    await settled.catch(() => this.#note("nothing watches presses"));
    await frame.getByRole("button", { name: names.pay }).click();
  }

  async #press(name: string, act = name): Promise<void> {
    const inWindow = this.#checkout.frame.getByRole("button", { name, exact: true });
    const onPage = this.#page.getByRole("button", { name, exact: true });
    await this.#do(act, async () => {
      await ((await onPage.count()) > 0 ? onPage : inWindow).click();
    });
  }

  /** By the link on the receipt; who has none goes by the address. */
  async #follow(order: string): Promise<void> {
    const link = this.#page.getByRole("link", { name: "주문 보기" });
    const linked = await link.waitFor({ timeout: RELOAD_AFTER_MS }).then(
      () => true,
      () => false,
    );
    if (!linked) return this.#open(`${this.#world.shop}/orders/${order}`, "look at the order");
    await this.#do("look at the order", () => link.click({ noWaitAfter: true }));
  }

  /** Whether the first order is cancelled. */
  get #cancels(): boolean {
    return this.#means.way === "second order";
  }

  #order(): string {
    return new URL(this.#page.url()).searchParams.get("order") ?? "";
  }

  #start(): string {
    return `${this.#world.shop}/checkout/${GOOD}`;
  }

  /** What the browser's reload would ask for. */
  #address(): string {
    const url = this.#page.url();
    return url.startsWith("http") ? url : this.#start();
  }

  async #open(url: string, act: string): Promise<void> {
    this.#waitsSince = performance.now();
    // Whether it comes is for the eye to see.
    await this.#do(act, () => this.#page.goto(url, { waitUntil: "commit", timeout: RELOAD_AFTER_MS }));
    this.#count();
  }

  /** What cannot be done now, because something has changed meanwhile, is seen at the next look. */
  async #do(act: string, how: () => Promise<unknown>): Promise<void> {
    this.#acts.push(act);
    this.#note(`→ ${act}`);
    await how().catch((error: Error) => this.#note(`→ in vain: ${error.message.split("\n")[0]}`));
  }

  /** Until what was done shows. */
  async #heard(before: Sight): Promise<void> {
    const until = performance.now() + HEARD_WITHIN_MS;
    while (performance.now() < until) {
      const sight = await this.#look();
      if (isWaiting(sight) || inShort(sight) !== inShort(before)) return;
      await pause(GLIMPSE_MS);
    }
  }

  #note(text: string): void {
    this.#story.push(`${((performance.now() - this.#begun) / 1000).toFixed(1)} s ${text}`);
  }
}
