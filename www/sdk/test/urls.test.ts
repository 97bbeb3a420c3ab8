import assert from "node:assert/strict";
import { test } from "node:test";
import { sameOriginUrl, webUrl } from "../src/urls";

const page = "https://shop.example/checkout/2";
const origin = "https://shop.example";

test("a confirm URL of the page's own origin is taken, however it is written", () => {
  assert.equal(sameOriginUrl("/confirm", page, origin), "https://shop.example/confirm");
  assert.equal(sameOriginUrl("confirm?a=1", page, origin), "https://shop.example/checkout/confirm?a=1");
  assert.equal(sameOriginUrl("https://shop.example:443/c", page, origin), "https://shop.example/c");
});

test("a confirm URL of any other origin is not", () => {
  const elsewhere = [
    undefined,
    "https://evil.example/confirm",
    "//evil.example/confirm",
    "\\\\evil.example/confirm",
    "http://shop.example/confirm",
    "https://shop.example:8443/confirm",
    "https://shop.example@evil.example/",
    "javascript:alert(1)",
    "data:text/plain,ok",
    "http://[",
  ];
  for (const url of elsewhere) assert.equal(sameOriginUrl(url, page, origin), undefined, url);
});

test("a <base> of another origin does not carry the token away", () => {
  assert.equal(sameOriginUrl("/confirm", "https://evil.example/", origin), undefined);
});

test("pages without an origin have no confirm URL", () => {
  assert.equal(sameOriginUrl("file:///confirm", "file:///shop.html", "null"), undefined);
  assert.equal(sameOriginUrl("data:,", "about:blank", "null"), undefined);
});

test("the order's page may be anywhere on the web and is never a script", () => {
  assert.equal(webUrl("/orders/1", page), "https://shop.example/orders/1");
  assert.equal(webUrl("https://my.shop.example/", page), "https://my.shop.example/");
  assert.equal(webUrl(" jAvAsCrIpT:alert(1)", page), undefined);
  assert.equal(webUrl(undefined, page), undefined);
});
