// `npm run build`: dist/, from nothing.

import { command } from "./command.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { buildPrograms, ensureRust } from "./setup/rust.mjs";

await command(async () => {
  await ensurePackages();
  await ensureRust();
  await buildPrograms();
  const { buildDist } = await import("./build/dist.mjs");
  await buildDist();
});
