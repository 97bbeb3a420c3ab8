// The carriers' OpenAPI files as one, with the paths at which a gateway looks for them.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { inRoot } from "../../scripts/workspace.mjs";

const { parse } = createRequire(import.meta.url)("yaml");

const FILES = [
  ["sim-swap", "sim-swap.yaml"],
  ["one-time-password-sms", "one-time-password-sms.yaml"],
  ["carrier-billing", "carrier-billing.yaml"],
];

/**
 * Examples that are given otherwise than in the files. A mock remembers nothing: whatever it is asked, its payments are
 * forever "processing", and the example of a boolean that has none is `true`, which would be a SIM that was changed.
 * @type {[pointer: string[], example: unknown][]}
 */
const EXAMPLES = [
  [["sim-swap_CheckSimSwapInfo", "properties", "swapped"], false],
  [["carrier-billing_BodyAmountReservationTransactionForReserve", "properties", "paymentStatus"], "reserved"],
  [["carrier-billing_Payment", "properties", "paymentStatus"], "succeeded"],
];

/** Where tokens are had: CAMARA's files leave that to OpenID Connect (here RFC 6749, section 4.4). */
const TOKEN = {
  post: {
    operationId: "token",
    requestBody: {
      required: true,
      content: {
        "application/x-www-form-urlencoded": {
          schema: {
            type: "object",
            required: ["grant_type", "scope"],
            properties: { grant_type: { type: "string", enum: ["client_credentials"] }, scope: { type: "string" } },
          },
        },
      },
    },
    responses: {
      200: {
        description: "A token",
        content: {
          "application/json": { example: { access_token: "mocked", token_type: "Bearer", expires_in: 3600 } },
        },
      },
    },
  },
};

/**
 * All of them below one carrier. Names of components that several files have are kept apart by the file's.
 * @param {string} carrier
 */
export async function openApiOf(carrier) {
  /** @type {Record<string, any>} */
  const paths = { [`/${carrier}/oauth2/token`]: TOKEN };
  /** @type {Record<string, any>} */
  const components = {};
  for (const [folder = "", name = ""] of FILES) {
    const file = parse(await readFile(inRoot("crates", "sandbox", "camara", folder, name), "utf8"));
    const apart = JSON.stringify(file).replaceAll(/#\/components\/(\w+)\//g, `#/components/$1/${folder}_`);
    const own = JSON.parse(apart);
    const base = own.servers[0].url.replace("{apiRoot}", `/${carrier}`);
    for (const [path, item] of Object.entries(own.paths)) paths[base + path] = item;
    for (const [kind, all] of Object.entries(own.components)) {
      // Operations name their security schemes without saying where they are; they are the same in every file.
      const prefix = kind === "securitySchemes" ? "" : `${folder}_`;
      components[kind] ??= {};
      for (const [key, value] of Object.entries(all)) components[kind][prefix + key] = value;
    }
  }
  for (const [pointer, example] of EXAMPLES) {
    const place = pointer.reduce((value, key) => value?.[key], components.schemas);
    if (place === undefined) throw new Error(`the OpenAPI files have no ${pointer.join(" ")}`);
    place.example = example;
  }
  return { openapi: "3.0.3", info: { title: "The carriers", version: "1" }, paths, components };
}
