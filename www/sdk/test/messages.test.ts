import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { isFrameMessage } from "../src/messages";

const body = { token: "tok_1", session: "cs_1", order_id: "A-1" };
const confirm = { type: "confirm", ticket: 1, idempotency_key: "ch_1", timeout_ms: 30_000, body };

test("every message and event of the protocol is known", () => {
  const known: readonly unknown[] = [
    { type: "welcome", nonce: "00" },
    { type: "resize", height: 640 },
    { type: "reveal", top: 0, height: 48 },
    confirm,
    { type: "event", name: "ready", detail: { locale: "ko" } },
    { type: "event", name: "change", detail: { screen: "code" } },
    { type: "event", name: "token", detail: { ...body, phone: "010-****-5678" } },
    { type: "event", name: "paid", detail: { payment: "pay_1", order_id: "A-1", amount: 9900 } },
    { type: "event", name: "failed", detail: { failure: { reason: "line_minor" }, final: false } },
    { type: "event", name: "cancelled" },
    { type: "event", name: "error", detail: { reason: "network_error" } },
  ];
  for (const message of known) assert.ok(isFrameMessage(message), JSON.stringify(message));
});

test("a field or an event that a later version adds does no harm", () => {
  assert.ok(isFrameMessage({ type: "event", name: "surprise", detail: {} }));
  assert.ok(isFrameMessage({ type: "resize", height: 640, width: 320 }));
});

test("anything else is not a message", () => {
  const unknown: readonly unknown[] = [
    null,
    undefined,
    "welcome",
    7,
    [],
    {},
    { type: "hello" },
    { type: "constructor" },
    { type: "__proto__" },
    { type: "resize" },
    { type: "resize", height: "640" },
    { type: "reveal", top: 0 },
    { type: "reveal", top: -1, height: 48 },
    { type: "resize", height: -1 },
    { type: "resize", height: Number.NaN },
    { type: "resize", height: Number.POSITIVE_INFINITY },
    { type: "event" },
    { type: "event", name: "toString" },
    { type: "event", name: "paid" },
  ];
  for (const message of unknown) assert.ok(!isFrameMessage(message), JSON.stringify(message));
});

test("a confirm lacking any part of it is not one", () => {
  for (const field of Object.keys(confirm)) {
    assert.ok(!isFrameMessage({ ...confirm, [field]: undefined }), field);
  }
});

test("an idempotency key that could break a header is refused", () => {
  for (const key of ["", "a\r\nb", "a b", "주문", "k".repeat(256)]) {
    assert.ok(!isFrameMessage({ ...confirm, idempotency_key: key }), key);
  }
});

test("of what fuzzing has kept, the frame's messages are known, and none breaks anything", () => {
  const kept: { port: { text: string; framed: boolean }[] } = JSON.parse(readFileSync("tests/web/kept.json", "utf8"));
  assert.ok(kept.port.length > 10);
  for (const { text, framed } of kept.port) assert.ok(isFrameMessage(JSON.parse(text)) || !framed, text);
});
