// One gateway for all documents, and the tools that their snippets install.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { test as base } from "@playwright/test";
import { publishReleases } from "../../scripts/build/dist.mjs";
import { bundlePinned } from "../../scripts/build/scripts-and-styles.mjs";
import { integrity } from "../../scripts/release/releases.mjs";
import { ensurePython } from "../../scripts/setup/python.mjs";
import { inRoot } from "../../scripts/workspace.mjs";
import { type Servers, withServers } from "../e2e/support/servers.ts";

/** The release that the documents pin: that of this version, whether it was released or not. */
const VERSION = "0.1.0";

export interface World extends Servers {
  /** What a page says of the pinned loader. */
  readonly integrity: string;
  /** The Python that has the packages. */
  readonly python: string;
}

export const test = base.extend<object, { world: World }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright asks for a pattern.
    async ({}, use) => {
      const dist = mkdtempSync(path.join(os.tmpdir(), "carrier-checkout-dist-"));
      try {
        const content = await bundlePinned();
        cpSync(inRoot("dist"), dist, { recursive: true });
        await publishReleases(dist, [{ version: VERSION, content }]);
        const python = await ensurePython(inRoot("tests", "docs", "requirements.txt"));
        // The shop's place is left to the documents' servers, as by `npm start -- --without-shop`.
        const env = { CARRIER_CHECKOUT_ASSETS: dist };
        await withServers(env, (servers) => use({ ...servers, integrity: integrity(content), python }), null);
      } finally {
        rmSync(dist, { recursive: true, force: true });
      }
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

export { expect } from "@playwright/test";
