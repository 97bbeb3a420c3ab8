import { checkoutError } from "./errors";
import type * as More from "./more/index";

/** The second part's path at the gateway, where the build made it a file of its own; else it is in this one. */
declare const MORE: string | undefined;

let [origin, tries] = ["", ""];

/** Where the script came from. */
export const cameFrom = (gateway: string): void => {
  origin = gateway;
};

/** What only some pages use; asked for again after a failure, under another name, because one that failed stays failed. */
export const more = async (): Promise<typeof More> => {
  try {
    return await (typeof MORE === "undefined" ? import("./more/index") : import(origin + MORE + tries));
  } catch {
    tries += "?";
    throw checkoutError(origin, "network_error");
  }
};
