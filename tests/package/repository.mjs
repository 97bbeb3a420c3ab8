// The repository's own files, as Git has them.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** Every file that is or will be committed, as a path from the root. */
export function files() {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const listed = execFileSync("git", args, { cwd: ROOT, encoding: "utf8", maxBuffer: 1 << 26 });
  return listed.split("\0").filter((file) => file !== "" && existsSync(path.join(ROOT, file)));
}

/** The documents: Markdown at the root, below docs/ and below examples/. */
export const documents = () => files().filter((file) => /^((docs|examples)\/.*|[^/]+)\.md$/.test(file));

/** @param {string} file */
export const read = (file) => readFileSync(path.join(ROOT, file), "utf8");

/** @returns {{ scripts: Record<string, string>, private: boolean, engines: Record<string, string>, devDependencies: Record<string, string>, license: string, name: string }} */
export const manifest = () => JSON.parse(read("package.json"));
