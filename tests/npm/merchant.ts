// What the merchant's server serves at the shop's origin: the pages that were built, and the package as it is.

import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import type { Servers } from "../e2e/support/servers.ts";

const PROJECT = path.join(path.dirname(fileURLToPath(import.meta.url)), "merchant");
const FOLDERS = { built: path.join(PROJECT, "dist"), package: path.join(PROJECT, "node_modules", "carrier-checkout") };

/** Serves `/built` and `/package`. */
export async function serveBuilt(page: Page, servers: Servers): Promise<void> {
  await page.context().grantPermissions(["local-network-access"]);
  for (const [name, folder] of Object.entries(FOLDERS)) {
    const root = `${servers.shop}/${name}/`;
    await page.route(`${root}**`, (route, request) => {
      const file = request.url().slice(root.length).replace(/\?.*$/, "");
      return route.fulfill({ path: path.join(folder, file) });
    });
  }
}

/** The pages that were built. */
export type App = "page" | "react" | "react-18/react";

/** The address of such a page, with what it is to show. */
export function built(servers: Servers, app: App, asked: Record<string, string> = {}): string {
  const query = new URLSearchParams({ gateway: servers.gateway, ...asked });
  return `${servers.shop}/built/${app}/index.html?${query}`;
}

/** For the head of a page that has no build: where the package is. */
export const IMPORT_MAP = `<script type="importmap" nonce="n0nce">
  {"imports":{"carrier-checkout":"/package/index.js"}}</script>`;
