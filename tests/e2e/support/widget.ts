// Holds the widget's Wasm back, and looks at what the frame does without it.

import { expect, type Frame, type Page, type Route } from "@playwright/test";

/** Also when it is asked for again, under another name. */
const WASM = /\/assets\/[^/]+\.wasm(\?\d+)?$/;

/** The Wasm, on its way for as long as a test wants. */
export class HeldWasm {
  readonly #waiting: Route[] = [];
  #open = false;

  private constructor() {}

  /** From now on no Wasm arrives on that page. */
  static async on(page: Page): Promise<HeldWasm> {
    const held = new HeldWasm();
    await page.route(WASM, async (route) => {
      if (held.#open) await route.continue();
      else held.#waiting.push(route);
    });
    return held;
  }

  /** Lets it arrive. */
  async release(): Promise<void> {
    // It has been asked for: what follows is not merely early.
    await expect.poll(() => this.#waiting.length).toBeGreaterThan(0);
    this.#open = true;
    await Promise.all(this.#waiting.map((route) => route.continue()));
  }

  /** From now on the network refuses it. */
  static async refuse(page: Page): Promise<void> {
    await page.route(WASM, (route) => route.abort("connectionreset"));
  }

  /** The network is back. */
  static async allow(page: Page): Promise<void> {
    await page.unroute(WASM);
  }
}

/** The frame's own document. */
export function frameOf(page: Page, gateway: string): Frame {
  const frame = page.frames().find((frame) => frame.url().startsWith(`${gateway}/v1/checkout/`));
  if (frame === undefined) throw new Error("there is no frame of the gateway");
  return frame;
}

/** Notes every layout shift of every document of the page from now on. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: unknown[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          sources: { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[];
          hadRecentInput: boolean;
        };
        // What the shopper has just asked for moves by right.
        if (hadRecentInput) continue;
        const moved = sources.map(({ node, previousRect, currentRect }) => {
          const name = node instanceof Element ? node.outerHTML.slice(0, 80) : String(node?.nodeValue);
          return `${name} from ${JSON.stringify(previousRect)} to ${JSON.stringify(currentRect)}`;
        });
        shifts.push([value, ...moved]);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** Layout shifts so far, of the page and of the frames in it. */
export async function shifts(page: Page): Promise<unknown[]> {
  const all = await Promise.all(
    page.frames().map((frame) => frame.evaluate(() => (window as unknown as { shifts: unknown[] }).shifts)),
  );
  return all.flat();
}

/** The events of the page, in their order. */
export async function watchEvents(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(window, { told });
    for (const name of ["ready", "change", "token", "paid", "failed", "cancelled", "error"] as const) {
      addEventListener(`carrier-checkout:${name}`, (event) => {
        const { code } = (event as CustomEvent<{ code?: string }>).detail;
        told.push(code === undefined ? name : `${name} ${code}`);
      });
    }
  });
  return () => page.evaluate(() => (window as unknown as { told: string[] }).told);
}
