// What the page has declared by itself: iframes that load before any script does.

/** Whether the iframe is for that very session at that very gateway. */
export function isFor(frame: Pick<HTMLIFrameElement, "src">, gateway: string, session: string): boolean {
  // Whatever stands before the script may be no iframe.
  return frame.src?.split(/[?#]/)[0] === `${gateway}/v1/checkout/${session}`;
}

/** The only iframe in the element, if it is for the session. */
export function frameIn(element: Element, gateway: string, session: string): HTMLIFrameElement | undefined {
  const frames = element.querySelectorAll("iframe");
  return frames.length === 1 && isFor(frames[0] as HTMLIFrameElement, gateway, session) ? frames[0] : undefined;
}

/** The iframe right before the script, if it is for the session. */
export function frameBefore(script: Element, gateway: string, session: string): HTMLIFrameElement | undefined {
  const frame = script.previousElementSibling as HTMLIFrameElement | null;
  return frame && isFor(frame, gateway, session) ? frame : undefined;
}

/** Whether the parser is past the element: what belongs into it has been there since then. */
export function isParsed(element: Element | undefined): boolean {
  for (let node: Node | null | undefined = element; node; node = node.parentNode) {
    if (node.nextSibling !== null) return true;
  }
  return document.readyState !== "loading";
}
