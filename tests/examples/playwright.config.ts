import { defineConfig } from "@playwright/test";
import config from "../../playwright.config.ts";
import type { ExampleOptions } from "./support/test.ts";

/** One journey, the same for every shop. */
export default defineConfig<object, ExampleOptions>(config, {
  testDir: ".",
  outputDir: "../../test-results/examples",
  projects: [
    { name: "shop", use: { example: "shop" } },
    { name: "node", use: { example: "node" } },
    { name: "react", use: { example: "react" } },
    { name: "fastapi", use: { example: "fastapi" } },
  ],
});
