// What a shopper sees at one moment.

import type { Frame, Page } from "@playwright/test";

/** What stands on the page, and in the window on it. */
export interface Sight {
  /** Whose words the page has: the shop's, the browser's own, or nobody's yet. */
  readonly page: "shop" | "browser" | "none";
  /** All of the page has come. */
  readonly complete: boolean;
  /** There is room for a window. */
  readonly framed: boolean;
  /** The page's heading. */
  readonly heading: string;
  /** The window's screen; none where there is no window to be seen. */
  readonly screen: string | undefined;
  /** Something is being worked on: whatever is pressed now waits, too. */
  readonly busy: boolean;
  /** What is said to have gone wrong, by the window or in its place. */
  readonly alerts: readonly string[];
  /** The names of what can be pressed. */
  readonly buttons: readonly string[];
}

const NOTHING: Sight = {
  page: "none",
  complete: false,
  framed: false,
  heading: "",
  screen: undefined,
  busy: false,
  alerts: [],
  buttons: [],
};

/** A page that does not answer shows nothing. */
const GLANCE_MS = 3_000;

/** Looks once. */
export function look(page: Page, gateway: string): Promise<Sight> {
  const blind = new Promise<Sight>((resolve) => setTimeout(resolve, GLANCE_MS, NOTHING).unref());
  // While it goes from one document to the next there is nothing to be seen.
  return Promise.race([sight(page, gateway).catch(() => NOTHING), blind]);
}

async function sight(page: Page, gateway: string): Promise<Sight> {
  const outside = await seen(page.mainFrame());
  if (outside.page === "none") return NOTHING;
  const window = page.frames().find((frame) => frame.url().startsWith(`${gateway}/v1/checkout/`));
  if (window === undefined || !outside.framed) return { ...outside, screen: undefined };
  const { screen, busy, alerts, buttons } = await seen(window);
  return {
    ...outside,
    screen,
    busy,
    alerts: [...outside.alerts, ...alerts],
    buttons: [...outside.buttons, ...buttons],
  };
}

/** One document, by roles and by what the window says of itself. */
const seen = (frame: Frame) =>
  frame.evaluate(() => {
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(shown);
    const texts = (selector: string) => all(selector).map((element) => element.innerText.trim().replace(/\s+/g, " "));
    const whose: Record<string, Sight["page"]> = { "chrome-error:": "browser", "about:": "none" };
    // Until its style sheet has come, a page is there and cannot be seen.
    const painted = performance.getEntriesByType("paint").length > 0;
    return {
      page: whose[location.protocol] ?? (painted ? "shop" : "none"),
      complete: document.readyState === "complete",
      framed: all("iframe").length > 0,
      heading: texts("h1").join(" "),
      screen: all("[data-screen]")[0]?.dataset.screen,
      busy: all(".primary[aria-disabled=true], [aria-busy=true]").length > 0,
      alerts: texts("[role=alert]").filter(Boolean),
      buttons: texts("button:not([aria-disabled=true])").filter(Boolean),
    };
  });

/** "다시 시도", "다시 확인": what may help is offered by name. */
export const AGAIN = /^(다시 시도|다시 확인)$/;

/** Nothing that somebody could do, and nothing that is told: the shopper can only wait. */
export function isWaiting({ page, complete, framed, screen, busy, alerts, buttons }: Sight): boolean {
  if (page === "browser") return false;
  if (page === "none") return true;
  // Also where something else was pressed that cannot be done: it is told, and what may help is offered.
  if (buttons.some((name) => AGAIN.test(name))) return false;
  if (busy) return true;
  if (alerts.length > 0) return false;
  if (screen !== undefined) return screen === "checking" || screen === "loading";
  return framed || !complete;
}

/** What is not the same between two moments, in few words. */
export function inShort({ page, heading, screen, busy, alerts }: Sight): string {
  const where = screen === undefined ? `${page} ${heading ? `"${heading}"` : "blank"}` : screen;
  return [where, busy ? "busy" : "", ...alerts.map((text) => `“${text.slice(0, 120)}”`)].filter(Boolean).join(", ");
}
