// The shops below examples/: what they install, and what they share.

import assert from "node:assert/strict";
import { test } from "node:test";
import { files, manifest, read } from "./repository.mjs";

const projects = files().filter((file) => /^examples\/[^/]+\/package\.json$/.test(file));
const OURS = "carrier-checkout";

test("there are examples that npm installs", () => assert.ok(projects.length >= 2));

for (const project of projects) {
  const { dependencies = {}, devDependencies = {}, ...its } = JSON.parse(read(project));
  const lock = JSON.parse(read(project.replace("package.json", "package-lock.json")));

  test(`${project} has exact versions, is locked to them and is not published`, () => {
    const { [OURS]: _, ...others } = { ...dependencies, ...devDependencies };
    const loose = Object.entries(others).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    assert.deepEqual(loose, []);
    assert.deepEqual(lock.packages[""].dependencies ?? {}, dependencies);
    assert.deepEqual(lock.packages[""].devDependencies ?? {}, devDependencies);
    assert.equal(its.private, true);
    assert.equal(its.license, manifest().license);
  });

  test(`${project} has every platform's packages locked`, () => {
    const wanted = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    assert.deepEqual(
      wanted.filter((name) => lock.packages[`node_modules/${name}`]?.version === undefined),
      [],
    );
  });

  if (OURS in dependencies) {
    test(`${project} names the tarball of this version, whose hash changes with every build`, () => {
      const { version } = JSON.parse(read("package.json"));
      assert.equal(dependencies[OURS], `file:../../dist-npm/${OURS}-${version}.tgz`);
      const locked = lock.packages[`node_modules/${OURS}`];
      assert.equal(locked.version, version);
      assert.equal(locked.integrity, undefined);
    });
  }
}

for (const file of files().filter((file) => /^examples\/.*requirements\.txt$/.test(file))) {
  test(`${file} names one version of each package`, () => {
    const lines = read(file).split("\n");
    const loose = lines.filter(
      (line) => line !== "" && !/^#|^[\w-]+==\d+(\.\d+)+(; python_version < "3\.\d+")?$/.test(line),
    );
    assert.deepEqual(loose, []);
  });
}

test("what the small shops have in common is the same in each", () => {
  const alike = [
    ["examples/node/config.js", "examples/react/config.js"],
    ["examples/node/gateway.js", "examples/react/gateway.js"],
    ["examples/node/orders.js", "examples/react/orders.js"],
    ["examples/node/public/shop.css", "examples/react/public/shop.css", "examples/fastapi/static/shop.css"],
  ];
  for (const [first = "", ...others] of alike) {
    for (const other of others) assert.equal(read(other), read(first), `${other} is not ${first}`);
  }
});
