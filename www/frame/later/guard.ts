// Nobody pays while the page covers the window or makes it hard to see, nor in the first moments after the button has
// appeared: a page could lay a picture over the button, or move the button under a finger that is on its way. Here, before
// the widget hears of the press, because only the browser knows what can be seen; docs/hardening.md says what it knows where.

import { compact } from "./compact";
import { wordsOf } from "./words";

/** Scrolls the page until that part of the window is in sight. */
export type Reveal = (top: number, height: number) => void;

/** For so long the button has to be seen before it takes a press. */
const FIRST_MOMENTS_MS = 500;

/** So much of the button has to be in sight: a frame that shows a corner of it hides the amount. */
const ENOUGH = 0.9;

/** How often the browser looks whether something is covered; it takes no less. */
const LOOK_EVERY_MS = 100;

/** For so long a press by the keyboard waits for the button to come into sight. */
const IN_SIGHT_WITHIN_MS = 1_000;

/** The one that money moves by. */
const BUTTON = "#checkout [data-screen=code] form [type=submit]";

/**
 * Nothing can be paid before this is ticked. Until then the browser is not asked what is covered: Chromium drops whatever is
 * pressed in a frame that asks and has been moved, scrolled or given another height within the last half second.
 */
const TICKED = "#content:checked";

/** From now on. */
export function guardPresses(reveal: Reveal): void {
  new PressGuard(reveal).start();
}

class PressGuard {
  readonly #reveal: Reveal;
  readonly #observer: IntersectionObserver;
  /** Whether the browser knows what is covered (Chromium does), and not only what is in sight. */
  readonly #knows: boolean;
  #button: HTMLElement | null = null;
  /** By the document's clock; nothing while it cannot be seen. */
  #seenSince: number | undefined;
  /** What there is of it in sight, from 0 to 1, and whether that part cannot be seen all the same. */
  #inSight = 0;
  #covered = false;
  #settling: ReturnType<typeof setTimeout> | undefined;
  /** A press by the keyboard that waits for the button to come into sight. */
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #said: HTMLElement | undefined;
  #unfold: (() => void) | undefined;

  constructor(reveal: Reveal) {
    this.#reveal = reveal;
    const wish = { threshold: [0, ENOUGH], trackVisibility: true, delay: LOOK_EVERY_MS };
    this.#observer = new IntersectionObserver((entries) => this.#heed(entries), wish);
    this.#knows = "isVisible" in IntersectionObserverEntry.prototype;
  }

  start(): void {
    addEventListener("click", this.#judge, true);
    addEventListener("change", () => this.#look());
    new MutationObserver(() => this.#look()).observe(document.body, { subtree: true, childList: true });
    this.#look();
  }

  /** Another screen has another button, or none. */
  #look(): void {
    const button = document.querySelector(TICKED) && document.querySelector<HTMLElement>(BUTTON);
    if (button === this.#button) return;
    this.#observer.disconnect();
    this.#forget();
    this.#unsee();
    this.#inSight = 0;
    this.#covered = false;
    this.#button = button;
    if (button !== null) this.#observer.observe(button);
  }

  #heed(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, time, intersectionRatio, ...entry } of entries.map(plain)) {
      if (target !== this.#button) continue;
      this.#inSight = intersectionRatio;
      this.#covered = intersectionRatio > 0 && !entry.isVisible && this.#knows;
      if (intersectionRatio < ENOUGH || this.#covered) this.#unsee();
      else if (this.#seenSince === undefined) this.#see(time);
    }
  }

  #see(since: number): void {
    this.#seenSince = since;
    const settled = (): void => {
      document.documentElement.dataset.press = "settled";
    };
    this.#settling = setTimeout(settled, since + FIRST_MOMENTS_MS - performance.now());
    // By then it has been seen, and what a script presses aims at no place.
    if (this.#waiting !== undefined) this.#button?.click();
  }

  #unsee(): void {
    clearTimeout(this.#settling);
    this.#seenSince = undefined;
    delete document.documentElement.dataset.press;
  }

  /** Before the widget hears of it. A submit by Enter is a click of the button, too. */
  readonly #judge = (event: MouseEvent): void => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>(BUTTON) : null;
    if (button === null || button.matches("[aria-disabled=true]")) return;
    this.#look();
    // The widget says what is missing.
    if (button !== this.#button) return;
    this.#heed(this.#observer.takeRecords());
    const since = this.#seenSince;
    // Not of the keyboard, of a screen reader or of the frame's own script: those do not aim at a place.
    const aimed = event.detail > 0;
    const early = aimed && event.timeStamp - (since ?? 0) < FIRST_MOMENTS_MS;
    if (since !== undefined && !early) {
      this.#forget();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!aimed && !this.#covered) this.#bringIntoSight(button);
    else this.#refuse(button, since === undefined && this.#inSight > 0 ? "covered" : "early");
  };

  /** Enter is pressed in a field, and the button may be further down. */
  #bringIntoSight(button: HTMLElement): void {
    const { top, height } = button.getBoundingClientRect();
    button.scrollIntoView({ block: "nearest" });
    this.#reveal(Math.max(0, Math.round(top)), Math.round(height));
    this.#waiting ??= setTimeout(() => {
      this.#waiting = undefined;
      this.#refuse(button, "covered");
    }, IN_SIGHT_WITHIN_MS);
  }

  #refuse(button: HTMLElement, why: "covered" | "early"): void {
    const [covered, early, all] = wordsOf(document.documentElement.lang).refused;
    const unfold = this.#unfold;
    this.#said?.remove();
    const said = document.createElement("div");
    said.setAttribute("role", "alert");
    said.className = "refused";
    said.append(paragraph(why === "covered" ? covered : early));
    this.#said = said;
    button.before(said);
    if (why === "early") return;
    // For whoever puts the checkout into a page.
    console.warn("carrier-checkout: the page covers, clips or distorts the frame; see docs/hardening.md");
    this.#unfold = unfold ?? compact(button, this.#reveal);
    said.append(this.#unfolding(all));
  }

  #unfolding(text: string): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = text;
    button.addEventListener("click", () => this.#forget());
    return button;
  }

  /** What was refused, and what was done about it. */
  #forget(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#said?.remove();
    this.#said = undefined;
    this.#unfold?.();
    this.#unfold = undefined;
  }
}

/** As it is in every browser: one that does not know what is covered does not say. */
function plain(entry: IntersectionObserverEntry & { readonly isVisible?: boolean }) {
  const { target, time, intersectionRatio, isVisible = false } = entry;
  return { target, time, intersectionRatio, isVisible };
}

function paragraph(text: string): HTMLElement {
  const part = document.createElement("p");
  part.textContent = text;
  return part;
}
