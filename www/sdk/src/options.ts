import type { Locale, SessionId, Theme } from "./protocol";
import { texts } from "./texts";
import { parseUrl } from "./urls";

/** What a page may say about a checkout. */
export interface MountOptions {
  /** `cs_…`, made by the merchant's backend. */
  readonly session: SessionId;
  /** The element to show it in, or a selector for it. */
  readonly mount: string | Element | undefined;
  /** The iframe that the page itself has made for the session; looked for in the element when left out. */
  readonly frame?: HTMLIFrameElement | undefined;
  /** Where the token is posted to; of the page's own origin. */
  readonly confirmUrl?: string | undefined;
  /** Where the shopper may go after the receipt. */
  readonly successUrl?: string | undefined;
  /** The language; that of the page's own iframe, else of the browser, when left out. */
  readonly locale?: string | undefined;
  /** The colours; those of the page's own iframe, else of the system, when left out. */
  readonly theme?: string | undefined;
  /** The gateway's origin; that of the script when left out. */
  readonly gateway?: string | undefined;
}

/** The same, with nothing left open. */
export interface Options {
  readonly session: SessionId;
  readonly confirmUrl?: string | undefined;
  readonly successUrl?: string | undefined;
  readonly locale: Locale;
  readonly theme: Theme;
  readonly gateway: string;
}

/** Reads the `data-*` attributes of the script tag. */
export function optionsOf(data: DOMStringMap, gateway: string, mount: MountOptions["mount"]): MountOptions {
  return { session: "", ...data, mount, gateway };
}

/** Reads the attributes of a `<carrier-checkout>`. */
export function optionsOfElement(element: Element): MountOptions {
  const read = (name: string): string | undefined => element.getAttribute(name) ?? undefined;
  return {
    session: read("session") ?? "",
    mount: element,
    frame: element.querySelector("iframe") ?? undefined,
    confirmUrl: read("confirm-url"),
    successUrl: read("success-url"),
    locale: read("locale"),
    theme: read("theme"),
  };
}

/** Fills in what was left out. `languages` are the browser's, the preferred one first. */
export function resolve(options: MountOptions, gateway: string, languages: readonly string[]): Options {
  const shown = parseUrl(options.frame?.src)?.searchParams;
  return {
    ...options,
    gateway: options.gateway ?? gateway,
    locale: localeOf([options.locale ?? "", shown?.get("locale") ?? "", ...languages]),
    theme: themeOf(options.theme ?? shown?.get("theme")),
  };
}

function themeOf(name: string | null | undefined): Theme {
  return name === "light" || name === "dark" ? name : "auto";
}

const LOCALES = Object.keys(texts) as Locale[];

/**
 * The first language that the window speaks; Korean when there is none, as the lines are Korean.
 * Traditional Chinese is not spoken: simplified is the closest, but whatever else is wished comes first.
 */
export function localeOf(tags: readonly string[]): Locale {
  let last: Locale = "ko";
  for (const tag of tags) {
    const [primary, next = ""] = tag.toLowerCase().split(/[-_]/);
    const spoken = LOCALES.find((locale) => locale.slice(0, 2) === primary);
    if (spoken === undefined) continue;
    last = spoken;
    if (spoken !== "zh-Hans" || !/^(hant|tw|hk|mo)$/.test(next)) break;
  }
  return last;
}

/** Whether it has the shape of a session id. */
export function isSession(id: unknown): id is SessionId {
  return typeof id === "string" && /^cs_[^\W_]{22}$/.test(id);
}
