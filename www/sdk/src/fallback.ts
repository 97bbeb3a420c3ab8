// The few things that the loader draws in the merchant's own page. They take
// the page's fonts and colours, and have class names for its style sheet.

import type { Locale } from "./protocol";
import { texts } from "./texts";

/** Says that the window could not be loaded; without `retry` there is no button. */
export function showFallback(mount: Element | undefined, locale: Locale, retry?: () => void): Element | undefined {
  if (mount === undefined) return undefined;
  const [, unavailable, again] = texts[locale];
  const box = add(mount, "div", "carrier-checkout-error");
  box.lang = locale;
  box.setAttribute("role", "alert");
  add(box, "p").textContent = unavailable;
  if (retry !== undefined) {
    const button = add(box, "button", "carrier-checkout-retry");
    button.type = "button";
    button.textContent = again;
    button.addEventListener("click", retry);
  }
  return box;
}

/** The way on to the merchant's own page of the order, under the receipt. */
export function showOrderLink(mount: Element, locale: Locale, url: string): Element {
  const link = add(mount, "a", "carrier-checkout-order");
  link.lang = locale;
  link.href = url;
  link.textContent = texts[locale][3];
  // The padding makes it a target for a thumb.
  link.style.cssText = "display:block;padding:1rem;text-align:center";
  return link;
}

function add<T extends keyof HTMLElementTagNameMap>(parent: Element, tag: T, className = ""): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
}
