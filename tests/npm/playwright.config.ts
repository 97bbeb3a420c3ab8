import config from "../../playwright.config.ts";

export default { ...config, testDir: ".", testIgnore: "merchant/**", outputDir: "../../test-results/npm" };
