// What browsers say of violated policies.

import { expect, type Page } from "@playwright/test";

/** Notes from now on what is violated in any document of the page, also what would only be reported. */
export async function watchPolicies(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const violated: string[] = [];
    Object.assign(window, { violated });
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
      violated.push(`${location.pathname}: ${effectiveDirective} ${blockedURI} ${sourceFile}`),
    );
    new ReportingObserver(
      (reports) => {
        for (const { type, body } of reports) {
          // What a browser will no longer do one day, or does otherwise by itself, is no policy.
          if (type === "deprecation" || type === "intervention") continue;
          violated.push(`${location.pathname}: ${type} ${JSON.stringify(body)}`);
        }
      },
      { buffered: true },
    ).observe();
  });
}

/** What has been violated so far. */
export async function violations(page: Page): Promise<string[]> {
  const all = page.frames().map((frame) => frame.evaluate(() => (window as unknown as Violated).violated ?? []));
  return (await Promise.all(all)).flat();
}

interface Violated {
  readonly violated?: string[];
}

/** Nothing of the session can be seen or filled in anywhere on the page. */
export async function noPlace(page: Page, session: string): Promise<void> {
  const shown = page.frames().filter((frame) => frame.url().includes(session));
  for (const frame of shown) expect(await frame.locator("input").count()).toBe(0);
}
