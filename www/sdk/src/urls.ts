/** The address in full, if it is one of the web: never `javascript:` or `data:`. */
export function webUrl(url: string | undefined, base: string): string | undefined {
  const parsed = parseUrl(url, base);
  return parsed !== undefined && isWeb(parsed) ? parsed.href : undefined;
}

/** The address in full, if it is of that origin: the token must not go anywhere else. */
export function sameOriginUrl(url: string | undefined, base: string, origin: string): string | undefined {
  const parsed = parseUrl(url, base);
  return parsed?.origin === origin && isWeb(parsed) ? parsed.href : undefined;
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

const isWeb = ({ protocol }: URL): boolean => /^https?:$/.test(protocol);
