import type { AppearanceOptions } from "./appearance";
import type { Locale, SessionId, Theme } from "./protocol";
import { texts } from "./texts";
import { parseUrl } from "./urls";

/** What a page may say about a checkout. */
export interface MountOptions {
  /** `cs_…`, made by the merchant's backend. */
  session?: SessionId | undefined;
  /** Asked for a session, by POST, once the place is nearly seen; of the page's own origin. */
  readonly sessionUrl?: string | undefined;
  /** The element to show it in, or a selector for it. */
  readonly mount: string | Element | undefined;
  /** The iframe that the page itself has made for the session; looked for in the element when left out. */
  frame?: HTMLIFrameElement | undefined;
  /** Where the token is posted to; of the page's own origin. Without one the form takes it. */
  readonly confirmUrl?: string | undefined;
  /** Where the shopper may go after the receipt. */
  readonly successUrl?: string | undefined;
  /** The language; that of the page's own iframe, else of the browser, when left out. */
  readonly locale?: string | undefined;
  /** The colours; those of the page's own iframe, else of the system, when left out. */
  readonly theme?: string | undefined;
  /** How the window looks, as JSON or not; that of the session when left out. */
  readonly appearance?: string | AppearanceOptions | undefined;
  /** The gateway's origin; that of the script when left out. */
  readonly gateway?: string | undefined;
  /** The form that takes the token when there is no confirm URL; the one around when left out. */
  readonly form?: HTMLFormElement | undefined;
}

/** What `update()` may change. */
export type Changes = Pick<MountOptions, "session" | "sessionUrl" | "locale" | "theme">;

/** The same, with nothing left open that can be known. */
export interface Options extends MountOptions {
  /** Of the window, where the shopper may choose another one. */
  locale: Locale;
  readonly theme: Theme;
  readonly gateway: string;
}

/** Reads the `data-*` attributes of the script tag. */
export function optionsOf(data: DOMStringMap, gateway: string, mount: MountOptions["mount"]): MountOptions {
  return { ...data, mount, gateway };
}

/** What the page itself has said: a polluted prototype must not say where the frame, the token and the shopper go. */
export const said = (options: MountOptions) => ({ __proto__: null, ...options }) as MountOptions;

/** Fills in what was left out. `languages` are the browser's, the preferred one first. */
export function resolve(options: MountOptions, gateway: string, languages: readonly string[]): Options {
  const shown = parseUrl(options.frame?.src)?.searchParams;
  return Object.assign(said(options), {
    gateway: options.gateway ?? gateway,
    locale: localeOf([options.locale ?? "", shown?.get("locale") ?? "", ...languages]),
    theme: themeOf(options.theme ?? shown?.get("theme")),
  });
}

const themeOf = (name: string | null | undefined): Theme =>
  /^(light|dark)$/.test(`${name}`) ? (name as Theme) : "auto";

const LOCALES = Object.keys(texts) as Locale[];

const spoken = (tag: string): Locale | undefined => {
  const [primary] = tag.toLowerCase().split(/[-_]/);
  return LOCALES.find((locale) => locale.slice(0, 2) === primary);
};

/**
 * The first language that the window speaks; Korean when there is none, as the lines are Korean.
 * Traditional Chinese is not spoken: simplified is the closest, but whatever else is wished comes first.
 */
export function localeOf(tags: readonly string[]): Locale {
  // The language may be told more closely, by three letters: zh-yue-HK.
  const others = tags.filter((tag) => !/^zh(....)?[-_](hant|tw|hk|mo)/i.test(tag));
  return [...others, ...tags].map(spoken).find((locale) => locale) ?? "ko";
}

/** Whether it has the shape of a session id. */
export function isSession(id: unknown): id is SessionId {
  return /^cs_\w{22,29}$/.test(`${id}`);
}
