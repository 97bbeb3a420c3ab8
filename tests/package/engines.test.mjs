import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { ROOT } from "./repository.mjs";

/**
 * What is said of the engines on a machine that has none, and cannot get them.
 * @param {Record<string, string>} env
 */
function onABareMachine(env) {
  const script =
    'import("./scripts/setup/engines.mjs").then((it) => it.ensureEngines()).then((all) => console.log(all.length))';
  return spawnSync(process.execPath, ["-e", script], { cwd: ROOT, env: { PATH: "", ...env }, encoding: "utf8" });
}

test("without other engines the tests say so in one line and go on", () => {
  const { status, stdout } = onABareMachine({});
  const [said, engines] = stdout.trim().split("\n");
  assert.match(said ?? "", /^not tested in Firefox and WebKit: install firefox-esr, webkit2gtk-driver and xvfb/);
  assert.deepEqual([status, engines], [0, "0"]);
});

test("CI insists on them", () => {
  const { status, stderr } = onABareMachine({ CI: "true" });
  assert.match(stderr, /not tested in Firefox and WebKit/);
  assert.notEqual(status, 0);
});
