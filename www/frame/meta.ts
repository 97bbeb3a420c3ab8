// The gateway's HTML: the one that this document came with, or, once the shopper has chosen another
// language, the one that was fetched for it.

let page = document;
let cameAt: number | undefined;

/** What the gateway wrote into the head of the HTML that is shown. */
export const meta = (name: string, of = page): string =>
  of.querySelector<HTMLMetaElement>(`meta[name="cc-${name}"]`)?.content ?? "";

/** The checkout as the gateway has rendered it; `begunAnew` when the shopper has gone back to its beginning since. */
export function renderedCheckout(begunAnew: boolean): unknown {
  const text = page.getElementById("cc-checkout")?.textContent;
  if (text == null) return undefined;
  const checkout: object = JSON.parse(text);
  return begunAnew ? { ...checkout, stage: { open: {} } } : checkout;
}

/** How long ago that HTML began to arrive. */
export function age(): number {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return performance.now() - (cameAt ?? navigation?.responseStart ?? 0);
}

/** From now on this is the HTML that is shown. */
export function turnTo(fetched: Document, at: number): void {
  page = fetched;
  cameAt = at;
}
