import type { Locale, SessionId, Theme } from "./protocol";
import { texts } from "./texts";

/** Kept free until the frame says how high it is, so that the page does not jump. */
const RESERVED_HEIGHT = 720;

/** The frame's heights that are believed: a broken one must not bury the page. */
const LOWEST = 200;
const HIGHEST = 5_000;

/** Makes the iframe. Styles go through CSSOM, which a strict `style-src` allows. */
export function createFrame(gateway: string, session: SessionId, locale: Locale, theme: Theme): HTMLIFrameElement {
  const frame = document.createElement("iframe");
  frame.title = texts[locale].title;
  frame.referrerPolicy = "no-referrer"; // the page's address may name the order
  frame.allow = "otp-credentials";
  frame.src = `${gateway}/v1/checkout/${session}?locale=${locale}`;
  const { style } = frame;
  style.display = "block";
  style.width = "100%";
  style.minHeight = `${RESERVED_HEIGHT}px`;
  style.border = "0";
  // Where this differs from the document's own scheme, browsers paint an opaque canvas behind it.
  style.colorScheme = theme === "auto" ? "light dark" : theme;
  return frame;
}

/** Gives the frame the height of its content. */
export function setHeight(frame: HTMLIFrameElement, height: number): void {
  frame.style.minHeight = "0";
  frame.style.height = `${clampHeight(height)}px`;
}

/** The nearest height that is believed. */
export function clampHeight(height: number): number {
  return Math.min(HIGHEST, Math.max(LOWEST, Math.ceil(height)));
}
