import assert from "node:assert/strict";
import { test } from "node:test";
import { files, manifest } from "./repository.mjs";

test("a merchant's project gets no packages beside ours", () => {
  assert.equal(manifest().dependencies, undefined);
});

test("tools have exact versions", () => {
  const loose = Object.entries(manifest().devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  assert.deepEqual(loose, []);
});

test("only what is named goes into the package", () => {
  const { files: packed } = manifest();
  assert.ok(packed.length > 0);
  for (const file of packed) {
    assert.ok(!/^[./]*$|^\*|\.env|^\.data|^target|^node_modules/.test(file), `${file} would pack too much`);
  }
});

test("the package has its licences", () => {
  const { files: packed, license } = manifest();
  assert.equal(license, "MIT OR Apache-2.0");
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"]) {
    assert.ok(packed.includes(file), `${file} is not packed`);
    assert.ok(files().includes(file), `${file} is missing`);
  }
});

test("nothing that is made or private is in Git", () => {
  const strays = files().filter((file) =>
    /^(dist|target|node_modules|\.data|test-results)\/|\.(db|key|pem)$/.test(file),
  );
  assert.deepEqual(strays, []);
});
