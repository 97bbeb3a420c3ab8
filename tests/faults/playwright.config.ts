import { defineConfig } from "@playwright/test";
import config from "../../playwright.config.ts";

/** Journeys with a fault on their way. Most of their time is waiting for the end of somebody's patience. */
export default defineConfig(config, {
  testDir: ".",
  outputDir: "../../test-results/faults",
  // What fails once has failed.
  retries: 0,
  workers: 10,
  timeout: 600_000,
});
