import { frameIn } from "./adopt";
import { defineElement } from "./element";
import { cameFrom } from "./fetch";
import { type MountOptions, resolve, said } from "./options";
import { type Checkout, createPlace, type Place } from "./place";

/** What the script adds to the page: `window.CarrierCheckout`. */
export interface Api {
  /** Shows a checkout. One that is shown already is not shown twice: its handle is returned. */
  mount(options: MountOptions): Checkout;
}

declare global {
  interface Window {
    CarrierCheckout?: Api;
  }
}

/** Adds the API to the page, once, however often the script is included. */
export function install(gateway: string): Api {
  const present = window.CarrierCheckout;
  if (typeof present?.mount === "function") return present;
  cameFrom(gateway);
  const api = createApi(gateway);
  window.CarrierCheckout = api;
  defineElement(api.mount);
  return api;
}

function createApi(gateway: string) {
  const places = new Set<Place>();

  return {
    mount(options: MountOptions): Place {
      const given = said(options);
      let element = find(given.mount);
      if (!element) {
        // What the page asked for cannot be shown without a place: it is told on the page as a whole.
        element = document.documentElement;
        given.session = "";
      }
      const { session = "", sessionUrl } = given;
      for (const other of places) {
        const [here, same] = [other.element === element, other.session === session];
        const asked = here && session === "" && other.options.sessionUrl === sessionUrl;
        if ((same && other.element.isConnected) || asked) return other;
        if (here || same) other.destroy();
      }
      given.frame ??= frameIn(element, given.gateway ?? gateway, session);
      const place = createPlace(element, resolve(given, gateway, navigator.languages), (place) => places.delete(place));
      places.add(place);
      place.begin(given.frame);
      return place;
    },
  };
}

/** The element itself, or the first that the selector names; throws where that is none, as the browser does. */
export function find(mount: MountOptions["mount"]): Element | undefined {
  return typeof mount === "string" ? (document.querySelector(mount) ?? undefined) : mount;
}
