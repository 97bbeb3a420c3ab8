import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { documents, files, manifest, ROOT, read } from "./repository.mjs";

const present = new Set(files());
const folders = new Set([...present].flatMap(parents));

for (const document of documents()) {
  test(`every path that ${document} names exists`, () => {
    const missing = [...namedPaths(document), ...linkedPaths(document)].filter((named) => !exists(named));
    assert.deepEqual(missing, []);
  });

  test(`every command that ${document} names exists`, () => {
    const { scripts } = manifest();
    const named = [...read(document).matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map(([, name]) => name ?? "");
    assert.deepEqual(
      named.filter((name) => !(name in scripts)),
      [],
    );
  });
}

test("the two commands that everything begins with exist", () => {
  const { scripts } = manifest();
  assert.ok(scripts.start);
  assert.ok(scripts.test);
});

/**
 * Paths in code marks, such as `crates/protocol` or `Cargo.toml`: a word with a slash that
 * begins in one of our folders, or a file name that stands at the root.
 * @param {string} document
 */
function namedPaths(document) {
  const words = [...read(document).matchAll(/`([^`\n]+)`/g)].flatMap(([, code]) => (code ?? "").split(/[\s()]+/));
  return words.map((word) => word.replace(/^\.\//, "").replace(/[:,;.]+$/, "")).filter(isOurs);
}

/** @param {string} word */
function isOurs(word) {
  if (!/^[\w.@*{},-]+(\/[\w.@*{},-]*)*$/.test(word)) return false;
  const [first = "", ...rest] = word.split("/");
  if (rest.length === 0) return /^(README|ARCHITECTURE|CONTRIBUTING|CHANGELOG|SECURITY|LICENSE)\b/.test(word);
  return folders.has(first) && !isIgnored(word);
}

/**
 * Links to files, from where the document is.
 * @param {string} document
 */
function linkedPaths(document) {
  const targets = [...read(document).matchAll(/\]\(([^)\s]+)\)|^\s*\[[^\]]+\]:\s+(\S+)/gm)];
  return targets
    .map(([, inline, reference]) => (inline ?? reference ?? "").replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z][a-z+.-]*:/.test(target))
    .map((target) => path.posix.normalize(path.posix.join(path.posix.dirname(document), decodeURI(target))));
}

/** @param {string} named */
function exists(named) {
  const plain = named.replace(/\/$/, "");
  if (present.has(plain) || folders.has(plain)) return true;
  const pattern = new RegExp(
    `^${plain
      .split(/(\*\*?|\{[^}]*\})/)
      .map(toPattern)
      .join("")}$`,
  );
  return /[*{]/.test(plain) && [...present, ...folders].some((file) => pattern.test(file));
}

/** @param {string} part */
function toPattern(part) {
  if (part === "**") return ".*";
  if (part === "*") return "[^/]*";
  if (part.startsWith("{")) return `(${part.slice(1, -1).split(",").map(escaped).join("|")})`;
  return escaped(part);
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[.+^$()|[\]\\?]/g, "\\$&");
}

/**
 * What is made and not kept, such as `dist/manifest.json`.
 * @param {string} word
 */
function isIgnored(word) {
  try {
    execFileSync("git", ["check-ignore", "-q", word], { cwd: ROOT });
    return true;
  } catch {
    return false;
  }
}

/** @param {string} file */
function parents(file) {
  const parts = file.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
