import type { Place } from "../place";
import { webUrl } from "../urls";
import { words } from "./texts";

const links = new WeakMap<Place, Element>();

/**
 * The way on to the merchant's own page of the order, under the receipt. The receipt has to be seen (art. 58 of the
 * Network Act), so the page never leaves by itself: the shopper follows this link when done reading.
 */
export function offerOrder(place: Place): void {
  const { locale, successUrl } = place.options;
  const url = webUrl(successUrl, document.baseURI);
  if (url === undefined || place.life.signal.aborted) return;
  const link = document.createElement("a");
  link.className = "carrier-checkout-order";
  link.lang = locale;
  link.href = url;
  link.textContent = words[locale].order;
  // The padding makes it a target for a thumb.
  link.style.cssText = "display:block;padding:1rem;text-align:center";
  // It is told once more in another language.
  links.get(place)?.remove();
  links.set(place, link);
  place.left.add(link);
  place.element.append(link);
}
