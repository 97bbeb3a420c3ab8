import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createHeight, reservedHeight } from "../src/frame";
import { isSession, localeOf, optionsOf, resolve, said } from "../src/options";

const session = "cs_0000000000000000000007";
const gateway = "https://pay.example";

test("the script tag's attributes become the options", () => {
  const data = {
    session,
    confirmUrl: "/confirm",
    successUrl: "/orders/1",
    mount: "#here",
    locale: "en",
    theme: "dark",
  };
  assert.deepEqual(
    { ...resolve(optionsOf(data, gateway, "#here"), "https://other.example", ["ko"]) },
    {
      session,
      mount: "#here",
      confirmUrl: "/confirm",
      successUrl: "/orders/1",
      locale: "en",
      theme: "dark",
      gateway,
    },
  );
});

test("what is left out, or is no such thing, has a sensible value", () => {
  const options = resolve({ session, mount: "#here", locale: "tlh", theme: "pink" }, gateway, ["fr-FR", "en-US", "ko"]);
  assert.equal(options.locale, "en");
  assert.equal(options.theme, "auto");
  assert.equal(options.gateway, gateway);
  assert.equal(options.confirmUrl, undefined);
});

test("what a polluted prototype says is not what the page has said", () => {
  const evil = { confirmUrl: "/evil", successUrl: "https://evil.example/", gateway: "https://evil.example" };
  Object.assign(Object.prototype, evil);
  try {
    const options = resolve(said({ session, mount: "#here" }), gateway, ["ko"]);
    assert.equal(options.gateway, gateway);
    assert.equal(options.confirmUrl, undefined);
    assert.equal(options.successUrl, undefined);
  } finally {
    for (const name of Object.keys(evil)) Reflect.deleteProperty(Object.prototype, name);
  }
});

test("the first language that the window speaks is taken, as the gateway takes it", () => {
  const lines = readFileSync("crates/protocol/tests/locale_cases.tsv", "utf8").split("\n");
  const cases = lines.filter((line) => line.includes("\t") && !line.startsWith("#")).map((line) => line.split("\t"));
  assert.ok(cases.length > 30);
  for (const [tags = "", locale] of cases) {
    assert.equal(localeOf(tags.split(" ").filter(Boolean)), locale, tags);
  }
});

test("and so it is of whatever fuzzing has kept", () => {
  const kept: { locale: { tags: string[]; chosen: string }[] } = JSON.parse(
    readFileSync("tests/web/kept.json", "utf8"),
  );
  assert.ok(kept.locale.length > 10);
  for (const { tags, chosen } of kept.locale) assert.equal(localeOf(tags), chosen, JSON.stringify(tags));
});

test("only a session id is taken for one: it becomes part of an address", () => {
  assert.ok(isSession(session));
  for (const bad of [
    "",
    "cs_",
    "cs_../../../evil",
    `${session}?`,
    `${session}00000000`,
    session.slice(0, -1),
    session.replace("cs_", "pay_"),
    7,
  ]) {
    assert.ok(!isSession(bad), String(bad));
  }
});

test("the frame's height stays within what a checkout can need", () => {
  const frame = { clientWidth: 480, clientHeight: 150, style: { height: "", minHeight: "" } };
  const height = createHeight(frame as HTMLIFrameElement, "ko");
  height.keep();
  assert.equal(frame.style.height, "clamp(200px, 1340px, 5000px)");
  height.set(700);
  assert.equal(frame.style.height, "clamp(200px, 1340px, 5000px)", "the first screen's place is kept");
  height.release();
  assert.equal(frame.style.height, "clamp(200px, 700px, 5000px)");
});

test("a narrow place keeps more height free, for its lines wrap, and those of English more often", () => {
  const heights = (locale: "ko" | "en") => [0, 320, 340, 480, 2_000].map((width) => reservedHeight(width, locale));
  assert.deepEqual(heights("ko"), [1_620, 1_470, 1_380, 1_340, 1_340]);
  assert.deepEqual(heights("en"), [1_860, 1_770, 1_620, 1_340, 1_340]);
});
