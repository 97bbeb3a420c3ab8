import assert from "node:assert/strict";
import { test } from "node:test";
import { checkoutError, problem } from "../src/errors";

test("everything can be imported where there is no window, and nothing happens", async () => {
  const before = Object.keys(globalThis);
  for (const part of [
    import("../src/index"),
    import("../src/api"),
    import("../src/element"),
    import("../src/more/index"),
  ]) {
    await part;
  }
  assert.deepEqual(Object.keys(globalThis), before);
});

test("an error says what it is, whether it may work again, and where more is said", () => {
  const gateway = "https://pay.example";
  const error = checkoutError(gateway, "payment_under_way");
  assert.ok(error instanceof Error);
  assert.deepEqual(
    [error.name, error.code, error.retryable, error.docs],
    ["CheckoutError", "payment_under_way", true, "https://pay.example/errors#payment_under_way"],
  );
  assert.match(error.message, /payment_under_way/);
  const again = (["network_error", "gateway_error", "session_unavailable", "payment_under_way"] as const).map(
    (code) => problem(gateway, code).retryable,
  );
  assert.deepEqual(again, [true, true, true, true]);
  for (const code of [
    "already_paid",
    "merchant_data_invalid",
    "session_unknown",
    "browser_unsupported",
    "destroyed",
  ] as const) {
    assert.equal(problem(gateway, code).retryable, false, code);
  }
});
