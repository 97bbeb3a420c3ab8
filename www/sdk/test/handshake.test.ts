import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { type Connection, connect, documentOf, knock } from "../src/handshake";
import type { WindowMessage } from "../src/protocol";
import { isRandomHex, randomHex } from "../src/random";

const gateway = "https://pay.example";
const session = "cs_0000000000000000000007";
const document = "0123456789abcdef0123456789abcdef";

/** Stands in for the frame's window: keeps what is posted to it. */
function fakeFrame() {
  const posted: { message: Extract<WindowMessage, { nonce: string }>; origin: string; port: MessagePort }[] = [];
  const postMessage = (message: (typeof posted)[number]["message"], origin: string, ports: MessagePort[]): void => {
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
  open = connect(window, document, { gateway, session, theme: "dark" }, (message) => note(message ?? "refused"));
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
  assert.ok(isRandomHex(nonce));
  assert.deepEqual(rest, { type: "carrier-checkout/hello", version: 1, document, session, theme: "dark" });
});

test("no two hellos have the same nonce", () => {
  assert.equal(new Set(Array.from({ length: 100 }, randomHex)).size, 100);
});

test("a knock names nothing and nobody, so that any document may hear it", () => {
  const posted: unknown[] = [];
  knock({ postMessage: (...said: unknown[]) => posted.push(said) });
  assert.deepEqual(posted, [[{ type: "carrier-checkout/knock", version: 1 }, "*"]]);
});

test("a frame that is not on the page is not knocked at", () => {
  for (const nobody of [null, undefined]) assert.doesNotThrow(() => knock(nobody));
});

test("a document is there when the gateway's, in that very frame, says so", () => {
  const frame = {} as Window;
  const other = {} as Window;
  const data = { type: "carrier-checkout/here", version: 1, document };
  const heard = (change: object, of: Window | null = frame) =>
    documentOf({ data, source: frame, origin: gateway, ...change } as MessageEvent<unknown>, of, gateway);
  assert.equal(heard({}), document);
  assert.equal(heard({ data: { ...data, later: true } }), document);
  const refused: readonly object[] = [
    { source: other },
    { source: null },
    { origin: "https://shop.example" },
    { origin: "https://pay.example.evil" },
    { origin: "null" },
    { data: { ...data, type: "carrier-checkout/knock" } },
    { data: { ...data, version: 2 } },
    { data: { ...data, document: 7 } },
    { data: "carrier-checkout/here" },
    { data: null },
  ];
  for (const change of refused) assert.equal(heard(change), undefined, JSON.stringify(change));
  // A frame that is not on the page has no window, nor has a message that a worker sent.
  assert.equal(heard({ source: null }, null), undefined);
});

test("after the welcome the messages that are known are passed on, in order", async () => {
  const { hello, until } = greet();
  hello.port.postMessage({ type: "welcome", nonce: hello.message.nonce });
  hello.port.postMessage({ type: "from a later version" });
  hello.port.postMessage({ type: "resize", height: 700 });
  hello.port.postMessage({ type: "event", name: "cancelled" });
  assert.deepEqual(await until(3), [
    { type: "welcome", nonce: hello.message.nonce },
    { type: "resize", height: 700 },
    { type: "event", name: "cancelled" },
  ]);
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
