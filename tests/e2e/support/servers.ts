// The three real servers, one set for each worker.

export { type Servers, withServers } from "../../../scripts/servers/fresh.mjs";

/** What a file of tests may wish of its servers: `test.use({ serverEnv: { … } })`. */
export interface ServerOptions {
  /** Environment variables beside the usual ones, such as `CARRIER_CHECKOUT_CODE_TTL_SECONDS`. */
  serverEnv: Record<string, string>;
}
