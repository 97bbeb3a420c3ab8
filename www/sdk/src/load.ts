import type { Api } from "./api";
import { type CheckoutError, checkoutError } from "./errors";
import { parseUrl } from "./urls";

/** How the gateway's script is fetched. */
export interface LoadOptions {
  /**
   * Instead of the newest script the one that never changes: the 16 hexadecimal digits of its name,
   * `/assets/checkout-….js`. The gateway serves it until it is deployed anew.
   */
  readonly version?: string | undefined;
  /** What the script must be, as for `<script integrity>`; only together with `version`. */
  readonly integrity?: string | undefined;
  /** For a content security policy that goes by nonces. */
  readonly nonce?: string | undefined;
}

/** The shopper has been waiting for so long; a later call begins anew. */
const LOAD_WITHIN_MS = 15_000;

interface Policy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy;
}

const loads = new Map<string, Promise<Api>>();
let policy: Policy | undefined;

/**
 * Brings the gateway's script into the page, once however often it is called; `null` where there is no page, as on a
 * server. What failed is tried anew by the next call. One page has one gateway.
 *
 * Rejects with a `CheckoutError`: `network_error`, or `merchant_data_invalid` where that is no address of a gateway or the
 * page's own policy forbids the script.
 */
export function load(gateway: string | URL, options: LoadOptions = {}): Promise<Api | null> {
  if (typeof document === "undefined") return Promise.resolve(null);
  const url = parseUrl(`${gateway}`, document.baseURI);
  if (url !== undefined && /^https?:$/.test(url.protocol)) return once(url.origin, options);
  return Promise.reject(refused("", `"${gateway}" is no address of a gateway`));
}

function once(origin: string, options: LoadOptions): Promise<Api> {
  const { version } = options;
  const url = origin + (version === undefined ? "/checkout.js" : `/assets/checkout-${encodeURIComponent(version)}.js`);
  const running = loads.get(url);
  if (running !== undefined) return running;
  const loading = fetchApi(origin, url, options);
  loads.set(url, loading);
  loading.catch(() => loads.delete(url));
  return loading;
}

function fetchApi(origin: string, url: string, options: LoadOptions): Promise<Api> {
  return new Promise((resolve, reject) => {
    const present = installed();
    if (present !== undefined) {
      resolve(present);
      return;
    }
    const script = declared(url) ?? element(url, origin, options);
    const end = (): void => {
      clearTimeout(timer);
      script.removeEventListener("load", end);
      script.removeEventListener("error", end);
      const api = installed();
      if (api !== undefined) {
        resolve(api);
        return;
      }
      // One that has failed stays failed.
      script.remove();
      reject(checkoutError(origin, "network_error"));
    };
    const timer = setTimeout(end, LOAD_WITHIN_MS);
    script.addEventListener("load", end);
    script.addEventListener("error", end);
    if (!script.isConnected) document.head.append(script);
  });
}

function installed(): Api | undefined {
  const api = window.CarrierCheckout;
  return typeof api?.mount === "function" ? api : undefined;
}

/**
 * The page's own script tag, while it may still come: later nobody can tell whether it has failed, and another one does
 * no harm.
 */
function declared(url: string): HTMLScriptElement | undefined {
  return document.readyState === "complete" ? undefined : [...document.scripts].find(({ src }) => src === url);
}

function element(url: string, origin: string, { integrity, nonce }: LoadOptions): HTMLScriptElement {
  const script = document.createElement("script");
  try {
    script.src = trusted(url);
  } catch (error) {
    throw refused(origin, `${error}`);
  }
  if (nonce !== undefined) script.nonce = nonce;
  if (integrity !== undefined) {
    script.integrity = integrity;
    script.crossOrigin = "anonymous";
  }
  return script;
}

function refused(origin: string, message: string): CheckoutError {
  return Object.assign(checkoutError(origin, "merchant_data_invalid"), { message });
}

/** For pages that require Trusted Types, and name the policy in `trusted-types`. */
function trusted(url: string): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  try {
    policy ??= trustedTypes?.createPolicy("carrier-checkout", { createScriptURL: (url) => url });
  } catch {
    // A page may have a default policy instead.
  }
  return policy?.createScriptURL(url) ?? url;
}
