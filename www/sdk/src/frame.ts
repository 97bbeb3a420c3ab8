import type { MountOptions } from "./options";
import type { Locale, SessionId, Theme } from "./protocol";
import { texts } from "./texts";

/** From each of these widths on a frame needs less room, in CSS pixels. */
const WIDTHS = [320, 340, 480];

/** The frame's heights that are believed: a broken one must not bury the page. */
const LOWEST = 200;
const HIGHEST = 5_000;

/** What a frame shows, and how. */
export interface FrameOptions {
  readonly gateway: string;
  readonly session?: SessionId | undefined;
  readonly locale: Locale;
  readonly theme: Theme;
  readonly appearance?: MountOptions["appearance"];
}

/** Makes an iframe. */
export function createFrame({ gateway, session, locale, theme, appearance }: FrameOptions): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.referrerPolicy = "no-referrer"; // the page's address may name the order
  frame.allow = "otp-credentials";
  // The theme, too, so that the very first paint has the right colours.
  const query = new URLSearchParams({ locale, theme, ...(appearance && { appearance: JSON.stringify(appearance) }) });
  frame.src = `${gateway}/v1/checkout/${session}?${query}`;
  return frame;
}

/** Prepares an iframe that is on the page. Styles go through CSSOM, which a strict `style-src` allows. */
export function dressFrame(frame: HTMLIFrameElement, { locale, theme }: FrameOptions): void {
  [frame.title] = texts[locale];
  // Where the scheme differs from the document's own, browsers paint an opaque canvas behind it.
  const scheme = theme === "auto" ? "light dark" : theme;
  frame.style.cssText += `;display:block;width:100%;border:0;color-scheme:${scheme}`;
}

/** Scrolls the page, and whatever else is around the frame, until that part of it can be seen. */
export function reveal(frame: HTMLIFrameElement, { top, height }: { top: number; height: number }): void {
  const { style } = frame;
  // As if the frame were no more than that part, with some room for a header of the page that stays, say.
  style.scrollMargin = `${64 - top}px 0 ${64 - frame.clientHeight + top + height}px`;
  frame.scrollIntoView({ block: "nearest" });
  style.scrollMargin = "";
}

/** How high a frame is: as its content, but not less than what is kept free for the first screen. */
export interface FrameHeight {
  /** Keeps a place free from now on: for a frame that has none of its own yet. */
  keep(): void;
  /** Its content has that height now. */
  set(height: number): void;
  /** Gives back what is kept free, the page's style included: the first screen is not what is shown. */
  release(): void;
}

/** The height of a frame whose first screen is in that language. */
export function createHeight(frame: HTMLIFrameElement, locale: Locale): FrameHeight {
  let kept: number | undefined;
  let content = 0;
  const apply = (): void => {
    frame.style.height = `clamp(${LOWEST}px, ${Math.max(content, kept ?? 0)}px, ${HIGHEST}px)`;
  };
  const needed = (): number => reservedHeight(frame.clientWidth, locale);
  return {
    keep() {
      kept = needed();
      apply();
    },
    set(height) {
      // What a declared frame's markup and the page's style keep free for it is read only here, because a script may
      // run before the style is there.
      kept ??= Math.max(needed(), frame.clientHeight);
      content = height;
      apply();
    },
    release() {
      kept = 0;
      frame.style.minHeight = "0";
      // Not known yet, it comes with the next message.
      if (content > 0) apply();
    },
  };
}

/** What is kept free while the frame loads, so that the page under it does not jump. */
export function reservedHeight(width: number, locale: Locale): number {
  const place = WIDTHS.filter((from) => width >= from).length;
  return (texts[locale][1][place] ?? 0) * 10;
}
