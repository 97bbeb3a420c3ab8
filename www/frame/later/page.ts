// The window in another language: comes once more from the gateway, and takes the place of the one that is shown.

/** A page or a widget that does not come within this is given up. */
const WITHIN_MS = 15_000;

/** The gateway's HTML in another language. */
export interface Page {
  readonly html: Document;
  /** When it began to arrive, by the document's own clock. */
  readonly at: number;
}

/**
 * The gateway's HTML in that language, and its widget where one is shown already. Nothing is taken away before that has
 * come, nor while something is under way: with the widget its requests would end.
 */
export async function pageFor(
  locale: string,
  stillWanted: () => boolean,
  fetchWidget: ((html: Document) => Promise<unknown>) | undefined,
): Promise<Page> {
  let page = await pageIn(locale);
  if (fetchWidget === undefined) return page;
  await Promise.race([fetchWidget(page.html), late()]);
  let before: string | undefined;
  do {
    await idle();
    before = screenOf(place());
    page = await pageIn(locale);
    // What came of a press meanwhile is not in it.
  } while (stillWanted() && (isBusy() || screenOf(place()) !== before));
  return page;
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
    const hosted = document.getElementById("seller") === null ? "" : "&hosted";
    request.open("GET", `${location.pathname}?language=${locale}${hosted}`);
    request.responseType = "document";
    request.timeout = WITHIN_MS;
    request.send();
  });
}

/** Puts the page in the place of the one that is shown, but for the choice itself; the window's new place. */
export function putUp(html: Document): HTMLElement {
  const { documentElement: root } = document;
  root.lang = html.documentElement.lang;
  document.title = html.title;
  const mail = document.querySelector<HTMLInputElement>("#mail input")?.value ?? "";
  for (const id of ["seller", "notice", "pressed", "checkout", "mail", "ways", "provider"]) {
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
  for (const selector of ["#language .unseen", "#language p", "#offline"]) {
    const next = html.querySelectorAll<HTMLElement>(selector);
    document.querySelectorAll<HTMLElement>(selector).forEach((shown, at) => {
      const { textContent = "", dataset } = next[at] ?? shown;
      if (shown.dataset.text === undefined) shown.textContent = textContent;
      else shown.dataset.text = dataset.text ?? "";
    });
  }
  return place();
}

const late = (): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error("the widget does not come")), WITHIN_MS);
  });

const place = (): HTMLElement => document.getElementById("checkout") ?? document.body;

/** Which screen it is. */
export const screenOf = (root: Element): string | undefined =>
  root.querySelector<HTMLElement>("[data-screen]")?.dataset.screen;

/** Whether something is on its way. Then a sign turns, which it also does while the phone has to answer. */
function isBusy(): boolean {
  const turning = [...place().querySelectorAll(".spinner")].some((sign) => sign.closest(".approval") === null);
  return turning && place().querySelector(".waiting button") === null;
}

/** Until nothing is on its way. */
function idle(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (isBusy()) return;
      watching.disconnect();
      resolve();
    };
    const watching = new MutationObserver(look);
    watching.observe(document.body, { childList: true, subtree: true });
    look();
  });
}
