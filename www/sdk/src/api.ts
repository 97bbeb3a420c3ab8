import { createAdopter, frameIn, isFor } from "./adopt";
import { type Checkout, FramedCheckout } from "./checkout";
import { dispatch } from "./events";
import { showFallback } from "./fallback";
import { isSession, type MountOptions, type Options, resolve } from "./options";

/** What the script adds to the page: `window.CarrierCheckout`. */
export interface Api {
  /** Shows a checkout. A session that is shown already is not shown twice: its handle is returned. */
  mount(options: MountOptions): Checkout;
  /** Mounts each `<carrier-checkout session="cs_…">` that has come to the page since the last time. */
  adopt(): void;
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
  const api = createApi(gateway);
  window.CarrierCheckout = api;
  return api;
}

interface Mounted {
  readonly session: string;
  readonly element: Element;
  readonly checkout: Checkout;
}

function createApi(gateway: string): Api {
  const mounted = new Set<Mounted>();

  const options = (given: MountOptions): Options => resolve(given, gateway, navigator.languages);

  const mount = (wished: MountOptions): Checkout => {
    // What the page has not said itself, a polluted prototype must not say: where the frame, the token and the shopper go.
    const given: MountOptions = { gateway, successUrl: undefined, confirmUrl: undefined, ...wished };
    const origin = given.gateway ?? gateway;
    const { session, frame } = given;
    const element = find(given.mount);
    if (element === undefined || !isSession(session) || (frame !== undefined && !isFor(frame, origin, session))) {
      return refuse(element, showFallback(element, options(given).locale));
    }
    for (const other of mounted) {
      if (other.session === session && other.element.isConnected) return other.checkout;
      if (other.session === session || other.element === element) other.checkout.destroy();
    }
    const declared = frame ?? frameIn(element, origin, session);
    const inner = new FramedCheckout(element, options({ ...given, frame: declared }), declared);
    const entry: Mounted = {
      session,
      element,
      checkout: {
        destroy() {
          mounted.delete(entry);
          inner.destroy();
        },
      },
    };
    mounted.add(entry);
    return entry.checkout;
  };

  return { mount, adopt: createAdopter(mount) };
}

/** What the page asked for cannot be shown: the merchant has to change the page. */
function refuse(element: Element | undefined, shown: Element | undefined): Checkout {
  dispatch(element ?? document, undefined, { name: "error", detail: { reason: "merchant_data_invalid" } });
  return { destroy: () => shown?.remove() };
}

/** The element itself, or the first that the selector names. */
export function find(mount: MountOptions["mount"]): Element | undefined {
  if (typeof mount !== "string") return mount;
  try {
    return document.querySelector(mount) ?? undefined;
  } catch {
    return undefined; // not a selector
  }
}
