// Ports on 127.0.0.1.

import net from "node:net";

/** @returns {Promise<number>} a port that nobody listens on now */
export function freePort() {
  return listenOnce(0);
}

/** @param {number} port */
export async function isTaken(port) {
  try {
    await listenOnce(port);
    return false;
  } catch {
    return true;
  }
}

/**
 * @param {number} port
 * @returns {Promise<number>}
 */
function listenOnce(port) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : port));
    });
  });
}
