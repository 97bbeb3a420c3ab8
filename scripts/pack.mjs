// `npm run pack`: dist-npm/ and, in it, the tarball that `npm publish` takes.

import { command, say } from "./command.mjs";
import { ensurePackages } from "./setup/packages.mjs";

await command(async () => {
  await ensurePackages();
  const { buildPackage, packPackage } = await import("./build/npm.mjs");
  say(`Packed ${await packPackage(await buildPackage())}`);
});
