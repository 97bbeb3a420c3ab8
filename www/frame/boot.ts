// The frame's first script, inline in its head. The window is there already, as
// the gateway rendered it: this keeps what the shopper does to it, fetches the
// widget, and hands both over.

import type { Reason } from "../sdk/src/protocol";
import { askBeforeBack } from "./back";
import { countDown, holdPresses, keepFields } from "./early";
import { hear } from "./hearing";
import { greeted, post } from "./host";
import { meta } from "./meta";
import { hideNotice, showNotice, type Why } from "./notice";
import { tellOffline } from "./offline";
import { offerPrinting } from "./print";
import { keepFocusInSight } from "./sight";

/** What wasm-bindgen makes of the widget. */
interface Glue {
  default(input: { module_or_path: string }): Promise<unknown>;
  mount(
    root: Element,
    session: string,
    locale: string,
    framed: boolean,
    checkout: unknown,
    ageMs: number,
    ears: typeof hear,
    shown: () => void,
  ): void;
  connect(embedder: string, port: MessagePort): void;
  unmount(): void;
}

/** A shopper who waits for longer than this is told that something is wrong. */
const READY_WITHIN_MS = 15_000;

const PAINTED_WITHIN_MS = 500;

/** What the page is told when the widget does not come; when the page itself is what is missing, nothing. */
const REASONS: Record<Why, Reason | undefined> = {
  network: "network_error",
  unsupported: "browser_unsupported",
  unconnected: undefined,
  broken: "gateway_error",
};

// Half a row would be laid out otherwise than the whole one, and jump.
const { documentElement: html } = document;
html.dataset.parsing = "";
const parsed = new Promise<void>((resolve) => {
  document.addEventListener("DOMContentLoaded", () => {
    delete html.dataset.parsing;
    resolve();
  });
});

/** The window is on the screen before the widget takes the processor; a frame out of sight is not painted. */
const painted = parsed.then(
  () =>
    new Promise<void>((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve));
      setTimeout(resolve, PAINTED_WITHIN_MS);
    }),
);

const host = greeted();
// First: a press of its button is not one to be held.
offerPrinting();
const presses = holdPresses();
let attempts = 0;
const fetched = painted.then(fetchWidget);
// Awaited once the HTML is parsed; until then nobody hears of its failure.
fetched.catch(() => {});

void tellHeights();
void parsed.then(tellOffline);
void parsed.then(askBeforeBack);
void parsed.then(start).catch(() => fail("broken", () => location.reload()));

async function tellHeights(): Promise<void> {
  const { port } = await host;
  await parsed;
  if (port === undefined) return;
  const tell = (): void => {
    post(port, { type: "resize", height: Math.ceil(document.body.getBoundingClientRect().height) });
  };
  new ResizeObserver(tell).observe(document.body);
  keepFocusInSight(port);
}

async function start(): Promise<void> {
  const root = document.getElementById("checkout");
  if (root === null) return;
  const { glue, shownIn } = await show(root);
  const reload = (): void => location.reload();
  const { embedder, port } = await soon(
    host,
    () => "unconnected",
    () => reload,
  );
  if (embedder !== undefined && port !== undefined) glue.connect(embedder, port);
  presses.carryOut(shownIn);
}

/** The widget, shown in place of what was rendered there, with all that was filled in. */
async function show(root: HTMLElement): Promise<{ glue: Glue; shownIn: HTMLElement }> {
  const stopCounting = countDown();
  const glue = await arrived(fetched);
  stopCounting();
  const kept = keepFields(root);
  try {
    await mount(glue, root, kept.giveTo);
    return { glue, shownIn: root };
  } catch {
    // Something has changed what was rendered, a translation perhaps: a new widget makes it anew.
    kept.putInto(root);
    try {
      glue.unmount();
    } catch {
      // It may be past that.
    }
    const another = await arrived(fetchWidget());
    const again = keepFields(root);
    const empty = root.cloneNode(false) as HTMLElement;
    root.replaceWith(empty);
    await mount(another, empty, again.giveTo);
    return { glue: another, shownIn: empty };
  }
}

/** The first widget to arrive of all that are asked for, as long as the shopper tries again. */
function arrived(first: Promise<Glue>): Promise<Glue> {
  return new Promise((resolve) => {
    const wait = async (coming: Promise<Glue>): Promise<void> => {
      resolve(
        await soon(coming, whyOf, () => () => {
          // A new act of the shopper: what was pressed holds again.
          presses.holdOn();
          void wait(fetchWidget());
        }),
      );
    };
    void wait(first);
  });
}

/**
 * What is on its way. When it fails or takes too long, that is told, once; what
 * comes late is as welcome as what is tried again.
 */
function soon<T>(coming: Promise<T>, why: (error?: unknown) => Why, again: () => () => void): Promise<T> {
  return new Promise((resolve) => {
    let told = false;
    const tell = (error?: unknown): void => {
      clearTimeout(deadline);
      if (!told) fail(why(error), again());
      told = true;
    };
    const deadline = setTimeout(tell, READY_WITHIN_MS);
    coming.then((thing) => {
      clearTimeout(deadline);
      hideNotice();
      resolve(thing);
    }, tell);
  });
}

/** Tells the shopper and the page. What was pressed is forgotten: it was said that it did not work. */
function fail(why: Why, again: () => void): void {
  const reason = REASONS[why];
  if (reason !== undefined) {
    void host.then(({ port }) => post(port, { type: "event", name: "error", detail: { reason } }));
  }
  showNotice(why, presses.letGo(), again);
}

/** Switched off, as in Lockdown Mode, or older than the widget's Wasm; else it did not come. */
function whyOf(error?: unknown): Why {
  return typeof WebAssembly !== "object" || error instanceof WebAssembly.CompileError ? "unsupported" : "network";
}

async function fetchWidget(): Promise<Glue> {
  // A module that failed stays failed under its name for as long as the document lives.
  const name = attempts === 0 ? meta("glue") : `${meta("glue")}?${attempts}`;
  attempts += 1;
  const glue: Glue = await import(name);
  await glue.default({ module_or_path: meta("wasm") });
  return glue;
}

function mount(glue: Glue, root: Element, giveTo: (root: Element) => void): Promise<void> {
  const watching = new AbortController();
  const mounting = new Promise<void>((resolve, reject) => {
    // It is shown in a turn of its own, which has no other way to say that it failed.
    const failed = (): void => reject(new Error("the widget cannot be shown"));
    addEventListener("error", failed, watching);
    addEventListener("unhandledrejection", failed, watching);
    const framed = window.parent !== window;
    glue.mount(root, meta("session"), meta("locale"), framed, renderedCheckout(), age(), hear, () => {
      giveTo(root);
      resolve();
    });
  });
  return mounting.finally(() => watching.abort());
}

function renderedCheckout(): unknown {
  const text = document.getElementById("cc-checkout")?.textContent;
  return text == null ? undefined : JSON.parse(text);
}

/** How long ago the gateway's HTML began to arrive. */
function age(): number {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return performance.now() - (navigation?.responseStart ?? 0);
}
