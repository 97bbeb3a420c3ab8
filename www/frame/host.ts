// The page around the frame: hears its hello once, and answers on the port that came with it.

import { type FrameMessage, type Hello, VERSION, type WindowMessage } from "../sdk/src/protocol";
import { isRandomHex, randomHex } from "../sdk/src/random";
import { meta } from "./meta";

/** What the loader's hello brought, or the hosted page's own script; nothing when nobody can post the token. */
export interface Host {
  readonly embedder?: string;
  readonly port?: MessagePort;
}

/** Whether somebody is there to greet the window: the page around, or on the hosted page the script before this one. */
export const framed = window.parent !== window || document.documentElement.dataset.hosted !== undefined;

/** The page around, once it has said who it is. Listens, and says that it does, from now on. */
export function greeted(): Promise<Host> {
  return new Promise((resolve) => {
    const { parent } = window;
    if (!framed) return resolve({});
    const here: WindowMessage = { type: "carrier-checkout/here", version: VERSION, document: randomHex() };
    // To any origin: which one it is only the hello can say, and `frame-ancestors` has let nobody else in.
    const say = (): void => parent.postMessage(here, "*");
    let open = true;
    window.addEventListener("message", (event: MessageEvent<unknown>) => {
      const message = messageOf(event);
      // Also afterwards: the loader asks after each load whether the document is still the one it greeted.
      if (message?.type === "carrier-checkout/knock") return say();
      const hello = helloOf(message, here.document);
      const [port, ...others] = event.ports;
      if (!open || hello === undefined || port === undefined || others.length > 0) return;
      open = false;
      const { dataset } = document.documentElement;
      // Else every style would be computed once more.
      if (dataset.theme !== hello.theme) dataset.theme = hello.theme;
      // The port is not started here: what comes early waits in it for the widget.
      post(port, { type: "welcome", nonce: hello.nonce });
      resolve({ embedder: event.origin, port });
    });
    say();
  });
}

/** An end of the port for the next widget, which closes it when it goes; the port itself stays. */
export function lend(port: MessagePort): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => port.postMessage(data);
  port.onmessage = ({ data }) => port1.postMessage(data);
  return port2;
}

/** Says something to the loader, if there is one. */
export function post(port: MessagePort | undefined, message: FrameMessage): void {
  port?.postMessage(message);
}

type Fields = Partial<Record<"type" | keyof Hello, unknown>>;

/** What the page itself says, on an origin that may show this frame. */
function messageOf({ data, source, origin }: MessageEvent<unknown>): Fields | undefined {
  const allowed = meta("origins").split(" ");
  if (source !== window.parent || !(allowed.includes(origin) || allowed.includes("*"))) return undefined;
  if (typeof data !== "object" || data === null) return undefined;
  const message: Fields = data;
  return message.version === VERSION ? message : undefined;
}

function helloOf(message: Fields | undefined, here: string): Hello | undefined {
  if (message?.type !== "carrier-checkout/hello") return undefined;
  const { document, nonce, session, theme } = message;
  if (document !== here || session !== meta("session") || !isRandomHex(nonce)) return undefined;
  if (theme !== "auto" && theme !== "light" && theme !== "dark") return undefined;
  return message as unknown as Hello;
}
