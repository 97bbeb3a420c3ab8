// The JavaScript that wasm-bindgen writes, made small.

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { minify } from "../build/scripts-and-styles.mjs";
import { withShortModule } from "./short-names.mjs";

/**
 * The glue without what nobody calls, and with the short names.
 * @param {string} file the one that wasm-bindgen wrote
 * @param {import("../wasm/short-names.mjs").Names} names
 */
export async function smallGlue(file, names) {
  const glue = await readFile(file, "utf8");
  const called = ["default", ...[...glue.matchAll(/^export function (\w+)/gm)].map(([, name]) => name)];
  await writeFile(file, withShortModule(glue));
  const contents = `export { ${called.join(", ")} } from "./${path.basename(file)}";`;
  return minify(file, {
    entryPoints: [],
    stdin: { contents, resolveDir: path.dirname(file) },
    bundle: true,
    format: "esm",
    mangleProps: new RegExp(`^(${Object.keys(names).join("|")})$`),
    mangleCache: names,
  });
}
