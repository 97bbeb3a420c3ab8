/** What the gateway wrote into the head of the frame's HTML. */
export const meta = (name: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="cc-${name}"]`)?.content ?? "";
