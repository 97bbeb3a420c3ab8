import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "./repository.mjs";

const OLDEST = read("docs/browsers.md")
  .match(/^\| (\d+) .*\| (\d+), .*\| (\d+)\.\d+, .*\|$/m)
  ?.slice(1);

test("docs/browsers.md names the browsers that the scripts are made for", () => {
  const targets = [...read("scripts/build/scripts-and-styles.mjs").matchAll(/"(chrome|firefox|safari)(\d+)"/g)];
  assert.deepEqual(
    targets.map(([, name, version]) => [name, version]),
    ["chrome", "firefox", "safari"].map((name, index) => [name, OLDEST?.[index]]),
  );
});

test("docs/browsers.md names every feature that the Wasm may use", () => {
  const words = {
    "bulk-memory": "bulk memory",
    multivalue: "several results",
    "mutable-globals": "mutable globals",
    "nontrapping-float-to-int": "conversions that do not trap",
    "reference-types": "reference types",
    "sign-ext": "sign extension",
  };
  const used = [...read("scripts/build/wasm.mjs").matchAll(/"--enable-([\w-]+)"/g)].map(([, name]) => name);
  assert.deepEqual(used, Object.keys(words));
  for (const word of Object.values(words)) assert.ok(read("docs/browsers.md").includes(word), word);
});
