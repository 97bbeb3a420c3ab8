import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { test } from "node:test";
import { inRoot } from "../../scripts/workspace.mjs";
import { files, read } from "./repository.mjs";

const targets = files().flatMap((file) => file.match(/^fuzz\/fuzz_targets\/(\w+)\.rs$/)?.[1] ?? []);
const corpus = files().filter((file) => file.startsWith("fuzz/corpus/"));

test("every target of cargo-fuzz is built, explained and has a corpus", () => {
  const [manifest, document] = [read("fuzz/Cargo.toml"), read("docs/reliability.md")];
  assert.ok(targets.length >= 9);
  for (const target of targets) {
    assert.ok(manifest.includes(`name = "${target}"`), `fuzz/Cargo.toml builds no ${target}`);
    assert.ok(document.includes(`\n| \`${target}\` | `), `docs/reliability.md does not say what ${target} is fed`);
    assert.ok(
      corpus.filter((file) => file.startsWith(`fuzz/corpus/${target}/`)).length >= 10,
      `${target} has no corpus`,
    );
  }
});

test("what is kept of the corpora is small, and belongs to a target", () => {
  const bytes = corpus.reduce((sum, file) => sum + statSync(inRoot(file)).size, 0);
  assert.ok(bytes < 300 * 1024, `${bytes} bytes: run cmin`);
  assert.deepEqual(
    corpus.filter((file) => !targets.includes(file.split("/")[2] ?? "")),
    [],
  );
});
