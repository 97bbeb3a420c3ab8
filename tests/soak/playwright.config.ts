import config from "../../playwright.config.ts";

// One browser and one gateway for as long as it takes; nothing is tried a second time.
export default {
  ...config,
  testDir: ".",
  outputDir: "../../test-results/soak",
  workers: 1,
  retries: 0,
  timeout: 0,
};
