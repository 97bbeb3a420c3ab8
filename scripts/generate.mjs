// `npm run generate`: files that are made from other files. With `-- --check` it changes
// nothing and fails when one of them is stale.

import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { command, say, Trouble } from "./command.mjs";
import { output } from "./programs.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { ensureRust } from "./setup/rust.mjs";
import { inRoot } from "./workspace.mjs";

const TYPESCRIPT = "www/sdk/src/protocol.ts";

await command(async () => {
  const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
  await ensurePackages();
  await ensureRust();
  const wanted = await typescript();
  const there = await readFile(inRoot(TYPESCRIPT), "utf8").catch(() => "");
  if (wanted === there) return say(`${TYPESCRIPT} is up to date`);
  if (values.check) throw new Trouble(`${TYPESCRIPT} is stale: run \`npm run generate\` and commit it`);
  await writeFile(inRoot(TYPESCRIPT), wanted);
  say(`Wrote ${TYPESCRIPT}`);
});

/** The protocol crate's types, as it declares them itself, in the house's shape. */
async function typescript() {
  const example = ["-p", "carrier-checkout-protocol", "--features", "typescript", "--example", "typescript"];
  const declared = await output("cargo", ["run", "--quiet", ...example]);
  const biome = inRoot("node_modules", ".bin", "biome");
  return output(biome, ["format", `--stdin-file-path=${TYPESCRIPT}`], { input: declared });
}
