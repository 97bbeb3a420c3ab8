import assert from "node:assert/strict";
import { test } from "node:test";
import { files, read } from "./repository.mjs";

test("every test that SECURITY.md names exists", () => {
  const named = [...read("SECURITY.md").matchAll(/`([a-z0-9]+(?:_[a-z0-9]+){4,})`/g)].map(([, name]) => name ?? "");
  const sources = files().filter((file) => file.endsWith(".rs"));
  const written = sources.map((file) => read(file)).join("\n");
  assert.ok(named.length > 20);
  assert.deepEqual(
    named.filter((name) => !written.includes(`fn ${name}(`)),
    [],
  );
});
