import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { which } from "../../scripts/programs.mjs";
import { files, read } from "./repository.mjs";

const UNIT = read("deploy/carrier-checkout.service");
const IMAGE = read("deploy/Dockerfile");
/** What the build makes before it is copied. */
const MADE = ["target/release/carrier-checkout", "dist"];

/** @param {string} key */
const values = (key) => [...UNIT.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].map(([, value = ""]) => value);

test("what the image copies from the repository is there, or is built before", () => {
  const copied = [...IMAGE.matchAll(/^COPY --from=build \/src\/(\S+) /gm)].map(([, from = ""]) => from);
  assert.ok(copied.length >= 3);
  const there = (/** @type {string} */ from) => MADE.includes(from) || files().includes(from);
  assert.deepEqual(
    copied.filter((from) => !there(from)),
    [],
  );
  const [, cargo = ""] = IMAGE.match(/cargo build --release --locked -p (\S+)/) ?? [];
  assert.ok(read("crates/cli/Cargo.toml").includes(`name = "${cargo}"`));
  assert.match(IMAGE, /npm run build/);
});

test("the image runs as nobody in particular and holds no settings but where to listen", () => {
  assert.match(IMAGE, /^USER 10001:10001$/m);
  const set = [...IMAGE.matchAll(/^ENV (.*)$/gm)].map(([, variable]) => variable);
  assert.deepEqual(set, ["CARRIER_CHECKOUT_LISTEN=0.0.0.0:8081"]);
  const stages = [...IMAGE.matchAll(/^FROM (\S+)/gm)];
  assert.ok(IMAGE.lastIndexOf("USER ") > IMAGE.lastIndexOf("FROM "), "in the stage that runs");
  assert.ok(
    stages.every(([, image = ""]) => /:([\d.]+-)?bookworm/.test(image)),
    "each at a version",
  );
});

test("no secret and nothing that is made gets into the image's build", () => {
  const left = read(".dockerignore").split("\n");
  for (const kept of [".git", ".data", "**/*.key", "**/*.db", "**/node_modules", "**/target", "dist"]) {
    assert.ok(left.includes(kept), kept);
  }
});

test("the image is built with the Rust that the workspace asks for, or a newer one", () => {
  const [, asked = ""] = read("Cargo.toml").match(/^rust-version = "1\.(\d+)"/m) ?? [];
  const [, used = ""] = IMAGE.match(/^FROM rust:1\.(\d+)/m) ?? [];
  assert.ok(Number(used) >= Number(asked), `1.${used} for 1.${asked}`);
});

test("the unit waits longer for its end than the gateway waits for a charge", () => {
  const [, grace = ""] =
    read("crates/gateway/src/server.rs").match(/const GRACE: Duration = Duration::from_secs\((\d+)\)/) ?? [];
  assert.ok(Number(values("TimeoutStopSec")[0]) > Number(grace) + 5);
  assert.deepEqual(values("Type"), ["notify"]);
});

test("every secret that the unit hands over is read by its setting", () => {
  const loaded = values("LoadCredential").map((value) => value.split(":")[0]);
  const read = values("Environment").map((value) => /^CARRIER_CHECKOUT_\w+_FILE=%d\/(.+)$/.exec(value)?.[1]);
  assert.ok(loaded.length > 0);
  assert.deepEqual(read, loaded);
});

test("systemd understands the unit", { skip: which("systemd-analyze") === undefined && "no systemd here" }, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "carrier-checkout-unit-"));
  try {
    const unit = path.join(folder, "carrier-checkout.service");
    // The command is not installed here.
    writeFileSync(unit, UNIT.replace("/usr/local/bin/carrier-checkout", process.execPath));
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", unit], { encoding: "utf8" });
    const ours = stderr.split("\n").filter((line) => line.includes("carrier-checkout.service"));
    assert.deepEqual([status, ours], [0, []], stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
