// A classic script in the frame's head: it must hear the hello, which comes
// with the frame's `load`, so it listens before anything else is fetched.

import { type FrameMessage, type Hello, type Locale, VERSION, type WindowMessage } from "../sdk/src/protocol";

/** What the loader's hello brought; nothing when the checkout is a page of its own. */
interface Host {
  readonly embedder?: string;
  readonly port?: MessagePort;
}

/** What wasm-bindgen makes of the widget. */
interface Glue {
  default(input: { module_or_path: string }): Promise<unknown>;
  mount(root: HTMLElement, session: string, locale: string, embedder?: string, port?: MessagePort): void;
}

const TEXTS: Record<Locale, readonly [text: string, retry: string]> = {
  ko: ["결제창을 불러오지 못했어요. 인터넷 연결을 확인해 주세요.", "다시 시도"],
  en: ["The checkout could not be loaded. Check your connection.", "Try again"],
};

const meta = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="cc-${name}"]`)?.content ?? "";

const host = new Promise<Host>((resolve) => {
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

function post(port: MessagePort | undefined, message: FrameMessage): void {
  port?.postMessage(message);
}

async function start(root: HTMLElement): Promise<void> {
  try {
    const glue: Glue = await import(meta("glue"));
    await glue.default({ module_or_path: meta("wasm") });
    // Framed, nothing is shown before the page around has said who it is.
    const { embedder, port } = await host;
    glue.mount(root, meta("session"), meta("locale"), embedder, port);
  } catch {
    fail(root);
    const { port } = await host;
    post(port, { type: "resize", height: Math.ceil(root.getBoundingClientRect().bottom + window.scrollY) });
    post(port, { type: "event", name: "error", detail: { reason: "network_error" } });
  }
}

function fail(root: HTMLElement): void {
  const [text, retry] = TEXTS[meta("locale") === "en" ? "en" : "ko"];
  const alert = document.createElement("p");
  alert.setAttribute("role", "alert");
  alert.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "secondary";
  button.textContent = retry;
  // A failed import stays failed for as long as the document lives.
  button.addEventListener("click", () => location.reload());
  root.replaceChildren(alert, button);
}

document.addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("checkout");
  if (root !== null) void start(root);
});
