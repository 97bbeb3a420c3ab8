// Serves the bench's pages as the gateway serves its own: brotli made beforehand, assets kept for a year, pages not at all.

import { createHash } from "node:crypto";
import http from "node:http";

/** @typedef {{ type: string, cache: "immutable" | "none", body: Uint8Array }} Served `body` is compressed by brotli. */
/** @typedef {{ pages: string, frames: string, add: (path: string, served: Served) => string, close: () => Promise<void> }} Server */

const CACHE = { immutable: "public, max-age=31536000, immutable", none: "no-store" };

/**
 * One port, two sites: the merchant's pages are at an address, the frames at a name.
 * @returns {Promise<Server>}
 */
export async function servePages() {
  /** @type {Map<string, Served>} */
  const files = new Map();
  const server = http.createServer((request, response) => {
    const served = files.get(request.url ?? "");
    if (served === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { type, cache, body } = served;
    response.writeHead(200, {
      "content-type": type,
      "content-encoding": "br",
      "content-length": body.length,
      "cache-control": CACHE[cache],
      vary: "accept-encoding",
      "x-content-type-options": "nosniff",
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const pages = `http://127.0.0.1:${port}`;
  return {
    pages,
    frames: `http://localhost:${port}`,
    add: (path, served) => {
      files.set(path, served);
      return `${pages}${path}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * A path that says what is in it.
 * @param {string} name
 * @param {string} extension
 * @param {Uint8Array} content
 */
export function hashed(name, extension, content) {
  return `/assets/${name}-${createHash("sha256").update(content).digest("hex").slice(0, 16)}.${extension}`;
}
