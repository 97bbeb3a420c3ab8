// What the shop's own server answers. The amount is only ever read from it.

export interface Good {
  readonly number: number;
  readonly name: string;
  readonly about: string;
  readonly price: number;
  readonly periodText: string;
}

export interface Shop {
  readonly goods: readonly Good[];
  /** Where the checkout comes from. */
  readonly gateway: string;
  /** The sandbox's phones, where the codes arrive; none with a key of its own. */
  readonly sandbox?: string;
}

export type OrderState = "awaiting" | "expired" | "checking" | "failed" | "paid" | "disputed" | "returned";

export interface Order {
  readonly id: string;
  readonly good: Good;
  readonly session: string;
  readonly state: OrderState;
  /** The line that paid, its middle hidden. */
  readonly phone?: string;
}

export const getShop = () => ask<Shop>("/api/shop");

export const getOrder = (id: string) => ask<Order>(`/api/orders/${encodeURIComponent(id)}`);

/** Makes an order. The address names it from then on: a reload, Back or another app comes back to the same session. */
export async function beginOrder(good: number): Promise<Order> {
  const known = new URLSearchParams(location.search).get("order");
  if (known !== null) return getOrder(known);
  const order = await ask<Order>("/api/orders", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ good }),
  });
  history.replaceState(null, "", `?order=${order.id}`);
  return order;
}

async function ask<T>(path: string, request?: RequestInit): Promise<T> {
  const response = await fetch(path, request);
  if (!response.ok) throw new Error(`the shop answered ${response.status}`);
  return response.json();
}
