import type { CheckoutEvent, SessionId } from "./protocol";

type Name = CheckoutEvent["name"];
type Detail<N extends Name> = (Extract<CheckoutEvent, { name: N }> extends { detail: infer D } ? D : unknown) & {
  readonly session: SessionId | undefined;
};

/** The events by their names in the DOM, for `addEventListener`. */
export type CheckoutEventMap = { [N in Name as `carrier-checkout:${N}`]: CustomEvent<Detail<N>> };

declare global {
  interface GlobalEventHandlersEventMap extends CheckoutEventMap {}
}

/** Tells the page, on the mount element and everything around it. */
export function dispatch(target: EventTarget, session: SessionId | undefined, event: CheckoutEvent): void {
  const detail = { ...("detail" in event ? event.detail : undefined), session };
  target.dispatchEvent(new CustomEvent(`carrier-checkout:${event.name}`, { bubbles: true, detail }));
}
