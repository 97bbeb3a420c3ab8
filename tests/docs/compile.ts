// What is written in TypeScript compiles against the package that merchants install.

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CACHE, inRoot } from "../../scripts/workspace.mjs";
import { type Block, placeOf } from "./blocks.ts";

/** What the compiler says; nothing where it is content. */
export function complaintsAbout(blocks: Block[]): string {
  const folder = path.join(CACHE, "docs-types");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = blocks.map((block) => `${placeOf(block).replace(/\W+/g, "-")}.${block.language}`);
  for (const [at, { code }] of blocks.entries()) writeFileSync(path.join(folder, files[at] ?? ""), code);
  const compilerOptions = {
    target: "es2022",
    module: "esnext",
    moduleResolution: "bundler",
    lib: ["es2022", "dom", "dom.iterable"],
    jsx: "react-jsx",
    types: [],
    strict: true,
    noEmit: true,
    paths: {
      "carrier-checkout": [inRoot("dist-npm", "index.d.ts")],
      "carrier-checkout/react": [inRoot("dist-npm", "react.d.ts")],
    },
  };
  const config = path.join(folder, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  try {
    execFileSync(inRoot("node_modules", ".bin", "tsc"), ["--pretty", "false", "-p", config], { encoding: "utf8" });
    return "";
  } catch (error) {
    return String(Object(error).stdout);
  }
}
