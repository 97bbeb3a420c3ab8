// The few things that the loader draws in the merchant's own page. They take
// the page's fonts and colours, and have class names for its style sheet.

import type { Locale } from "./protocol";
import { unavailable } from "./texts";

/** Says that the window could not be loaded; without `retry` there is no button. */
export function showFallback(mount: Element, locale: Locale, retry?: () => void): HTMLElement {
  const lang = locale === "ko" ? locale : "en";
  const [text, again] = unavailable[lang];
  const box = add(mount, "div", "carrier-checkout-error");
  box.lang = lang;
  box.setAttribute("role", "alert");
  add(box, "p").textContent = text;
  if (retry) {
    const button = add(box, "button", "carrier-checkout-retry");
    button.type = "button";
    button.textContent = again;
    button.addEventListener("click", retry);
  }
  return box;
}

function add<T extends keyof HTMLElementTagNameMap>(parent: Element, tag: T, className = ""): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
}
