// docs/errors.md, which the gateway's catalogue makes, has the codes that the loader declares.

import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "./repository.mjs";

test("every code of the loader's own has its place in docs/errors.md, and only those", () => {
  const union = read("www/sdk/src/errors.ts").match(/type CheckoutErrorCode =([\s\S]*?);/)?.[1] ?? "";
  const declared = [...union.matchAll(/"([a-z_]+)"/g)].map(([, code]) => code);
  const section = read("docs/errors.md").match(/## Codes on the page([\s\S]*?)\n## /)?.[1] ?? "";
  const documented = [...section.matchAll(/<a id="([a-z_]+)">/g)].map(([, code]) => code);
  assert.ok(declared.length > 0);
  assert.deepEqual(documented.sort(), declared.sort());
});
