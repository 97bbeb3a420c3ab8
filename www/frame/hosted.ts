// The hosted page's own script: where the checkout is a page of its own, it is to the window what the loader is on a
// merchant's page. It greets it, and posts the token as a form, which takes the shopper along to the merchant's answer.

import type { Hello, LoaderMessage, WindowMessage } from "../sdk/src/protocol";
import { type ConfirmOutcome, type ConfirmRequest, type FrameMessage, VERSION } from "../sdk/src/protocol";
import { randomHex } from "../sdk/src/random";

/** The request whose form has been posted from this document. */
let posted: ConfirmRequest | undefined;

// In a frame it is the merchant's page that has to answer.
if (window.parent === window) {
  addEventListener("message", ({ source, origin, data }: MessageEvent<Partial<WindowMessage> | null>) => {
    if (source !== window || origin !== location.origin || data?.type !== "carrier-checkout/here") return;
    if (data.version === VERSION && data.document !== undefined) greet(data.document);
  });
  document.addEventListener("DOMContentLoaded", keepWays);
}

function greet(document: string): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<FrameMessage>) => {
    if (data.type === "confirm") confirm(data, port1);
  };
  addEventListener("pageshow", ({ persisted }) => {
    // Come back to, with the form posted: what has become of it the gateway knows, and nobody posts it once more unasked.
    if (persisted && posted !== undefined) say(port1, posted, "refused");
  });
  const hello: Hello = { version: VERSION, document, nonce: randomHex(), session: session(), theme: theme() };
  const message: WindowMessage = { type: "carrier-checkout/hello", ...hello };
  window.postMessage(message, location.origin, [port2]);
}

const session = (): string => document.querySelector<HTMLMetaElement>('meta[name="cc-session"]')?.content ?? "";

const theme = (): Hello["theme"] => (document.documentElement.dataset.theme ?? "auto") as Hello["theme"];

/** The merchant's answer is the next page; none comes back here. */
function confirm(request: ConfirmRequest, port: MessagePort): void {
  const form = document.querySelector<HTMLFormElement>("form#confirm");
  if (form === null) {
    say(port, request, "not_configured");
  } else if (form.dataset.posted !== undefined) {
    // The code was right before this page came: the form may have been posted, and this page be the merchant's answer
    // or what Back leads to. Posting it by itself could go round for ever; the window asks the gateway, and then the
    // shopper.
    delete form.dataset.posted;
    say(port, request, "refused");
  } else {
    posted = request;
    submit(form, request);
  }
}

function submit(form: HTMLFormElement, { body, idempotency_key }: ConfirmRequest): void {
  for (const [name, value] of Object.entries({ ...body, idempotency_key })) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  }
  form.submit();
  // What a browser keeps of its pages shall not have it.
  form.replaceChildren();
}

function say(port: MessagePort, { ticket }: ConfirmRequest, outcome: ConfirmOutcome): void {
  const message: LoaderMessage = { type: "confirm_result", ticket, outcome };
  port.postMessage(message);
}

/** Shows the links that belong to the window's screen, on whatever screen it is. */
function keepWays(): void {
  const look = (): void => {
    const screen = document.querySelector<HTMLElement>("#checkout [data-screen]")?.dataset.screen ?? "loading";
    for (const link of document.querySelectorAll<HTMLElement>("[data-on]")) {
      const hidden = link.dataset.on?.split(" ").includes(screen) !== true;
      if (link.hidden !== hidden) link.hidden = hidden;
    }
  };
  new MutationObserver(look).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ["data-screen"],
  });
  look();
}
