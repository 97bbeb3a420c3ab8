// Shop, gateway and carriers with a proxy on every hop between them.

import { withServers } from "../../../scripts/servers/fresh.mjs";
import type { Answer } from "./faults.ts";
import { Journal } from "./journal.ts";
import { FaultProxy } from "./proxy.ts";

/** Where everything is. What is asked of `direct` passes no proxy. */
export interface World {
  readonly journal: Journal;
  readonly shop: string;
  readonly gateway: string;
  readonly direct: { readonly shop: string; readonly gateway: string; readonly sandbox: string };
  /** Ends what a fault keeps waiting. */
  letGo(): void;
}

export async function withWorld(use: (world: World) => Promise<void>): Promise<void> {
  const journal = new Journal();
  const shop = await FaultProxy.listen(journal, {
    hopOf: ({ url }) => (url === "/webhooks" ? "gateway–webhook" : "loader–shop"),
  });
  // The shop calls the gateway by the address that browsers know.
  const gateway = await FaultProxy.listen(journal, {
    hopOf: ({ headers }) => (headers.authorization?.startsWith("Bearer sk_") ? "shop–gateway" : "frame–gateway"),
  });
  const carriers = await FaultProxy.listen(journal, { hopOf: () => "gateway–carrier", alter: shortToken });
  const proxies = [shop, gateway, carriers];
  const at = (proxy: FaultProxy, host = "localhost") => `http://${host}:${proxy.port}`;
  const env = {
    SHOP_PUBLIC_URL: at(shop),
    SHOP_GATEWAY_URL: at(gateway),
    CARRIER_CHECKOUT_PUBLIC_URL: at(gateway),
    CARRIER_CHECKOUT_CARRIERS_URL: `${at(carriers, "127.0.0.1")}/carriers`,
    CARRIER_CHECKOUT_SANDBOX_MERCHANT_ORIGINS: at(shop),
    CARRIER_CHECKOUT_SANDBOX_MERCHANT_DIRECT_ORIGINS: at(shop),
    CARRIER_CHECKOUT_SANDBOX_WEBHOOK_URL: `${at(shop, "127.0.0.1")}/webhooks`,
    // Whoever needs another code need not wait for it here.
    CARRIER_CHECKOUT_RESEND_AFTER_SECONDS: "1",
  };
  const letGo = () => {
    for (const proxy of proxies) proxy.letGo();
  };
  try {
    await withServers(env, async (direct) => {
      shop.aim(direct.shop);
      gateway.aim(direct.gateway);
      carriers.aim(direct.sandbox);
      await use({ journal, shop: at(shop), gateway: at(gateway), direct, letGo });
      letGo();
    });
  } finally {
    for (const proxy of proxies) await proxy.close();
  }
}

/** A gateway keeps the carriers' tokens. One that ends within half a minute it uses once, so that every journey has its own. */
function shortToken(name: string, answer: Answer): Answer {
  if (!name.includes("/oauth2/token") || answer.status !== 200) return answer;
  const granted = { ...JSON.parse(answer.body.toString()), expires_in: 30 };
  return { ...answer, body: Buffer.from(JSON.stringify(granted)) };
}
