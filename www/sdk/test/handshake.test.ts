import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { type Connection, connect, randomNonce } from "../src/handshake";
import type { WindowMessage } from "../src/protocol";

const gateway = "https://pay.example";
const session = "cs_0000000000000000000007";

/** Stands in for the frame's window: keeps what is posted to it. */
function fakeFrame() {
  const posted: { message: WindowMessage; origin: string; port: MessagePort }[] = [];
  const postMessage = (message: WindowMessage, origin: string, ports: MessagePort[]): void => {
    assert.equal(ports.length, 1);
    for (const port of ports) posted.push({ message, origin, port });
  };
  return { posted, window: { postMessage } as unknown as Window };
}

let open: Connection | undefined;
afterEach(() => open?.close());

function greet() {
  const { posted, window } = fakeFrame();
  const happened: unknown[] = [];
  let wake = (): void => {};
  const note = (what: unknown): void => {
    happened.push(what);
    wake();
  };
  open = connect(
    window,
    { gateway, session, theme: "dark" },
    {
      welcomed: () => note("welcomed"),
      refused: () => note("refused"),
      received: (message) => note(message),
    },
  );
  const until = async (count: number): Promise<unknown[]> => {
    while (happened.length < count) await new Promise<void>((resolve) => (wake = resolve));
    return happened;
  };
  const hello = posted[0];
  assert.ok(hello);
  return { connection: open, hello, until };
}

test("the hello goes to the gateway's exact origin with one port", () => {
  const { hello } = greet();
  assert.equal(hello.origin, gateway);
  const { nonce, ...rest } = hello.message;
  assert.match(nonce, /^[0-9a-f]{32}$/);
  assert.deepEqual(rest, { type: "carrier-checkout/hello", version: 1, session, theme: "dark" });
});

test("no two hellos have the same nonce", () => {
  assert.equal(new Set(Array.from({ length: 100 }, randomNonce)).size, 100);
});

test("after the welcome the messages that are known are passed on, in order", async () => {
  const { hello, until } = greet();
  hello.port.postMessage({ type: "welcome", nonce: hello.message.nonce });
  hello.port.postMessage({ type: "from a later version" });
  hello.port.postMessage({ type: "resize", height: 700 });
  hello.port.postMessage({ type: "event", name: "cancelled" });
  assert.deepEqual(await until(3), ["welcomed", { type: "resize", height: 700 }, { type: "event", name: "cancelled" }]);
});

for (const [what, first] of [
  ["a welcome with another nonce", { type: "welcome", nonce: "0".repeat(32) }],
  ["any other message", { type: "resize", height: 700 }],
  ["nonsense", "hello"],
] as const) {
  test(`${what} instead of the welcome closes the port`, async () => {
    const { hello, until } = greet();
    hello.port.postMessage(first);
    hello.port.postMessage({ type: "welcome", nonce: hello.message.nonce });
    const happened = await until(1);
    await new Promise(setImmediate);
    assert.deepEqual(happened, ["refused"]);
  });
}

test("the loader's own messages come out of the port", async () => {
  const { connection, hello } = greet();
  const message = new Promise((resolve) => {
    hello.port.onmessage = ({ data }) => resolve(data);
  });
  connection.send({ type: "unmount" });
  assert.deepEqual(await message, { type: "unmount" });
});
