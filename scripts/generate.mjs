// `npm run generate`: files that are made from other files. With `-- --check` it changes
// nothing and fails when one of them is stale.

import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { command, say, Trouble } from "./command.mjs";
import { output } from "./programs.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { ensureRust } from "./setup/rust.mjs";
import { inRoot, LAWS } from "./workspace.mjs";

/** What is made, and the example that declares it. */
const MADE = {
  "www/sdk/src/protocol.ts": ["-p", "carrier-checkout-protocol", "--features", "typescript", "--example", "typescript"],
  "www/sdk/src/texts.ts": ["-p", "carrier-checkout-gateway", "--example", "texts"],
  "www/sdk/src/more/texts.ts": ["-p", "carrier-checkout-gateway", "--example", "texts", "--", "more"],
  "www/frame/later/texts.ts": ["-p", "carrier-checkout-gateway", "--example", "texts", "--", "later"],
  "docs/errors.md": ["-p", "carrier-checkout-gateway", "--example", "errors"],
  "tests/web/kept.json": [...LAWS, "--example", "kept"],
};

await command(async () => {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  await ensurePackages();
  await ensureRust();
  for (const [file, example] of Object.entries(MADE)) {
    const made = await output("cargo", ["run", "--quiet", ...example]);
    await keep(file, /\.(ts|json)$/.test(file) ? await formatted(file, made) : made, values.check);
  }
  // Not before the packages are there.
  const { componentStyle } = await import("./build/component-style.mjs");
  await keep("src/component/window.css", await componentStyle(), values.check);
});

/**
 * @param {string} file
 * @param {string} wanted
 * @param {boolean} check
 */
async function keep(file, wanted, check) {
  const there = await readFile(inRoot(file), "utf8").catch(() => "");
  if (wanted === there) return say(`${file} is up to date`);
  if (check) throw new Trouble(`${file} is stale: run \`npm run generate\` and commit it`);
  await writeFile(inRoot(file), wanted);
  say(`Wrote ${file}`);
}

/**
 * In the house's shape.
 * @param {string} file
 * @param {string} input
 */
async function formatted(file, input) {
  const biome = inRoot("node_modules", ".bin", "biome");
  return output(biome, ["format", `--stdin-file-path=${file}`], { input });
}
