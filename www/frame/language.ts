// The shopper chooses another language. The window comes once more from the gateway, rendered in it, and takes the place
// of the one that is shown: as if the page had been loaded in that language from the beginning.

import { meta, turnTo } from "./meta";

/** A page that does not come within this is given up. */
const WITHIN_MS = 15_000;

/** The gateway's HTML in another language. */
export interface Page {
  readonly html: Document;
  /** When it began to arrive, by the document's own clock. */
  readonly at: number;
}

/** Shows the window in that language, unless another one has been chosen meanwhile. */
export type Speak = (locale: string, stillWanted: () => boolean) => Promise<void>;

/** Lets the shopper choose from now on: the last choice counts. */
export function offerLanguages(speak: Speak): void {
  let turn = 0;
  const choose = async (select: HTMLSelectElement): Promise<void> => {
    turn += 1;
    const mine = turn;
    const stillWanted = () => mine === turn;
    const locale = select.value;
    say("");
    select.setAttribute("aria-busy", "true");
    try {
      if (locale !== meta("locale")) await speak(locale, stillWanted);
      // Not waited for: without it only a reload comes in the old language.
      if (stillWanted()) void remember(locale);
    } catch {
      if (!stillWanted()) return;
      select.value = meta("locale");
      say(status()?.dataset.text ?? "");
    } finally {
      if (stillWanted()) select.removeAttribute("aria-busy");
    }
  };
  addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement && target.closest("#language") !== null) void choose(target);
  });
}

const status = () => document.querySelector<HTMLElement>("#language p");

function say(text: string): void {
  const said = status();
  if (said !== null) said.textContent = text;
}

/**
 * The gateway's HTML in that language, parsed by the browser as it comes: nothing in it runs, and what Trusted Types
 * guard, HTML made of text, is not needed.
 */
export function pageIn(locale: string): Promise<Page> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let at = performance.now();
    request.onreadystatechange = () => {
      if (request.readyState === XMLHttpRequest.HEADERS_RECEIVED) at = performance.now();
    };
    request.onload = () => {
      const html = request.responseXML;
      if (html?.getElementById("checkout") == null) reject(new Error("no window came"));
      else resolve({ html, at });
    };
    request.onerror = reject;
    request.ontimeout = reject;
    request.open("GET", `${location.pathname}?language=${locale}`);
    request.responseType = "document";
    request.timeout = WITHIN_MS;
    request.send();
  });
}

/** Puts the page in the place of the one that is shown, but for the choice itself; the window's new place. */
export function putUp({ html, at }: Page): HTMLElement {
  turnTo(html, at);
  const { documentElement: root } = document;
  root.lang = html.documentElement.lang;
  document.title = html.title;
  const mail = document.querySelector<HTMLInputElement>("#mail input")?.value ?? "";
  for (const id of ["notice", "pressed", "checkout", "mail"]) {
    const next = html.getElementById(id);
    const old = document.getElementById(id);
    // In the page it may be missing: what is paid needs no notice.
    if (next === null) old?.remove();
    else if (old === null) document.getElementById("checkout")?.before(document.importNode(next, true));
    else old.replaceWith(document.importNode(next, true));
  }
  const address = document.querySelector<HTMLInputElement>("#mail input");
  if (address !== null) address.value = mail;
  // Those stay, because somebody holds on to them: only their words change.
  for (const selector of ["#language .unseen", "#language p", "#offline", "dialog :is(h2, p, button)"]) {
    const next = html.querySelectorAll<HTMLElement>(selector);
    document.querySelectorAll<HTMLElement>(selector).forEach((shown, at) => {
      const { textContent = "", dataset } = next[at] ?? shown;
      if (shown.dataset.text === undefined) shown.textContent = textContent;
      else shown.dataset.text = dataset.text ?? "";
    });
  }
  return document.getElementById("checkout") ?? document.body;
}

/** The gateway brings the window in that language from now on, also after a reload. */
function remember(locale: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${meta("session")}` };
  return fetch(`/v1/checkout/language/${locale}`, { method: "PUT", headers }).catch(() => {});
}
