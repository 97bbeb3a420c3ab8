import assert from "node:assert/strict";
import { test } from "node:test";
import { createAdopter, frameIn, isFor, isParsed } from "../src/adopt";
import { type MountOptions, optionsOfElement, resolve } from "../src/options";

const gateway = "https://pay.example";
const session = "cs_0000000000000000000007";
const src = `${gateway}/v1/checkout/${session}`;

const frameAt = (src: string) => ({ src }) as HTMLIFrameElement;

/** Stands in for an element with iframes in it. */
function fakeElement(attributes: Record<string, string>, frames: readonly HTMLIFrameElement[] = []) {
  const element = {
    getAttribute: (name: string) => attributes[name] ?? null,
    querySelector: () => frames[0] ?? null,
    querySelectorAll: () => frames,
    nextSibling: null,
    parentNode: null,
  };
  return element as unknown as Element;
}

/** Stands in for a page; `<carrier-checkout session>` elements may be added as it is parsed. */
function fakePage(...elements: Element[]) {
  const document = { readyState: "loading", querySelectorAll: () => elements };
  Object.assign(globalThis, { document });
  const taken: MountOptions[] = [];
  return { document, elements, taken, adopt: createAdopter((options) => taken.push(options)) };
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

test("of the iframes in an element only the only one counts", () => {
  const frame = frameAt(src);
  assert.equal(frameIn(fakeElement({}, [frame]), gateway, session), frame);
  assert.equal(frameIn(fakeElement({}), gateway, session), undefined);
  assert.equal(frameIn(fakeElement({}, [frame, frame]), gateway, session), undefined);
  assert.equal(frameIn(fakeElement({}, [frameAt("https://video.example/")]), gateway, session), undefined);
});

test("the element's attributes become the options", () => {
  const frame = frameAt(src);
  const appearance = '{"radius":4}';
  const urls = { "confirm-url": "/confirm", "success-url": "/orders/1" };
  const attributes = { session, ...urls, locale: "en", theme: "dark", appearance };
  const element = fakeElement(attributes, [frame]);
  assert.deepEqual(optionsOfElement(element), {
    session,
    mount: element,
    frame,
    confirmUrl: "/confirm",
    successUrl: "/orders/1",
    locale: "en",
    theme: "dark",
    appearance,
  });
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

test("a checkout with its iframe is taken at once, and once only", () => {
  const element = fakeElement({ session }, [frameAt(src)]);
  const { adopt, taken, document } = fakePage(element);
  adopt();
  document.readyState = "interactive";
  adopt();
  assert.deepEqual(
    taken.map(({ mount }) => mount),
    [element],
  );
});

test("one whose iframe may still come is left until it is there", () => {
  const frames: HTMLIFrameElement[] = [];
  const { adopt, taken } = fakePage(fakeElement({ session }, frames));
  adopt();
  assert.equal(taken.length, 0);
  const frame = frameAt(src);
  frames.push(frame);
  adopt();
  assert.equal(taken[0]?.frame, frame);
});

test("one without an iframe is taken as soon as the parser is past it", () => {
  const element = fakeElement({ session });
  const { adopt, taken } = fakePage(element);
  adopt();
  assert.equal(taken.length, 0);
  Object.assign(element, { nextSibling: {} });
  adopt();
  assert.deepEqual([taken.length, taken[0]?.frame], [1, undefined]);
});

test("the parser is past an element when something follows it or what it is in, or the page is complete", () => {
  const { document } = fakePage();
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

test("a checkout that comes later is taken when asked again", () => {
  const [first, second] = [fakeElement({ session }, [frameAt(src)]), fakeElement({ session: "cs_x" }, [frameAt(src)])];
  const { adopt, taken, elements } = fakePage(first);
  adopt();
  elements.push(second);
  adopt();
  assert.deepEqual(
    taken.map(({ mount }) => mount),
    [first, second],
  );
});
