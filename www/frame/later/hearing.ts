// What is heard while a payment is under way: the message with the code, and the gateway's word that something has changed.

/** How long it waits before it opens another stream. */
const AGAIN_MS = 3_000;

/** Calls with what is heard until it is aborted. */
export function listen(
  name: string,
  call: (heard?: string) => void,
  signal: AbortSignal,
  session: string,
): Promise<void> {
  return name === "message" ? message(call, signal) : words(call, signal, session);
}

/** WebOTP: the next message that names this page's origins, where the browser can read it (Chrome on Android, not its WebView). */
async function message(call: (code: string) => void, signal: AbortSignal): Promise<void> {
  if (!("OTPCredential" in window)) return;
  const wish = { otp: { transport: ["sms"] }, signal } as CredentialRequestOptions;
  const credential = (await navigator.credentials.get(wish)) as { code?: string } | null;
  if (credential?.code !== undefined) call(credential.code);
}

/** Server-sent events, by `fetch`: the browser's own reader of them sends no bearer. */
async function words(call: () => void, signal: AbortSignal, session: string): Promise<void> {
  while (!signal.aborted) {
    try {
      const headers = { authorization: `Bearer ${session}` };
      const { body, ok } = await fetch("/v1/checkout/events", { headers, cache: "no-store", signal });
      const reader = ok ? body?.getReader() : undefined;
      while (reader !== undefined && !(await reader.read()).done) call();
    } catch {
      // A stream that cannot be had (a proxy, an old browser) only means that the widget asks by itself.
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
