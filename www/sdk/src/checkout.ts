import { type Confirmer, createConfirmer } from "./confirm";
import { dispatch } from "./events";
import { showFallback, showOrderLink } from "./fallback";
import { createFrame, dressFrame, FrameHeight, reveal } from "./frame";
import { type Connection, connect, documentOf, knock } from "./handshake";
import type { FrameMessage } from "./messages";
import { localeOf, type Options } from "./options";
import type { CheckoutEvent, ConfirmRequest, Reason } from "./protocol";
import { texts } from "./texts";
import { webUrl } from "./urls";

/** A checkout on the page. */
export interface Checkout {
  /** Takes it away: the frame, its port, the timers and a running confirm. */
  destroy(): void;
}

/** A frame that has not answered by then is given up, until it answers after all. */
const ANSWER_WITHIN_MS = 10_000;

/** One checkout in one element, from the moment it is made until it is destroyed. */
export class FramedCheckout implements Checkout {
  readonly #element: Element;
  #options: Options;
  readonly #confirmer: Confirmer;
  #frame: HTMLIFrameElement;
  #height: FrameHeight;
  #document: string | undefined;
  #connection: Connection | undefined;
  #answered = false;
  #fallback: Element | undefined;
  #orderLink: Element | undefined;
  #deadline: ReturnType<typeof setTimeout> | undefined;

  /** `declared` is the page's own iframe; without one an iframe is made in the element. */
  constructor(element: Element, options: Options, declared?: HTMLIFrameElement) {
    this.#element = element;
    this.#options = options;
    this.#confirmer = createConfirmer(options.confirmUrl);
    window.addEventListener("message", this.#hear);
    this.#frame = declared ?? createFrame(options);
    this.#height = new FrameHeight(this.#frame, options.locale);
    if (declared === undefined) element.prepend(this.#frame);
    this.#attend(declared === undefined);
  }

  destroy(): void {
    clearTimeout(this.#deadline);
    window.removeEventListener("message", this.#hear);
    this.#confirmer.abort();
    this.#connection?.send({ type: "unmount" });
    this.#connection?.close();
    for (const part of [this.#frame, this.#fallback, this.#orderLink]) part?.remove();
  }

  #attend(own: boolean): void {
    const frame = this.#frame;
    dressFrame(frame, this.#options);
    if (own) this.#height.keep();
    // Comes again after a reload, which may have ended in the browser's own page of an error.
    frame.addEventListener("load", this.#knock);
    this.#knock(); // a declared one may have been there for long
  }

  readonly #knock = (): void => {
    this.#wait();
    if (this.#frame.contentWindow !== null) knock(this.#frame.contentWindow);
  };

  readonly #hear = (event: MessageEvent<unknown>): void => {
    const frame = this.#frame.contentWindow;
    const document = documentOf(event, frame, this.#options.gateway);
    if (frame === null || document === undefined) return;
    if (document !== this.#document) this.#greet(frame, document);
    else if (this.#answered) this.#show(true); // it lives
  };

  #greet(frame: Window, document: string): void {
    this.#connection?.close();
    this.#document = document;
    this.#answered = false;
    this.#wait();
    this.#connection = connect(frame, document, this.#options, {
      welcomed: () => {
        this.#answered = true;
        this.#show(true);
      },
      refused: () => this.#fail("gateway_error"),
      received: (message, from) => this.#receive(message, from),
    });
  }

  #wait(): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#fail("network_error"), ANSWER_WITHIN_MS);
  }

  #fail(reason: Reason): void {
    this.#show(false);
    this.#tell({ name: "error", detail: { reason } });
  }

  /** Shows either the frame or the words that it could not be loaded. */
  #show(frame: boolean): void {
    clearTimeout(this.#deadline);
    this.#frame.style.display = frame ? "block" : "none";
    if (frame) {
      this.#fallback?.remove();
      this.#fallback = undefined;
    } else {
      this.#fallback ??= showFallback(this.#element, this.#options.locale, () => this.#retry());
    }
  }

  #retry(): void {
    this.#show(true);
    this.#connection?.close();
    const frame = createFrame(this.#options);
    this.#frame.replaceWith(frame);
    this.#frame = frame;
    this.#height = new FrameHeight(frame, this.#options.locale);
    this.#attend(true);
    this.#frame.focus(); // the button that had the focus is gone
  }

  #receive(message: FrameMessage, from: Connection): void {
    switch (message.type) {
      case "resize":
        this.#height.set(message.height);
        break;
      case "reveal":
        reveal(this.#frame, message);
        break;
      case "confirm":
        this.#confirm(message, from);
        break;
      case "event":
        this.#tell(message);
        this.#follow(message);
        break;
      // A further "welcome" means nothing.
    }
  }

  #confirm(request: ConfirmRequest, from: Connection): void {
    const { ticket, body } = request;
    if (body.session !== this.#options.session) return;
    this.#confirmer.confirm(request, (outcome) => from.send({ type: "confirm_result", ticket, outcome }));
  }

  #tell(event: CheckoutEvent): void {
    dispatch(this.#element, this.#options.session, event);
  }

  #follow(event: CheckoutEvent): void {
    if (event.name === "ready") {
      // The shopper may have chosen another language in the window.
      const locale = localeOf([event.detail.locale]);
      this.#options = { ...this.#options, locale };
      [this.#frame.title] = texts[locale];
    }
    // The place is kept for the first screen only.
    else if (event.name !== "change" || event.detail.screen !== "details") this.#height.release();
    if (event.name === "paid") this.#offerOrder();
  }

  /**
   * The receipt has to be seen (art. 58 of the Network Act), so the page never
   * leaves by itself: the shopper follows this link when done reading.
   */
  #offerOrder(): void {
    const url = webUrl(this.#options.successUrl, document.baseURI);
    if (url === undefined) return;
    // It is told once more in another language.
    this.#orderLink?.remove();
    this.#orderLink = showOrderLink(this.#element, this.#options.locale, url);
  }
}
