// dist-npm/: the package that merchants install, as it is published.

import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { output, run } from "../programs.mjs";
import { CACHE, inRoot } from "../workspace.mjs";
import { BROWSERS } from "./scripts-and-styles.mjs";

const OUT = inRoot("dist-npm");
const SOURCES = inRoot("www", "sdk", "src");
// Apart from the sources, which esbuild would otherwise bundle by this manifest elsewhere, too.
const MANIFEST = inRoot("www", "sdk", "npm");
const TYPES = path.join(CACHE, "npm-types");
const ENTRIES = ["index", "react"];

/** Builds the package, from nothing; says where it is. */
export async function buildPackage() {
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  await Promise.all([scripts(), declarations(), texts()]);
  return OUT;
}

/**
 * The tarball of what has been built, in the same folder.
 * @param {string} folder
 */
export async function packPackage(folder) {
  const name = await output("npm", ["pack", folder, "--pack-destination", folder, "--silent"]);
  return path.join(folder, name.trim());
}

/** Readable: whoever bundles it makes it small. The second entry imports the first, which has to be there once. */
async function scripts() {
  await build({
    entryPoints: ENTRIES.map((name) => path.join(SOURCES, `${name}.ts`)),
    outdir: OUT,
    bundle: true,
    format: "esm",
    target: BROWSERS,
    external: ["react", "./index.js"],
    charset: "utf8",
    logLevel: "warning",
  });
  // Where components are rendered on a server, this one still is the browser's.
  const react = path.join(OUT, "react.js");
  await writeFile(react, `"use client";\n${await readFile(react, "utf8")}`);
}

/** The declarations that the entries lead to, with the endings that Node's own resolution wants. */
async function declarations() {
  await rm(TYPES, { recursive: true, force: true });
  const tsc = inRoot("node_modules", ".bin", "tsc");
  const emit = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly"];
  await run(tsc, ["-p", MANIFEST, ...emit, "--outDir", TYPES]);
  /** @type {Set<string>} */
  const wanted = new Set(ENTRIES);
  // What is added on the way is visited, too.
  for (const name of wanted) {
    const text = await readFile(path.join(TYPES, `${name}.d.ts`), "utf8");
    for (const [, other = ""] of text.matchAll(LOCAL)) wanted.add(other);
    await writeFile(path.join(OUT, `${name}.d.ts`), text.replace(LOCAL, '"./$1.js"'));
  }
}

const LOCAL = /"\.\/([\w-]+)(?:\.js)?"(?=[;)])/g;

async function texts() {
  const { private: _, ...manifest } = JSON.parse(await readFile(path.join(MANIFEST, "package.json"), "utf8"));
  const { version } = JSON.parse(await readFile(inRoot("package.json"), "utf8"));
  const { name, ...others } = manifest;
  await writeFile(path.join(OUT, "package.json"), `${JSON.stringify({ name, version, ...others }, null, 2)}\n`);
  await copyFile(path.join(MANIFEST, "README.md"), path.join(OUT, "README.md"));
  const licences = (await readdir(inRoot())).filter((file) => file.startsWith("LICENSE-"));
  for (const file of licences) await copyFile(inRoot(file), path.join(OUT, file));
}
