// `npm run release`: keeps the loader of this version in www/releases, where the gateway serves it for ever, and prints the
// tag by which a page pins it. With `-- --check` nothing is kept: it fails when this version was released with another loader.

import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { command, say } from "./command.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { inRoot } from "./workspace.mjs";

await command(async () => {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean", default: false },
      gateway: { type: "string", default: "https://gateway.example" },
    },
  });
  await ensurePackages();
  const { bundlePinned } = await import("./build/scripts-and-styles.mjs");
  const { RELEASES, keep, kept, tag } = await import("./release/releases.mjs");
  const { version } = JSON.parse(await readFile(inRoot("package.json"), "utf8"));
  await keep(RELEASES, version, await bundlePinned(), { dry: values.check });
  for (const release of await kept(RELEASES)) say(`${release.version}  ${tag(release, values.gateway)}`);
});
