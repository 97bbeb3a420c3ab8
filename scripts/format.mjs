// `npm run format`: Rust, TypeScript, CSS and JSON in the house's shape.

import { command } from "./command.mjs";
import { run } from "./programs.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { inRoot } from "./workspace.mjs";

await command(async () => {
  await ensurePackages();
  await run("cargo", ["fmt", "--all"]);
  await run("cargo", ["fmt", "--manifest-path", "fuzz/Cargo.toml"]);
  await run(inRoot("node_modules", ".bin", "biome"), ["check", "--write"]);
});
