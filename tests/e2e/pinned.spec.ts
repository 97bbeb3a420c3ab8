// A page that names the hash of a released loader gets that loader and no other.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { publishReleases } from "../../scripts/build/dist.mjs";
import { bundlePinned } from "../../scripts/build/scripts-and-styles.mjs";
import { kept, RELEASES, tag } from "../../scripts/release/releases.mjs";
import { inRoot } from "../../scripts/workspace.mjs";
import { actAsBackend } from "./support/backend.ts";
import { Checkout, newNumber } from "./support/checkout.ts";
import { MerchantPage, newSession } from "./support/embedding.ts";
import { Phone } from "./support/sandbox.ts";
import { withServers } from "./support/servers.ts";
import { expect, test } from "./support/test.ts";

const CHANGED = "0.0.0-changed";

test("every released loader pays at today's gateway, and a changed one does not run", async ({ page, playwright }) => {
  const dist = mkdtempSync(path.join(os.tmpdir(), "carrier-checkout-dist-"));
  try {
    cpSync(inRoot("dist"), dist, { recursive: true });
    const next = { version: "0.0.0-next", content: await bundlePinned() };
    const changed = { version: CHANGED, content: next.content };
    const releases = [...(await kept(RELEASES)), next];
    await publishReleases(dist, [...releases, changed]);
    const file = path.join(dist, "releases", CHANGED, "checkout.js");
    writeFileSync(file, `${Buffer.from(changed.content)};document.title = "changed"`);
    rmSync(`${file}.br`);
    await withServers({ CARRIER_CHECKOUT_ASSETS: dist }, async (servers) => {
      const request = await playwright.request.newContext();
      const open = async (script: string) => {
        await page.unrouteAll();
        await actAsBackend(page, request, servers.gateway);
        const merchant = new MerchantPage(page, servers, servers.shopCrossSite);
        const { id } = await newSession(request, servers.gateway);
        const body = `<carrier-checkout session="${id}" confirm-url="/confirm" locale="ko"></carrier-checkout>`;
        await merchant.open(body + script);
        return merchant;
      };
      for (const release of releases) {
        await open(tag(release, servers.gateway));
        await new Checkout(page).payAs(newNumber(), new Phone(request, servers.sandbox));
      }
      const merchant = await open(tag(changed, servers.gateway));
      await expect.poll(() => merchant.complaints.join()).toContain("integrity");
      await expect(page).toHaveTitle("x");
      await expect(page.locator("iframe")).toHaveCount(0);
      await request.dispose();
    });
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
});
