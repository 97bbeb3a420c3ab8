import config from "../../playwright.config.ts";

// One worker: all documents have one gateway, and what a merchant's server hears is its own.
export default {
  ...config,
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../../test-results/docs",
  workers: 1,
  fullyParallel: false,
};
