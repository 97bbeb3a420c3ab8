import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { bundlePinned } from "../../scripts/build/scripts-and-styles.mjs";
import { integrity, keep, kept, RELEASES, tag } from "../../scripts/release/releases.mjs";
import { ROOT } from "./repository.mjs";

/** @param {(folder: string) => Promise<void>} use */
async function withFolder(use) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-releases-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test("what pages have pinned stays what it was", () =>
  withFolder(async (folder) => {
    const [one, other] = [Buffer.from("one"), Buffer.from("other")];
    assert.deepEqual(await kept(path.join(folder, "none")), []);
    await keep(folder, "0.10.0", one);
    await keep(folder, "0.10.0", one);
    await keep(folder, "0.9.0", other);
    await keep(folder, "1.0.0", other, { dry: true });
    await writeFile(path.join(folder, "README.md"), "not a release");
    await assert.rejects(keep(folder, "0.10.0", other), /0\.10\.0 was released with another loader/);
    const releases = await kept(folder);
    assert.deepEqual(
      releases.map(({ version, content }) => [version, String(content)]),
      [
        ["0.9.0", "other"],
        ["0.10.0", "one"],
      ],
    );
  }));

test("the tag names the hash of the very bytes", () => {
  const content = Buffer.from("alert('Hello, world.');");
  // As the specification of Subresource Integrity has it for this script.
  const hash = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
  assert.equal(integrity(content), hash);
  assert.equal(
    tag({ version: "1.2.3", content }, "https://pay.example"),
    `<script async src="https://pay.example/releases/1.2.3/checkout.js" integrity="${hash}" crossorigin></script>`,
  );
});

test("a pinned loader is one file: a hash says nothing of what a script fetches later", async () => {
  const loader = Buffer.from(await bundlePinned()).toString();
  assert.doesNotMatch(loader, /\bimport\s*\(|\bimport\b[^(]*["']|\.src\s*=\s*["'`]?\/assets/);
});

test("the command prints what is kept, and would keep this version", async () => {
  const { stdout } = await promisify(execFile)("node", ["scripts/release.mjs", "--check"], { cwd: ROOT });
  const lines = stdout.split("\n").filter((line) => line.includes("integrity="));
  const releases = await kept(RELEASES);
  assert.equal(lines.length, releases.length);
  for (const [at, { version, content }] of releases.entries()) {
    const hash = createHash("sha384").update(content).digest("base64");
    assert.ok(lines[at]?.startsWith(`${version}  <script`) && lines[at]?.includes(`"sha384-${hash}"`), lines[at]);
  }
});

test("a version that was released with another loader is not released again", () =>
  withFolder(async (folder) => {
    const loader = await bundlePinned();
    await keep(folder, "0.1.0", loader);
    const file = path.join(folder, "0.1.0", "checkout.js");
    await writeFile(file, `${await readFile(file, "utf8")};`);
    await assert.rejects(keep(folder, "0.1.0", loader, { dry: true }), /another version/);
  }));
