// A classic script in the frame's head: it must hear the hello, which comes
// with the frame's `load`, so it listens before anything else is fetched.

import type { Locale } from "../sdk/src/protocol";
import { greeted, post } from "./host";
import { meta } from "./meta";

/** What wasm-bindgen makes of the widget. */
interface Glue {
  default(input: { module_or_path: string }): Promise<unknown>;
  mount(root: HTMLElement, session: string, locale: string, embedder?: string, port?: MessagePort): void;
}

const TEXTS: Record<Locale, readonly [text: string, retry: string]> = {
  ko: ["결제창을 불러오지 못했어요. 인터넷 연결을 확인해 주세요.", "다시 시도"],
  en: ["The checkout could not be loaded. Check your connection.", "Try again"],
};

const host = greeted();

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
