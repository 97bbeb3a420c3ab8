// Has a copy of the receipt mailed. It takes no widget; the form is in the page where the gateway can send mails.

import { randomHex } from "../../sdk/src/random";
import { pageIn } from "./page";
import { wordsOf } from "./words";

/** A server of mails may be slow; after so long it is said that it did not work. */
const SENT_WITHIN_MS = 30_000;

type Said = "sending" | "sent" | "invalid" | "exhausted" | "failed";

/** Beside a receipt, once there is one: a button that brings the form, where the gateway can send mails. */
export function offerMail(): void {
  const { documentElement: html } = document;
  if (html.dataset.mail === undefined) return;
  const look = (): void => {
    const receipt = document.querySelector("#checkout:has(.print)");
    if (receipt === null || document.getElementById("mail") !== null) return;
    const place = document.createElement("div");
    const [button, said] = [document.createElement("button"), document.createElement("p")];
    place.id = "mail";
    button.type = "button";
    button.className = "secondary";
    button.textContent = wordsOf(html.lang).mail[0];
    said.className = "small";
    said.setAttribute("role", "status");
    button.addEventListener("click", () => {
      showForm(place, html.lang).catch(() => {
        [, said.textContent] = wordsOf(html.lang).mail;
      });
    });
    place.append(button, said);
    receipt.after(place);
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
}

async function showForm(place: Element, locale: string): Promise<void> {
  const { html } = await pageIn(locale);
  const form = html.querySelector("form#mail");
  if (form === null) throw new Error("no form came");
  place.replaceWith(document.importNode(form, true));
  document.querySelector<HTMLInputElement>("#mail input")?.focus();
}

let busy = false;
/** The same wish has the same key, so that a lost answer does not send twice. */
let last = { email: "", key: "" };

/** Sends the form, unless it is being sent. */
export async function sendMail(form: HTMLFormElement, session: string, locale: string): Promise<void> {
  const field = form.querySelector("input");
  if (busy || field === null) return;
  const email = field.value.trim();
  if (last.email !== email) last = { email, key: randomHex() };
  const wrong = email === "" || !field.validity.valid;
  busy = true;
  say(form, field, "sending");
  const said = wrong ? "invalid" : await send(email, last.key, session, locale);
  busy = false;
  say(form, field, said);
  if (said !== "sent") return;
  field.value = "";
  last = { email: "", key: "" };
}

async function send(email: string, key: string, session: string, locale: string): Promise<Said> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), SENT_WITHIN_MS);
  try {
    const { ok, status, headers } = await fetch("/v1/checkout/receipts", {
      method: "POST",
      headers: {
        authorization: `Bearer ${session}`,
        "content-type": "application/json",
        "accept-language": locale,
        "idempotency-key": key,
      },
      body: JSON.stringify({ email }),
      signal: controller.signal,
    });
    if (ok) return "sent";
    // Who is only to wait a moment is told for how long.
    return status === 422 ? "invalid" : status === 429 && !headers.has("retry-after") ? "exhausted" : "failed";
  } catch {
    return "failed";
  } finally {
    clearTimeout(timer);
  }
}

function say(form: HTMLFormElement, field: HTMLInputElement, said: Said): void {
  const status = form.querySelector("[role=status]");
  if (status !== null) status.textContent = form.dataset[said] ?? "";
  form.querySelector("button")?.setAttribute("aria-disabled", String(said === "sending"));
  field.setAttribute("aria-invalid", String(said === "invalid"));
  if (said === "invalid") field.focus();
}
