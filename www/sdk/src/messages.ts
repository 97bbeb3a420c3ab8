// What comes out of the port is believed only after its shape has been checked.

import type { CheckoutEvent, FrameMessage } from "./protocol";

export type { FrameMessage };

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string";
const flag: Check = (value) => typeof value === "boolean";
const count: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const anything: Check = () => true;

/** An object with these fields, and perhaps others that a later version has added. */
const fields = (shape: Readonly<Record<string, Check>>): Check => {
  const checks = Object.entries(shape);
  return (value) => isObject(value) && checks.every(([name, check]) => check(value[name]));
};

/** An object that is told apart by `tag`; one with an unknown tag is not of this kind. */
const tagged = (tag: string, kinds: Readonly<Record<string, Check>>): Check => {
  const checks = new Map<unknown, Check>(Object.entries(kinds));
  return (value) => isObject(value) && checks.get(value[tag])?.(value) === true;
};

const events: Record<CheckoutEvent["name"], Check> = {
  ready: fields({ detail: fields({ locale: text }) }),
  change: fields({ detail: fields({ screen: text }) }),
  token: fields({ detail: fields({ token: text, session: text, order_id: text, phone: text }) }),
  paid: fields({ detail: fields({ payment: text, order_id: text, amount: count }) }),
  failed: fields({ detail: fields({ failure: fields({ reason: text }), final: flag }) }),
  cancelled: anything,
  error: fields({ detail: fields({ reason: text }) }),
};

const messages: Record<FrameMessage["type"], Check> = {
  welcome: fields({ nonce: text }),
  resize: fields({ height: count }),
  reveal: fields({ top: count, height: count }),
  confirm: fields({
    ticket: count,
    idempotency_key: (value) => typeof value === "string" && /^[!-~]{1,255}$/.test(value),
    timeout_ms: count,
    body: fields({ token: text, session: text, order_id: text }),
  }),
  event: tagged("name", events),
};

const frameMessage = tagged("type", messages);

/** Whether it is a message that this version knows, with everything that it needs. */
export function isFrameMessage(value: unknown): value is FrameMessage {
  return frameMessage(value);
}

/** Whether it has fields at all. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
