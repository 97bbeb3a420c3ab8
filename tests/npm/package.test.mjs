// The package where there is no browser: in Node, for compilers, and as registries see it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompressSync } from "node:zlib";
import { transform } from "esbuild";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.dirname(path.dirname(HERE));
const MERCHANT = path.join(HERE, "merchant");
const INSTALLED = path.join(MERCHANT, "node_modules", "carrier-checkout");
const [TARBALL = ""] = readdirSync(path.join(ROOT, "dist-npm")).filter((name) => name.endsWith(".tgz"));
const packed = JSON.parse(readFileSync(path.join(INSTALLED, "package.json"), "utf8"));

/**
 * Runs a script of Node in the merchant's project; says what it wrote, also when it failed.
 * @param {string[]} args
 */
async function node(...args) {
  /** @type {{ stdout: string, stderr: string, code?: number }} */
  const {
    code = 0,
    stdout,
    stderr,
  } = await promisify(execFile)(process.execPath, args, {
    cwd: MERCHANT,
    env: { ...process.env, FORCE_COLOR: "0" },
  }).catch((error) => error);
  return { code, text: stdout + stderr };
}

/** @param {string} script */
const module = (script) => node("--input-type=module", "--eval", script);

test("in Node it is imported without a trace, and there is no checkout", async () => {
  const { code, text } = await module(`
    const before = JSON.stringify(Reflect.ownKeys(globalThis).map(String));
    const { load } = await import("carrier-checkout");
    const given = await Promise.all([load("https://gateway.example"), load("no address")]);
    console.log(before === JSON.stringify(Reflect.ownKeys(globalThis).map(String)), given);
  `);
  assert.deepEqual([code, text.trim()], [0, "true [ null, null ]"]);
});

test("on a server React writes the bare element, with what stands in it", async () => {
  const { code, text } = await module(`
    import { CarrierCheckout } from "carrier-checkout/react";
    import { createElement } from "react";
    import { renderToString } from "react-dom/server";
    const props = { gateway: "https://gateway.example", session: "cs_1", confirmUrl: "/confirm", className: "till" };
    console.log(renderToString(createElement(CarrierCheckout, props, createElement("iframe", { title: "결제" }))));
  `);
  const html =
    '<carrier-checkout session="cs_1" confirm-url="/confirm" class="till"><iframe title="결제"></iframe></carrier-checkout>';
  assert.deepEqual([code, text.trim()], [0, html]);
});

// What the documents show is compiled, too.
const SNIPPETS = ["docs/npm.md", "www/sdk/npm/README.md"].flatMap((document) => {
  const blocks = readFileSync(path.join(ROOT, document), "utf8").matchAll(/^```(tsx?)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, kind, code = ""], at) => {
    const file = `${document.replace(/\W/g, "-")}-${at}.${kind}`;
    writeFileSync(path.join(MERCHANT, "types", file), code);
    return file;
  });
});
assert.ok(SNIPPETS.length > 0);
const EVERYTHING = ["page.ts", "react.tsx", "../page/main.ts", "../react/main.tsx", ...SNIPPETS];

/** @type {Record<string, string | undefined>} */
const COMPILERS = { 4.7: "typescript-4.7", "5.0": "typescript-5.0", current: undefined };

/**
 * @param {string} version
 * @param {string} resolution
 * @param {string[]} files
 */
function compiles(version, resolution, files) {
  test(`TypeScript ${version} finds the types by "${resolution}" in ${files.length} files`, async () => {
    const alias = COMPILERS[version];
    const home =
      alias === undefined ? path.join(ROOT, "node_modules", "typescript") : path.join(HERE, "node_modules", alias);
    const config = path.join(MERCHANT, "types", `tsconfig.${version}.${resolution}.json`);
    const options = {
      target: "es2022",
      module: resolution === "bundler" ? "esnext" : resolution,
      moduleResolution: resolution,
      lib: ["es2022", "dom", "dom.iterable"],
      jsx: "react-jsx",
      types: [],
      skipDefaultLibCheck: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
    };
    writeFileSync(config, JSON.stringify({ compilerOptions: options, files }));
    const { code, text } = await node(path.join(home, "bin", "tsc"), "--pretty", "false", "-p", config);
    assert.deepEqual([code, text], [0, ""]);
  });
}

describe("compilers", { concurrency: 2 }, () => {
  // React's own types need a newer one.
  compiles("4.7", "node16", ["page.ts"]);
  compiles("5.0", "bundler", EVERYTHING);
  compiles("current", "nodenext", EVERYTHING);
  compiles("current", "bundler", EVERYTHING);
});

test("publint has nothing to say", async () => {
  const { code, text } = await node(tool("publint", "src/cli.js"), INSTALLED, "--strict", "--pack", "false");
  assert.equal(code, 0, text);
  assert.match(text, /All good!/);
});

test("are the types wrong? They are not; CommonJS imports the package as it does all ESM", async () => {
  const tarball = path.join(ROOT, "dist-npm", TARBALL);
  const { code, text } = await node(
    tool("@arethetypeswrong/cli", "dist/index.js"),
    tarball,
    "--ignore-rules",
    "cjs-resolves-to-esm",
  );
  assert.equal(code, 0, text);
  assert.match(text, /carrier-checkout\/react/);
});

test("the package is of this version, brings no other packages, and holds its licences and nothing of ours", () => {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
  const workspace = readFileSync(path.join(ROOT, "Cargo.toml"), "utf8").match(/^version = "([^"]+)"/m)?.[1];
  assert.deepEqual([packed.version, packed.version], [version, workspace]);
  assert.deepEqual([packed.dependencies, packed.private, packed.scripts], [undefined, undefined, undefined]);
  const others = readdirSync(INSTALLED).filter((name) => !name.endsWith(".d.ts"));
  assert.deepEqual(others.sort(), [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "index.js",
    "package.json",
    "react.js",
  ]);
});

test("a page that is built grows by less than 1000 bytes", async () => {
  const script = readFileSync(path.join(INSTALLED, "index.js"), "utf8");
  const { code } = await transform(script, { minify: true, format: "esm" });
  const { length } = brotliCompressSync(code);
  assert.ok(length < 1000, `${length} bytes`);
});

/**
 * A command of a package, whose `exports` may not name it.
 * @param {string} name
 * @param {string} file
 */
function tool(name, file) {
  return path.join(HERE, "node_modules", ...name.split("/"), ...file.split("/"));
}
