import type { ConfirmOutcome, ConfirmRequest } from "./protocol";
import { sameOriginUrl } from "./urls";

/** A frame may not make the page wait for longer than this. */
const LONGEST_TIMEOUT_MS = 120_000;

/** Posts, and tells what came of it. A key that is being posted already is not posted again. */
export type Confirm = (
  url: string | undefined,
  request: ConfirmRequest,
  answer: (outcome: ConfirmOutcome) => void,
) => void;

/** For one checkout, at whose end it gives up what is running, without an answer. */
export function createConfirmer(destroyed: AbortSignal): Confirm {
  const running = new Map<string, Promise<ConfirmOutcome>>();
  return (url, request, answer) => {
    const target = sameOriginUrl(url, document.baseURI, location.origin);
    if (target === undefined) return answer("not_configured");
    const key = request.idempotency_key;
    const outcome = running.get(key) ?? post(target, request, destroyed);
    running.set(key, outcome);
    void outcome.then((outcome) => {
      running.delete(key);
      if (!destroyed.aborted) answer(outcome);
    });
  };
}

async function post(url: string, request: ConfirmRequest, destroyed: AbortSignal): Promise<ConfirmOutcome> {
  const { token, session, order_id } = request.body;
  const timeout = new AbortController();
  const abort = (): void => timeout.abort();
  const timer = setTimeout(abort, Math.min(request.timeout_ms, LONGEST_TIMEOUT_MS));
  // Not taken away again: it goes with the checkout, of which there are few posts.
  destroyed.addEventListener("abort", abort);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": request.idempotency_key },
      body: JSON.stringify({ token, session, order_id }),
      // Following one would turn the POST into a GET, whose 200 (a sign-in page, say) proves nothing.
      redirect: "manual",
      // A shopper who leaves now has still paid: let the merchant hear of it.
      keepalive: true,
      signal: timeout.signal,
    });
    return outcomeOf(response.status);
  } catch {
    return timeout.signal.aborted ? "timed_out" : "network_error";
  } finally {
    clearTimeout(timer);
  }
}

/** What an answer's status says; a redirect that was not followed has 0. */
export function outcomeOf(status: number): ConfirmOutcome {
  if (status >= 500) return "server_error";
  return status >= 200 && status < 300 ? "accepted" : "refused";
}
