// What is compared: pages with the same form, each as a merchant would have it.

import { productPage } from "./pages.mjs";

/** @typedef {{ server: import("./server.mjs").Server, gateway: import("./gateway.mjs").Gateway }} Stage */
/** @typedef {{ title: string, framed: boolean, url: (stage: Stage) => Promise<string> }} Subject */

/** @type {Record<string, Subject>} */
export const SUBJECTS = {
  // Each visit is another order, as it is in a shop.
  product: {
    title: "product",
    framed: true,
    url: async ({ server, gateway }) => {
      const session = await gateway.makeSession();
      return server.add("/product", await productPage({ gateway: gateway.url, session }));
    },
  },
  framed: { title: "static form, framed", framed: true, url: async ({ server }) => `${server.pages}/framed` },
  inline: { title: "static form, inline", framed: false, url: async ({ server }) => `${server.pages}/inline` },
  react: { title: "React, inline", framed: false, url: async ({ server }) => `${server.pages}/react` },
};
