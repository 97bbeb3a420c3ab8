// A page of somebody who is no merchant.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Serves one page on an origin that no merchant has registered. */
export async function withPage(html: string, use: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://localhost:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
