// What is heard from outside for the widget: the message with the code, the gateway's word that something has changed,
// and that the page may have slept.

import { meta } from "./meta";

/** How long it waits before it opens another stream. */
const AGAIN_MS = 3_000;

/** Calls with what is heard until the function that it gives is called. */
export function hear(name: string, call: (heard?: string) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  if (name === "wake") {
    wake(call, signal);
  } else {
    const done = name === "message" ? message(call, signal) : words(call, signal);
    // A refusal (no permission, aborted, no message) only means that the shopper types, or that the widget asks.
    done.catch(() => {});
  }
  return () => controller.abort();
}

/** WebOTP: the next message that names this page's origins, where the browser can read it (Chrome on Android, not its WebView). */
async function message(call: (code: string) => void, signal: AbortSignal): Promise<void> {
  if (!("OTPCredential" in window)) return;
  const wish = { otp: { transport: ["sms"] }, signal } as CredentialRequestOptions;
  const credential = (await navigator.credentials.get(wish)) as { code?: string } | null;
  if (credential?.code !== undefined) call(credential.code);
}

/** Server-sent events, by `fetch`: the browser's own reader of them sends no bearer. */
async function words(call: () => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const headers = { authorization: `Bearer ${meta("session")}` };
      const { body, ok } = await fetch("/v1/checkout/events", { headers, cache: "no-store", signal });
      const reader = ok ? body?.getReader() : undefined;
      while (reader !== undefined && !(await reader.read()).done) call();
    } catch {
      // A stream that cannot be had (a proxy, an old browser) only means that the widget asks by itself.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** Shown again, back from the history, online again. */
function wake(call: () => void, signal: AbortSignal): void {
  addEventListener("online", () => call(), { signal });
  addEventListener("pageshow", ({ persisted }) => persisted && call(), { signal });
  document.addEventListener("visibilitychange", () => document.hidden || call(), { signal });
}
