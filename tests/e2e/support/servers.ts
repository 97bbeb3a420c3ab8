// The three real servers, one set for each worker.

export { type Servers, withServers } from "../../../scripts/servers/fresh.mjs";

/** What a file of tests may wish of its servers: `test.use({ serverEnv: { … } })`. */
export interface ServerOptions {
  /** Environment variables beside the usual ones, such as `CARRIER_CHECKOUT_CODE_TTL_SECONDS`. */
  serverEnv: Record<string, string>;
}
<<<<<<< HEAD

/** Where the servers are. */
export interface Servers {
  /** The shop on the gateway's site. */
  readonly shop: string;
  /** The same shop on another site, so that the frame is a third party. */
  readonly shopCrossSite: string;
  readonly gateway: string;
  readonly sandbox: string;
  /** Where the servers' logs are, one file for each. */
  readonly logs: string;
  /** Ends the gateway as a power cut does, and starts it on what it has stored. */
  readonly restartGateway: () => Promise<void>;
}

/** Starts the servers with nothing in their stores, lets them be used, and ends them. */
export async function withServers(
  env: Record<string, string>,
  use: (servers: Servers) => Promise<void>,
): Promise<void> {
  const data = await mkdtemp(path.join(os.tmpdir(), "carrier-checkout-"));
  try {
    const { ports, running } = await onFreePorts(data, env);
    try {
      await use({
        shop: `http://localhost:${ports.shop}`,
        shopCrossSite: `http://127.0.0.1:${ports.shop}`,
        gateway: `http://localhost:${ports.gateway}`,
        sandbox: `http://localhost:${ports.sandbox}`,
        logs: data,
        restartGateway: () => running.restart("gateway"),
      });
    } finally {
      await running.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** A port that was free a moment ago may be taken now: then other ports are tried. */
async function onFreePorts(data: string, env: Record<string, string>, tries = 3) {
  const ports = { sandbox: await freePort(), gateway: await freePort(), shop: await freePort() };
  try {
    const servers = planServers({ ports, data, sealingKey: newSealingKey(), env });
    return { ports, running: await startServers(servers, { logs: data }) };
  } catch (error) {
    if (tries > 1 && String(error).includes("is taken")) return onFreePorts(data, env, tries - 1);
    throw error;
  }
}
=======
>>>>>>> 3977b00 (tests: Run the widget's tests and the payment in Firefox and WebKit, too)
