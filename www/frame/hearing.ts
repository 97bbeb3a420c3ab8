// What is heard from outside for the widget: the message with the code, the gateway's word that something has changed,
// and that the page may have slept.

import { later } from "./later";
import { meta } from "./meta";

/** Calls with what is heard until the function that it gives is called. */
export function hear(name: string, call: (heard?: string) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  if (name === "wake") {
    wake(call, signal);
  } else {
    // A refusal (no permission, aborted, no message) only means that the shopper types, or that the widget asks.
    // What did not come is asked for once more: nothing else would ask until the next code.
    later()
      .catch(later)
      .then(({ listen }) => listen(name, call, signal, meta("session")))
      .catch(() => {});
  }
  return () => controller.abort();
}

/** Shown again, back from the history, online again. */
function wake(call: () => void, signal: AbortSignal): void {
  addEventListener("online", () => call(), { signal });
  addEventListener("pageshow", ({ persisted }) => persisted && call(), { signal });
  document.addEventListener("visibilitychange", () => document.hidden || call(), { signal });
}
