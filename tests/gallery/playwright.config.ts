import { defineConfig } from "@playwright/test";
import config from "../../playwright.config.ts";
import { findChromium } from "../../scripts/setup/browser.mjs";

const executablePath = findChromium();

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results/gallery",
  snapshotPathTemplate: "{testDir}/{arg}{ext}",
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  retries: config.retries ?? 0,
  workers: 2,
  // Generous: a busy machine is slow, and only a failure waits so long.
  timeout: 300_000,
  reporter: "list",
  use: {
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
    },
  },
});
