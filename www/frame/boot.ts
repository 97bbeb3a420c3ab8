// The frame's first script, inline in its head. The window is there already, as
// the gateway rendered it: this keeps what the shopper does to it, fetches the
// widget, and hands both over.

import type { Reason } from "../sdk/src/protocol";
import { countDown, holdPresses, type Kept, keepFields } from "./early";
import { hear } from "./hearing";
import { framed, greeted, lend, post } from "./host";
import { offerLanguages } from "./language";
import { later, sendMails, watchPayment } from "./later";
import type * as Later from "./later/index";
import { age, turnTo as goBy, meta, renderedCheckout } from "./meta";
import { hideNotice, showNotice, type Why } from "./notice";
import { tellOffline } from "./offline";
import { offerPrinting } from "./print";

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
const REASONS: Partial<Record<Why, Reason>> = {
  network: "network_error",
  unsupported: "browser_unsupported",
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
sendMails();
let presses = holdPresses();
let attempts = 0;
/** The widget that is shown. */
let shown: Glue | undefined;
/** Counts the languages: what was begun for one that is shown no more is given up. */
let turn = 0;
let stopCounting = (): void => {};
const fetched = painted.then(() => fetchWidget());
// Awaited once the HTML is parsed; until then nobody hears of its failure.
fetched.catch(() => {});

void tellHeights();
void parsed.then(tellOffline);
void parsed.then(watchPayment);
void parsed.then(start).catch(() => fail("broken", () => location.reload()));

async function tellHeights(): Promise<void> {
  const { port } = await host;
  await parsed;
  if (port === undefined) return;
  const tell = (): void => {
    post(port, { type: "resize", height: Math.ceil(document.body.getBoundingClientRect().height) });
  };
  new ResizeObserver(tell).observe(document.body);
  const see = async (): Promise<void> => {
    const { guardPresses, keepFocusInSight } = await later();
    const reveal = (top: number, height: number): void => post(port, { type: "reveal", top, height });
    keepFocusInSight(reveal);
    // Over a page of its own nobody lays anything.
    if (window.parent !== window) guardPresses(reveal);
  };
  // From the first focus on; without it browsers scroll as they always did, until it comes by another focus.
  const listen = (): void => document.addEventListener("focusin", () => void see().catch(listen), { once: true });
  listen();
}

async function start(): Promise<void> {
  offerLanguages(speak);
  await run(fetched);
}

/** Shows the widget that is coming, and joins it to the page around. */
async function run(coming: Promise<Glue>, carried?: Kept): Promise<void> {
  const mine = turn;
  stopCounting = countDown();
  const glue = await arrived(coming);
  stopCounting();
  const mounted = await show(glue, carried);
  // Another language was chosen in that very moment.
  if (mine !== turn) return mounted.unmount();
  shown = mounted;
  const reload = (): void => location.reload();
  const { embedder, port } = await soon(
    host,
    () => "unconnected",
    () => reload,
  );
  if (embedder !== undefined && port !== undefined) mounted.connect(embedder, lend(port));
  presses.carryOut();
}

/** The widget, shown in place of what was rendered there, with all that was filled in. */
async function show(glue: Glue, carried?: Kept): Promise<Glue> {
  const root = place();
  const kept = carried ?? keepFields(root);
  try {
    await mount(glue, root, kept.giveTo, carried !== undefined);
    return glue;
  } catch {
    // Something has changed what was rendered, a translation perhaps: a new widget makes it anew.
    kept.putInto(root);
    try {
      glue.unmount();
    } catch {
      // It may be past that.
    }
    attempts += 1;
    const another = await arrived(fetchWidget());
    const again = keepFields(root);
    const empty = root.cloneNode(false) as HTMLElement;
    root.replaceWith(empty);
    await mount(another, empty, again.giveTo, carried !== undefined);
    return another;
  }
}

/** The window in another language, once that has come and nothing is under way any more. */
async function speak(locale: string, stillWanted: () => boolean): Promise<void> {
  const module = await later();
  const page = await module.pageFor(locale, stillWanted, shown === undefined ? undefined : fetchWidget);
  if (stillWanted()) turnTo(page, module);
}

function turnTo({ html, at }: Later.Page, { putUp, screenOf }: typeof Later): void {
  turn += 1;
  stopCounting();
  const root = place();
  const kept = keepFields(root);
  if (shown !== undefined) {
    presses = holdPresses();
    shown.unmount();
    shown = undefined;
  }
  const before = screenOf(root);
  goBy(html, at);
  const next = putUp(html);
  // The gateway knows of the code, but not that the shopper has gone back: to the same form, not to the code.
  const back = before === "details" && screenOf(next) === "code";
  if (back) next.replaceChildren();
  else kept.putInto(next);
  presses.show();
  void run(fetchWidget(), back ? kept : undefined).catch(() => fail("broken", () => location.reload()));
}

const place = (): HTMLElement => document.getElementById("checkout") ?? document.body;

/** The first widget to arrive of all that are asked for, as long as the shopper tries again. */
function arrived(first: Promise<Glue>): Promise<Glue> {
  return new Promise((resolve) => {
    const wait = async (coming: Promise<Glue>): Promise<void> => {
      resolve(
        await soon(coming, whyOf, () => () => {
          // A new act of the shopper: what was pressed holds again.
          presses.holdOn();
          attempts += 1;
          void wait(fetchWidget());
        }),
      );
    };
    void wait(first);
  });
}

/**
 * What is on its way. When it fails or takes too long, that is told, once; what
 * comes late is as welcome as what is tried again. After another language was chosen nothing comes of it.
 */
function soon<T>(coming: Promise<T>, why: (error?: unknown) => Why, again: () => () => void): Promise<T> {
  return new Promise((resolve) => {
    const mine = turn;
    let told = false;
    const tell = (error?: unknown): void => {
      clearTimeout(deadline);
      if (!told && mine === turn) fail(why(error), again());
      told = true;
    };
    const deadline = setTimeout(tell, READY_WITHIN_MS);
    coming.then((thing) => {
      clearTimeout(deadline);
      if (mine !== turn) return;
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

/** The widget that the gateway's HTML names. */
async function fetchWidget(page?: Document): Promise<Glue> {
  const [name, wasm] = [meta("glue", page), meta("wasm", page)];
  try {
    // A module that failed stays failed under its name for as long as the document lives.
    const again = attempts === 0 ? "" : `?${attempts}`;
    const glue: Glue = await import(name + again);
    // What came broken is kept by the browser as if it were whole.
    await glue.default({ module_or_path: wasm + again });
    return glue;
  } catch (error) {
    attempts += 1;
    // Only what is whole says what a browser cannot do.
    if (attempts === 1 && error instanceof WebAssembly.CompileError) return fetchWidget(page);
    throw error;
  }
}

function mount(glue: Glue, root: Element, giveTo: (root: Element) => void, begunAnew: boolean): Promise<void> {
  const watching = new AbortController();
  const mounting = new Promise<void>((resolve, reject) => {
    // It is shown in a turn of its own, which has no other way to say that it failed.
    addEventListener("error", reject, watching);
    addEventListener("unhandledrejection", reject, watching);
    glue.mount(root, meta("session"), meta("locale"), framed, renderedCheckout(begunAnew), age(), hear, () => {
      giveTo(root);
      resolve();
    });
  });
  return mounting.finally(() => watching.abort());
}
