import assert from "node:assert/strict";
import { test } from "node:test";
import { files, manifest, read } from "./repository.mjs";

/** Of the package that merchants install. */
const published = JSON.parse(read("www/sdk/npm/package.json"));

test("a merchant's project gets no packages beside ours", () => {
  assert.equal(published.dependencies, undefined);
  assert.deepEqual(published.peerDependenciesMeta, { react: { optional: true } });
});

test("tools have exact versions", () => {
  const loose = Object.entries(manifest().devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
  assert.deepEqual(loose, []);
});

test("neither the repository nor the sources of the package are published by mistake", () => {
  assert.deepEqual([manifest().private, published.private], [true, true]);
});

test("the package has its licences", () => {
  assert.equal(published.license, manifest().license);
  for (const file of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    assert.ok(published.files.includes(file), `${file} is not packed`);
    assert.ok(files().includes(file), `${file} is missing`);
  }
});

test("nothing that is made or private is in Git", () => {
  const strays = files().filter((file) =>
    /^(dist|dist-npm|target|node_modules|\.data|test-results)\/|\.(db|key|pem)$/.test(file),
  );
  assert.deepEqual(strays, []);
});
