import type { CheckoutProblem } from "./errors";
import type { CheckoutEvent, SessionId } from "./protocol";

/** The name of the custom element. */
export const TAG = "carrier-checkout";

type Name = CheckoutEvent["name"];
type Told<N extends Name> = N extends "error"
  ? CheckoutProblem
  : Extract<CheckoutEvent, { name: N }> extends { detail: infer D }
    ? D
    : unknown;

/** What an event carries. */
export type CheckoutEventDetail<N extends Name> = Told<N> & { readonly session: SessionId | undefined };

/** By their plain names: on a `<carrier-checkout>` itself only. They do not bubble, as a native `error` or `change` would. */
export type CheckoutElementEventMap = { [N in Name]: CustomEvent<CheckoutEventDetail<N>> };

/** By their names everywhere: these bubble, out of shadow roots, too. */
export type CheckoutEventMap = { [N in Name as `carrier-checkout:${N}`]: CustomEvent<CheckoutEventDetail<N>> };

declare global {
  interface GlobalEventHandlersEventMap extends CheckoutEventMap {}
}

/** Tells the page, on the mount element and everything around it. */
export function dispatch<N extends Name>(target: Element, name: N, detail: CheckoutEventDetail<N>): void {
  if (target.localName === TAG) target.dispatchEvent(new CustomEvent(name, { detail }));
  target.dispatchEvent(new CustomEvent(`${TAG}:${name}`, { bubbles: true, composed: true, detail }));
}
