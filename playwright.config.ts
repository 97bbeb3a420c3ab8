import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/setup/browser.mjs";
import type { ServerOptions } from "./tests/e2e/support/servers.ts";

const executablePath = findChromium();

export default defineConfig<object, ServerOptions>({
  testDir: "tests/e2e",
  outputDir: "test-results",
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  // Once, on machines that others use too; what needed it is named as flaky below the sums (scripts/tests/counts.mjs).
  retries: process.env.CI === undefined ? 0 : 1,
  // Each worker has a browser and three servers of its own.
  workers: 2,
  // Generous: a busy machine is slow, and only a failure waits so long.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    locale: "ko-KR",
    timezoneId: "Asia/Seoul",
    screenshot: "only-on-failure",
    // Traces slow every test down; ask for them with `npm run test:e2e -- --trace on`.
    trace: "off",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
