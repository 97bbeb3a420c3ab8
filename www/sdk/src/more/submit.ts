// Form mode: the merchant's backend gets the token with the form that the checkout stands in.

import type { Place } from "../place";
import type { ConfirmBody, ConfirmOutcome } from "../protocol";
import { words } from "./texts";

/**
 * Fills the token in and sends the form; then the window waits for what the gateway says.
 *
 * A page that begins with a token is sent by itself only when it was reloaded. Else it may be the answer to the very
 * form, with something to correct, or what Back has come to: sending it again and again would hold the shopper fast.
 */
export function submit(place: Place, form: HTMLFormElement, { token, session }: ConfirmBody): ConfirmOutcome {
  fill(place, form, "carrier_checkout_token", token);
  fill(place, form, "carrier_checkout_session", session);
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  if (place.screens.some((screen) => screen !== "checking") || navigation?.type === "reload") send(form);
  else offer(form, place);
  return "not_configured";
}

function fill({ left }: Place, form: HTMLFormElement, name: string, value: string): void {
  const there = form.querySelector<HTMLInputElement>(`input[name=${name}]`);
  const input = there ?? document.createElement("input");
  if (there === null) {
    input.type = "hidden";
    input.name = name;
    form.append(input);
    left.add(input);
  }
  input.value = value;
}

function send(form: HTMLFormElement): void {
  // A control named "requestSubmit" or "submit" hides the form's own.
  const { requestSubmit, submit } = HTMLFormElement.prototype;
  // Safari 15 has no requestSubmit.
  if (typeof requestSubmit === "function") requestSubmit.call(form);
  else if (form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }))) submit.call(form);
}

function offer(form: HTMLFormElement, place: Place): void {
  const { locale } = place.options;
  const [box, text, button] = [create("div"), create("p"), create("button")];
  box.className = "carrier-checkout-unsent";
  box.lang = locale;
  box.setAttribute("role", "alert");
  box.style.cssText = "padding:1rem;text-align:center";
  text.textContent = words[locale].unsent;
  button.type = "button";
  button.textContent = words[locale].send;
  // A target for a thumb.
  button.style.cssText = "padding:0.75rem 1.5rem;font:inherit";
  button.addEventListener("click", () => send(form));
  box.append(text, button);
  place.element.prepend(box);
  place.left.add(box);
}

function create<T extends "div" | "p" | "button">(tag: T): HTMLElementTagNameMap[T] {
  return document.createElement(tag);
}
