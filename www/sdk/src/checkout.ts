import { createConfirmer } from "./confirm";
import { dispatch } from "./events";
import { showFallback, showOrderLink } from "./fallback";
import { createFrame, setHeight } from "./frame";
import { type Connection, connect } from "./handshake";
import type { FrameMessage } from "./messages";
import type { Options } from "./options";
import type { CheckoutEvent, Reason } from "./protocol";
import { webUrl } from "./urls";

/** A checkout on the page. */
export interface Checkout {
  /** Takes it away: the frame, its port, the timers and a running confirm. */
  destroy(): void;
}

/** A frame that has not answered by then is given up, until it answers after all. */
const ANSWER_WITHIN_MS = 10_000;

/** Shows one checkout in `element` and keeps it going until it is destroyed. */
export function createCheckout(element: Element, options: Options): Checkout {
  const { session, gateway, locale, theme } = options;
  const confirmer = createConfirmer(options.confirmUrl);
  let frame: HTMLIFrameElement | undefined;
  let connection: Connection | undefined;
  let fallback: Element | undefined;
  let orderLink: Element | undefined;
  let deadline: ReturnType<typeof setTimeout> | undefined;

  const tell = (event: CheckoutEvent): void => dispatch(element, session, event);

  const show = (frameIsShown: boolean): void => {
    clearTimeout(deadline);
    if (frame !== undefined) frame.style.display = frameIsShown ? "block" : "none";
    if (frameIsShown) fallback?.remove();
    fallback = frameIsShown ? undefined : (fallback ?? showFallback(element, locale, retry));
  };

  const fail = (reason: Reason): void => {
    show(false);
    tell({ name: "error", detail: { reason } });
  };

  const wait = (): void => {
    clearTimeout(deadline);
    deadline = setTimeout(fail, ANSWER_WITHIN_MS, "network_error");
  };

  const receive = (message: FrameMessage, from: Connection): void => {
    switch (message.type) {
      case "resize":
        if (frame !== undefined) setHeight(frame, message.height);
        break;
      case "confirm":
        if (message.body.session === session) {
          confirmer.confirm(message, (outcome) => {
            from.send({ type: "confirm_result", ticket: message.ticket, outcome });
          });
        }
        break;
      case "event":
        tell(message);
        if (message.name === "paid") offerOrder();
        break;
      case "welcome":
        break;
    }
  };

  // The receipt has to be seen (art. 58 of the Network Act), so the page never
  // leaves by itself: the shopper follows this link when done reading.
  const offerOrder = (): void => {
    const url = webUrl(options.successUrl, document.baseURI);
    if (url !== undefined) orderLink ??= showOrderLink(element, locale, url);
  };

  // Runs again when the frame's document is reloaded: the old port leads nowhere then.
  const greet = (): void => {
    connection?.close();
    const target = frame?.contentWindow;
    if (!target) return;
    wait();
    connection = connect(
      target,
      { gateway, session, theme },
      {
        welcomed: () => show(true),
        refused: () => fail("gateway_error"),
        received: receive,
      },
    );
  };

  const load = (): void => {
    connection?.close();
    frame?.remove();
    frame = createFrame(gateway, session, locale, theme);
    frame.addEventListener("load", greet);
    element.prepend(frame);
    wait();
  };

  const retry = (): void => {
    show(true);
    load();
    frame?.focus(); // the button that had the focus is gone
  };

  load();

  return {
    destroy() {
      clearTimeout(deadline);
      confirmer.abort();
      connection?.send({ type: "unmount" });
      connection?.close();
      for (const part of [frame, fallback, orderLink]) part?.remove();
      frame = connection = fallback = undefined;
    },
  };
}
