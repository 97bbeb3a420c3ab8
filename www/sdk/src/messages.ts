// What comes out of the port is believed only after its shape has been checked.

import type { FrameMessage } from "./protocol";

export type { FrameMessage };

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/**
 * Whether the loader can act on it. What an event says, and the token, it only passes on: they are the gateway's words,
 * as the frame's document is the gateway's.
 */
export function isFrameMessage(value: unknown): value is FrameMessage {
  if (!isObject(value)) return false;
  const { type, height, top, ticket, timeout_ms, idempotency_key: key, body, name, detail } = value;
  switch (type) {
    case "reveal":
      return isCount(top) && isCount(height);
    case "resize":
      return isCount(height);
    case "confirm":
      return isCount(ticket) && isCount(timeout_ms) && isObject(body) && /^[!-~]{1,255}$/.test((key ?? "") as string);
    case "event":
      return isObject(detail) || name === "cancelled";
    default:
      return type === "welcome";
  }
}

/** Whether it has fields at all. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
