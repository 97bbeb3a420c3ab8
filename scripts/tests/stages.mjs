// The kinds of tests, cheap ones first. Each shows its runner's own output.

import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { buildPackage } from "../build/npm.mjs";
import { writePages } from "../gallery/pages.mjs";
import { watch } from "../programs.mjs";
import { ensurePackages } from "../setup/packages.mjs";
import { ensurePostgres } from "../setup/postgres.mjs";
import { ensurePython } from "../setup/python.mjs";
import { CACHE, inRoot, NATIVE } from "../workspace.mjs";
import { testContract } from "./contract.mjs";
import { add, fromCargo, fromPlaywright, NONE, ofStage } from "./counts.mjs";
import { testEngines } from "./engines.mjs";
import { prepareExamples } from "./examples.mjs";
import { prepareMerchant } from "./npm.mjs";
import { runNode, runWasmPack } from "./runners.mjs";

/** @typedef {import("./counts.mjs").Counts} Counts */
/** @typedef {import("../setup/browser.mjs").Browser} Browser */
/** @typedef {{ needs: ("programs" | "dist" | "browser")[], run: (args: string[], browser: Browser | undefined) => Promise<Counts> }} Stage */

/** @type {Record<string, Stage>} */
export const STAGES = {
  rust: { needs: ["programs"], run: rust },
  sdk: { needs: [], run: sdk },
  package: { needs: [], run: repository },
  contract: { needs: ["programs", "dist"], run: testContract },
  web: { needs: ["programs", "browser"], run: web },
  camara: { needs: ["programs", "dist"], run: camara },
  npm: { needs: ["programs", "dist", "browser"], run: npm },
  examples: { needs: ["programs", "dist", "browser"], run: examples },
  gallery: { needs: ["programs", "dist", "browser"], run: gallery },
  docs: { needs: ["programs", "dist", "browser"], run: docs },
  e2e: { needs: ["programs", "dist", "browser"], run: e2e },
  engines: { needs: ["programs", "dist"], run: testEngines },
};

/**
 * The gateway's tests run on SQLite with all the others, and then once more on PostgreSQL.
 * @param {string[]} args
 */
async function rust(args) {
  const { code, text } = await watch("cargo", ["test", ...NATIVE, "--no-fail-fast", ...args]);
  const counts = ofStage(fromCargo(text), code);
  if (args.length > 0 || !(await ensurePostgres())) return counts;
  const env = { ...process.env, CARRIER_CHECKOUT_TEST_DATABASE: "postgres" };
  const gateway = ["test", ...NATIVE, "--test", "gateway", "--", "--include-ignored"];
  const shared = await watch("cargo", gateway, { env });
  return add(counts, ofStage(fromCargo(shared.text), shared.code));
}

/**
 * The loader's tests are TypeScript: bundled first, then run by Node itself.
 * @param {string[]} args
 */
async function sdk(args) {
  const { build } = await import("esbuild");
  const out = path.join(CACHE, "sdk-tests");
  await rm(out, { recursive: true, force: true });
  await build({
    entryPoints: await testFiles(inRoot("www", "sdk", "test"), ".test.ts"),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
  });
  return runNode(["--enable-source-maps", ...args, ...(await testFiles(out, ".test.mjs"))]);
}

/**
 * What must hold for the repository itself.
 * @param {string[]} args
 */
async function repository(args) {
  return runNode([...args, ...(await testFiles(inRoot("tests", "package"), ".test.mjs"))]);
}

/**
 * The widget in a browser, without servers.
 * @param {string[]} args
 * @param {Browser | undefined} browser
 */
async function web(args, browser) {
  const driver = browser === undefined ? [] : ["--chromedriver", browser.chromedriver];
  return runWasmPack(["--chrome", ...driver, ...args]);
}

/**
 * Every state of the window, as the gateway renders it.
 * @param {string[]} args
 * @param {Browser | undefined} browser
 */
async function gallery(args, browser) {
  await writePages();
  return playwright(["--config", inRoot("tests", "gallery", "playwright.config.ts"), ...args], browser);
}

/**
 * The gateway against a mock that is made from the carriers' OpenAPI files.
 * @param {string[]} args
 */
async function camara(args) {
  const folder = inRoot("tests", "camara");
  await ensurePackages(folder, "the mock of the carriers' APIs");
  return runNode([...args, path.join(folder, "prism.test.mjs")]);
}

/**
 * The npm package, in a merchant's project that has installed its tarball.
 * @param {string[]} args
 * @param {Browser | undefined} browser
 */
async function npm(args, browser) {
  const folder = inRoot("tests", "npm");
  await prepareMerchant(folder);
  const files = (await readdir(folder)).filter((name) => name.endsWith(".test.mjs"));
  const without = await runNode(files.map((name) => path.join(folder, name)));
  const pages = await playwright(["--config", path.join(folder, "playwright.config.ts"), ...args], browser);
  return add(without, pages);
}

/**
 * One journey through every shop below examples/.
 * @param {string[]} args
 * @param {Browser | undefined} browser
 */
async function examples(args, browser) {
  await prepareExamples();
  return playwright(["--config", inRoot("tests", "examples", "playwright.config.ts"), ...args], browser);
}

/**
 * Journeys in a browser against the real servers.
 * @param {string[]} args
 * @param {Browser | undefined} browser
 */
async function e2e(args, browser) {
  return playwright(args, browser);
}

/**
 * Every snippet of the documents.
 * @param {string[]} args
 * @param {Browser | undefined} browser
 */
async function docs(args, browser) {
  const folder = inRoot("tests", "docs");
  await ensurePackages(folder, "what the documents' snippets need");
  await ensurePython(path.join(folder, "requirements.txt"));
  await buildPackage();
  return playwright(["--config", path.join(folder, "playwright.config.ts"), ...args], browser);
}

/**
 * @param {string[]} args
 * @param {Browser | undefined} browser
 */
async function playwright(args, browser) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-tests-"));
  const report = path.join(folder, "report.json");
  try {
    const cli = inRoot("node_modules", "@playwright", "test", "cli.js");
    const env = { ...process.env, CHROMIUM: browser?.chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const { code } = await watch(process.execPath, [cli, "test", "--reporter=list,json", ...args], { env });
    const text = await readFile(report, "utf8").catch(() => undefined);
    const counts = text === undefined ? NONE : fromPlaywright(JSON.parse(text));
    return ofStage(counts, code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} directory
 * @param {string} ending
 */
async function testFiles(directory, ending) {
  const names = await readdir(directory, { recursive: true }).catch(() => []);
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => path.join(directory, name));
}
