/** The address in full, if it is one of the web: never `javascript:` or `data:`. */
export function webUrl(url: string | undefined, base: string): string | undefined {
  const parsed = parseUrl(url, base);
  return parsed !== undefined && /^https?:$/.test(parsed.protocol) ? parsed.href : undefined;
}

/** The address in full, if it is of that origin: the token must not go anywhere else. */
export function sameOriginUrl(url: string | undefined, base: string, origin: string): string | undefined {
  const web = webUrl(url, base);
  return web !== undefined && new URL(web).origin === origin ? web : undefined;
}

/** The address, if it is one. */
export function parseUrl(url: string | undefined, base?: string): URL | undefined {
  if (url === undefined) return undefined;
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}
