import type { Reason } from "./protocol";

/** What went wrong, for programs: what the window says, or the loader's own. */
export type CheckoutErrorCode =
  | Reason
  /** The session URL gave no session. */
  | "session_unavailable"
  /** The payment is being made, so that nothing about it can be changed. */
  | "payment_under_way"
  /** The checkout was taken away meanwhile. */
  | "destroyed";

/** What `update()` throws and the `error` event tells. No personal data. */
export interface CheckoutProblem {
  readonly code: CheckoutErrorCode;
  /** For people who read logs. */
  message: string;
  /** Whether the same may work when it is tried again. */
  readonly retryable: boolean;
  /** Where more is said about it. */
  readonly docs: string;
}

/** An error that is a problem, too. */
export interface CheckoutError extends Error, CheckoutProblem {
  readonly name: "CheckoutError";
}

/** What is said of a code. */
export function problem(gateway: string, code: CheckoutErrorCode): CheckoutProblem {
  const docs = `${gateway}/errors#${code}`;
  return { code, message: `${code} ${docs}`, retryable: /^(net|gate)w|unav|under/.test(code), docs };
}

/** The same to throw. */
export function checkoutError(gateway: string, code: CheckoutErrorCode): CheckoutError {
  return Object.assign(new Error(), problem(gateway, code), { name: "CheckoutError" as const });
}
