import assert from "node:assert/strict";
import { test } from "node:test";
import { frameIn, isFor, isParsed } from "../src/adopt";
import { type MountOptions, resolve } from "../src/options";

const gateway = "https://pay.example";
const session = "cs_0000000000000000000007";
const src = `${gateway}/v1/checkout/${session}`;

/** As a browser says an iframe's address: in full. */
const frameAt = (src: string) => ({ src: new URL(src, "https://shop.example").href }) as HTMLIFrameElement;

/** Stands in for an element with iframes in it. */
function fakeElement(frames: readonly HTMLIFrameElement[] = []) {
  return { querySelectorAll: () => frames } as unknown as Element;
}

test("an iframe is for a session when its address is that of the session's window", () => {
  for (const address of [src, `${src}?locale=ko&theme=dark`, `${gateway}:443/v1/checkout/${session}#here`]) {
    assert.ok(isFor(frameAt(address), gateway, session), address);
  }
  const others = [
    "",
    "about:blank",
    "/v1/checkout/cs_0000000000000000000007",
    `https://evil.example/v1/checkout/${session}`,
    `https://pay.example.evil/v1/checkout/${session}`,
    `http://pay.example/v1/checkout/${session}`,
    `https://pay.example:8443/v1/checkout/${session}`,
    `https://pay.example@evil.example/v1/checkout/${session}`,
    `${gateway}/v1/checkout/cs_0000000000000000000008`,
    `${src}/terms`,
    `${gateway}/elsewhere/v1/checkout/${session}`,
    `${gateway}/?/v1/checkout/${session}`,
  ];
  for (const address of others) assert.ok(!isFor(frameAt(address), gateway, session), address);
});

test("what is no iframe at all is for no session", () => {
  assert.ok(!isFor({} as HTMLIFrameElement, gateway, session));
});

test("of the iframes in an element only the only one counts", () => {
  const frame = frameAt(src);
  assert.equal(frameIn(fakeElement([frame]), gateway, session), frame);
  assert.equal(frameIn(fakeElement(), gateway, session), undefined);
  assert.equal(frameIn(fakeElement([frame, frame]), gateway, session), undefined);
  assert.equal(frameIn(fakeElement([frameAt("https://video.example/")]), gateway, session), undefined);
});

test("language and colours: the attribute's, else the iframe's, else the browser's and the system's", () => {
  const frame = frameAt(`${src}?locale=en&theme=dark`);
  const look = (options: Partial<MountOptions>) => {
    const { locale, theme } = resolve({ session, mount: undefined, ...options }, gateway, ["ko"]);
    return [locale, theme];
  };
  assert.deepEqual(look({ frame, locale: "ko", theme: "light" }), ["ko", "light"]);
  assert.deepEqual(look({ frame, theme: "auto" }), ["en", "auto"]);
  assert.deepEqual(look({ frame }), ["en", "dark"]);
  assert.deepEqual(look({ frame: frameAt(`${src}?locale=tlh&theme=pink`) }), ["ko", "auto"]);
  assert.deepEqual(look({ frame: frameAt("") }), ["ko", "auto"]);
  assert.deepEqual(look({}), ["ko", "auto"]);
});

test("the parser is past an element when something follows it or what it is in, or the page is complete", () => {
  const document = { readyState: "loading" };
  Object.assign(globalThis, { document });
  const body = { nextSibling: null, parentNode: null };
  const section = { nextSibling: null as object | null, parentNode: body };
  const element = { nextSibling: null, parentNode: section } as unknown as Element;
  assert.ok(!isParsed(element));
  section.nextSibling = {};
  assert.ok(isParsed(element));
  assert.ok(!isParsed(undefined));
  document.readyState = "interactive";
  assert.ok(isParsed(undefined));
});
