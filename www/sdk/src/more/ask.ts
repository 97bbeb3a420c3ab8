// A session that the merchant's backend makes when it is needed: `session-url`.

import { checkoutError } from "../errors";
import { reservedHeight } from "../frame";
import { isSession } from "../options";
import type { Place } from "../place";
import type { SessionId } from "../protocol";
import { randomHex } from "../random";
import { sameOriginUrl } from "../urls";
import { words } from "./texts";

/** How long the merchant's backend may take, each time. */
const ANSWER_WITHIN_MS = 15_000;
/** How far below what is seen a place is near: the window is there when the shopper is. */
const NEAR = "800px";

/** One key until there is an answer: a session made for an answer that was lost is not made twice. */
const keys = new WeakMap<Place, string>();

/** Where the button that had the focus is gone. */
const retried = new WeakSet<Place>();

/** What is asked for next is another session, also if nobody has answered. */
export const forgetKey = (place: Place): void => void keys.delete(place);

/** Asks once the place is nearly seen, and shows what comes. */
export async function ask(place: Place): Promise<void> {
  // It may have been taken away, or may have begun anew, while this part was fetched.
  if (place.life.signal.aborted || place.note !== undefined || place.session !== undefined) return;
  const box = wait(place);
  if (retried.delete(place)) box.focus();
  await near(box, place.life.signal);
  const superseded = (): boolean => place.note !== box;
  if (superseded()) return;
  try {
    const session = await newSession(place);
    if (!superseded()) show(place, session);
  } catch (error) {
    const { code } = error as { code: "session_unavailable" };
    if (superseded()) return;
    place.clear();
    place.fail(code, () => {
      retried.add(place);
      place.begin();
    });
  }
}

/** Shows that session from now on. */
export function show(place: Place, session: SessionId | undefined): void {
  place.options.session = session;
  place.session = session;
  place.screens = [];
  place.begin();
}

/** Keeps the window's place, and says that it comes. */
export function wait(place: Place): HTMLElement {
  const { element, options } = place;
  const { locale } = options;
  const box = document.createElement("div");
  box.className = "carrier-checkout-waiting";
  box.lang = locale;
  box.tabIndex = -1;
  box.setAttribute("role", "status");
  box.style.cssText = `min-height:${reservedHeight(element.clientWidth, locale)}px;text-align:center`;
  place.clear();
  element.prepend(box);
  place.note = box;
  // What a live region says has to come after it.
  const text = document.createElement("p");
  text.textContent = words[locale].waiting;
  box.append(text);
  return box;
}

/** Has the merchant's backend make a session, in the place of the given one. */
export async function newSession(place: Place, replaces?: SessionId): Promise<SessionId> {
  const { life, options } = place;
  const { gateway } = options;
  const url = sameOriginUrl(options.sessionUrl, document.baseURI, location.origin);
  if (url === undefined) throw checkoutError(gateway, "merchant_data_invalid");
  const key = (replaces === undefined && keys.get(place)) || randomHex();
  keys.set(place, key);
  const body = JSON.stringify({ replaces });
  const first = await post(url, key, body, life.signal);
  const answer = first ?? (life.signal.aborted ? undefined : await post(url, key, body, life.signal));
  if (life.signal.aborted) throw checkoutError(gateway, "destroyed");
  const { session, code, reason } = answer ?? {};
  if (isSession(session)) {
    keys.delete(place);
    return session;
  }
  // What the gateway refuses a backend may pass on as it is.
  if (code === "session_in_payment") throw checkoutError(gateway, "payment_under_way");
  if (reason === "already_paid") throw checkoutError(gateway, "already_paid");
  throw checkoutError(gateway, "session_unavailable");
}

type Answer = Partial<Record<"session" | "code" | "reason", unknown>>;

/** What it says; nothing when the same request may be sent again. */
async function post(url: string, key: string, body: string, destroyed: AbortSignal): Promise<Answer | undefined> {
  const timeout = new AbortController();
  const abort = (): void => timeout.abort();
  const timer = setTimeout(abort, ANSWER_WITHIN_MS);
  destroyed.addEventListener("abort", abort);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": key },
      body,
      credentials: "same-origin",
      // A sign-in page, say, is no answer.
      redirect: "manual",
      signal: timeout.signal,
    });
    if (response.status >= 500) return undefined;
    const answer: unknown = await response.json().catch(() => undefined);
    return typeof answer === "object" && answer !== null ? answer : {};
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    destroyed.removeEventListener("abort", abort);
  }
}

/** When the element is nearly seen, or gone. */
function near(element: Element, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (typeof IntersectionObserver === "undefined") return resolve();
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) end();
      },
      { rootMargin: NEAR },
    );
    const end = (): void => {
      observer.disconnect();
      gone.removeEventListener("abort", end);
      resolve();
    };
    observer.observe(element);
    gone.addEventListener("abort", end);
  });
}
