// Where things are in the repository.

import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Cargo's target directory. */
export const TARGET = path.resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target");

/** What is made from npm packages and can be made again. */
export const CACHE = path.join(ROOT, "node_modules", ".cache", "carrier-checkout");

/** The crates that are built for the machine itself: all but the widget, which is Wasm. */
export const NATIVE = ["--workspace", "--exclude", "carrier-checkout"];

/** The laws of fuzz/, a workspace of its own, without what looks for inputs that break them. */
export const LAWS = [
  ...["--manifest-path", path.join("fuzz", "Cargo.toml")],
  ...["--target-dir", path.join(TARGET, "fuzz-laws"), "--no-default-features"],
];

/**
 * A path in the repository.
 * @param {string[]} parts
 */
export const inRoot = (...parts) => path.join(ROOT, ...parts);

/**
 * A program that Cargo built: with the dev profile, if `PROGRAMS` does not name another.
 * @param {string} name
 */
export const program = (name) => path.join(TARGET, process.env.PROGRAMS ?? "debug", name);
