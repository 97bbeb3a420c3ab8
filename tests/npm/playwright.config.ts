import config from "../../playwright.config.ts";

export default { ...config, testDir: ".", testMatch: "*.spec.ts", outputDir: "../../test-results/npm" };
