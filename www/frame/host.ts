// The page around the frame: hears its hello once, and answers on the port that came with it.

import { type FrameMessage, type Hello, VERSION, type WindowMessage } from "../sdk/src/protocol";
import { meta } from "./meta";

/** What the loader's hello brought; nothing when the checkout is a page of its own. */
export interface Host {
  readonly embedder?: string;
  readonly port?: MessagePort;
}

/** The page around, once it has said who it is. Listens from now on. */
export function greeted(): Promise<Host> {
  return new Promise((resolve) => {
    if (window.parent === window) return resolve({});
    const listen = (event: MessageEvent<unknown>): void => {
      const hello = helloOf(event);
      const port = event.ports[0];
      if (hello === undefined || port === undefined) return;
      window.removeEventListener("message", listen);
      document.documentElement.dataset.theme = hello.theme;
      // The port is not started here: what comes early waits in it for the widget.
      post(port, { type: "welcome", nonce: hello.nonce });
      resolve({ embedder: event.origin, port });
    };
    window.addEventListener("message", listen);
  });
}

/** Says something to the loader, if there is one. */
export function post(port: MessagePort | undefined, message: FrameMessage): void {
  port?.postMessage(message);
}

function helloOf({ data, source, origin, ports }: MessageEvent<unknown>): Hello | undefined {
  const allowed = meta("origins").split(" ");
  if (source !== window.parent || !(allowed.includes(origin) || allowed.includes("*"))) return undefined;
  if (ports.length !== 1 || typeof data !== "object" || data === null) return undefined;
  const hello = data as Partial<Record<keyof WindowMessage, unknown>>;
  const { type, version, nonce, session, theme } = hello;
  if (type !== "carrier-checkout/hello" || version !== VERSION || session !== meta("session")) return undefined;
  if (typeof nonce !== "string" || !/^[0-9a-f]{32}$/.test(nonce)) return undefined;
  return theme === "auto" || theme === "light" || theme === "dark" ? { version, nonce, session, theme } : undefined;
}
