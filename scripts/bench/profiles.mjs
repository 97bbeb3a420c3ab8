// The machines and lines that the shopper may have.

/**
 * @typedef {{
 *   name: string,
 *   title: string,
 *   cpu: number,
 *   line: { rtt: number, down: number, up: number } | undefined,
 * }} Profile `cpu` is how much slower, `rtt` in ms, `down` and `up` in bits per second.
 */

/** @type {Record<string, Profile>} */
export const PROFILES = {
  plain: { name: "plain", title: "unthrottled", cpu: 1, line: undefined },
  phone: {
    name: "phone",
    title: "phone (CPU 4×, 150 ms RTT, 1.6 Mbit/s down, 750 kbit/s up)",
    cpu: 4,
    line: { rtt: 150, down: 1_600_000, up: 750_000 },
  },
};

/**
 * What makes a target as slow as that. Every target needs it for itself: a frame of another site has a process,
 * and a line, of its own.
 * @param {Profile} profile
 * @returns {[method: string, params: object][]}
 */
export function throttling({ cpu, line }) {
  /** @type {[string, object][]} */
  const commands = [];
  if (line !== undefined) {
    const { rtt, down, up } = line;
    const conditions = { offline: false, latency: rtt, downloadThroughput: down / 8, uploadThroughput: up / 8 };
    commands.push(["Network.emulateNetworkConditions", conditions]);
  }
  if (cpu !== 1) commands.push(["Emulation.setCPUThrottlingRate", { rate: cpu }]);
  return commands;
}
