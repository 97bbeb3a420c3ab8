import { isFor } from "./adopt";
import { createConfirmer } from "./confirm";
import { type CheckoutErrorCode, problem } from "./errors";
import { dispatch } from "./events";
import { showFallback } from "./fallback";
import { more } from "./fetch";
import { createFrame, createHeight, dressFrame, type FrameHeight, reveal } from "./frame";
import { type Connection, connect, documentOf, knock } from "./handshake";
import type { FrameMessage } from "./messages";
import { type Changes, isSession, localeOf, type Options } from "./options";
import type { CheckoutEvent, ConfirmOutcome, ConfirmRequest, Screen, SessionId } from "./protocol";
import { texts } from "./texts";

/** A checkout on the page. */
export interface Checkout {
  /** Where it is. */
  readonly element: Element;
  /** What is shown; none before a session URL has answered. */
  readonly session: SessionId | undefined;
  /**
   * Shows another session, language or colours, by loading the window anew; without arguments, the session URL is asked
   * for a session that replaces the one that is shown. Rejects with a `CheckoutError`: `payment_under_way` while the
   * payment is being made, `already_paid` once it is; then what was shown stays.
   */
  update(changes?: Changes): Promise<void>;
  /** Takes it away: the frame, its port, the timers and a running confirm. */
  destroy(): void;
}

const ignore = (): void => {};

/** A frame that has not answered by then is given up, until it answers after all. */
const ANSWER_WITHIN_MS = 10_000;

/** The same, as the loader's own parts see it. */
export interface Place extends Checkout {
  session: SessionId | undefined;
  /** With `before`, the options as JSON, only what is not as it was then has changed. */
  update(changes?: Changes, before?: string): Promise<void>;
  /** With the session that was asked for, and the language that the shopper has chosen. */
  options: Options;
  /** What the window has shown of this session, as far as it has said. */
  screens: Screen[];
  /** What stands there when there is no window. */
  note: HTMLElement | undefined;
  /** What has been put on the page beside that. */
  readonly left: Set<Element>;
  /** Ends with it. */
  readonly life: AbortController;
  /** Shows what the options ask for; `declared` is the page's own iframe, without one an iframe is made. */
  begin(declared?: HTMLIFrameElement): void;
  /** Takes away what is shown. */
  clear(): void;
  /** Says, in place of a window, that there is none; one that may still come is kept. */
  fail(code: CheckoutErrorCode, retry?: () => void): void;
  /** Tells the page what went wrong. */
  report(code: CheckoutErrorCode): void;
}

/**
 * One checkout in one element, from the moment it is made until it is destroyed, whichever session it shows. A closure
 * rather than a class, because its names are shorter then.
 */
export function createPlace(element: Element, options: Options, forget: (place: Place) => void): Place {
  const life = new AbortController();
  const left = new Set<Element>();
  const confirm = createConfirmer(life.signal);
  let frame: HTMLIFrameElement | undefined;
  let height: FrameHeight | undefined;
  let greeted: string | undefined;
  let connection: Connection | undefined;
  let answered = false;
  let deadline: ReturnType<typeof setTimeout> | undefined;

  const place: Place = {
    element,
    options,
    screens: [],
    note: undefined,
    left,
    life,
    session: options.session,
    update: async (changes, before) => (await more()).update(place, changes, before),
    destroy() {
      life.abort();
      place.clear();
      for (const part of left) part.remove();
      forget(place);
    },
    begin(declared) {
      const { gateway, session, sessionUrl } = place.options;
      place.clear();
      if (isSession(session) && (!declared || isFor(declared, gateway, session))) open(declared);
      else if (session === undefined && sessionUrl !== undefined) {
        more().then(
          ({ ask }) => ask(place),
          () => place.fail("network_error", retry),
        );
      } else place.fail("merchant_data_invalid");
    },
    clear() {
      clearTimeout(deadline);
      window.removeEventListener("message", hear);
      connection?.send({ type: "unmount" });
      connection?.close();
      frame?.remove();
      place.note?.remove();
      connection = frame = greeted = place.note = undefined;
    },
    fail(code, retry) {
      if (life.signal.aborted) return;
      show(false);
      place.note ??= showFallback(element, place.options.locale, retry);
      place.report(code);
      if (place.options.locale !== place.note.lang) more().then(({ translate }) => translate(place), ignore);
    },
    report(code) {
      const { gateway, session } = place.options;
      dispatch(element, "error", { ...problem(gateway, code), session });
    },
  };

  const open = (declared: HTMLIFrameElement | undefined): void => {
    const { options } = place;
    frame = declared ?? createFrame(options);
    height = createHeight(frame, options.locale);
    dressFrame(frame, options);
    if (!declared) {
      element.prepend(frame);
      height.keep();
    }
    window.addEventListener("message", hear);
    // Comes again after a reload, which may have ended in the browser's own page of an error.
    frame.addEventListener("load", ask);
    ask(); // a declared one may have been there for long
  };

  const retry = (): void => {
    place.begin();
    frame?.focus(); // the button that had the focus is gone
  };

  const ask = (): void => {
    wait();
    knock(frame?.contentWindow);
  };

  const hear = (event: MessageEvent<unknown>): void => {
    const inside = frame?.contentWindow;
    const document = documentOf(event, inside, place.options.gateway);
    if (document === undefined) return;
    if (document !== greeted) {
      connection?.close();
      greeted = document;
      answered = false;
      wait();
      connection = connect(inside as Window, document, place.options, receive);
    } else if (answered) show(true); // it lives
  };

  const wait = (): void => {
    clearTimeout(deadline);
    deadline = setTimeout(() => place.fail("network_error", retry), ANSWER_WITHIN_MS);
  };

  /** Shows either the frame or what stands in its place. */
  const show = (whole: boolean): void => {
    clearTimeout(deadline);
    if (frame) frame.style.display = whole ? "block" : "none";
    if (whole) place.note = place.note?.remove() as undefined;
  };

  const receive = (message: FrameMessage | undefined, from: Connection): void => {
    switch (message?.type) {
      case undefined:
        place.fail("gateway_error", retry);
        break;
      case "welcome":
        answered = true;
        show(true);
        break;
      case "resize":
        height?.set(message.height);
        break;
      case "reveal":
        if (frame) reveal(frame, message);
        break;
      case "confirm":
        post(message, from);
        break;
      case "event":
        tell(message);
    }
  };

  /** The token goes to the confirm URL, or with the form that the checkout stands in. */
  const post = (request: ConfirmRequest, from: Connection): void => {
    const { session, confirmUrl, form = element.closest("form") } = place.options;
    const { ticket, body } = request;
    if (body.session !== session) return;
    const answer = (outcome: ConfirmOutcome): void => from.send({ type: "confirm_result", ticket, outcome });
    if (confirmUrl !== undefined || form === null) confirm(confirmUrl, request, answer);
    else {
      more().then(
        ({ submit }) => answer(submit(place, form, body)),
        () => answer("network_error"),
      );
    }
  };

  const tell = (event: CheckoutEvent): void => {
    const { session, successUrl } = place.options;
    if (event.name === "error") {
      place.report(event.detail.reason);
      return;
    }
    dispatch(element, event.name, { ...(event as { detail?: object }).detail, session } as never);
    if (event.name === "ready") {
      // The shopper may have chosen another language in the window.
      const locale = localeOf([event.detail.locale]);
      place.options.locale = locale;
      if (frame) [frame.title] = texts[locale];
      return;
    }
    if (event.name === "change") place.screens.push(event.detail.screen);
    // The place is kept for the first screen only.
    if (event.name !== "change" || event.detail.screen !== "details") height?.release();
    if (event.name === "paid" && successUrl) more().then(({ offerOrder }) => offerOrder(place), ignore);
  };

  return place;
}
