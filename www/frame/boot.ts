// The frame's first script, inline in its head. The window is there already, as
// the gateway rendered it: this keeps what the shopper does to it, fetches the
// widget, and hands both over.

import { countDown, holdPresses, keepFields } from "./early";
import { greeted, post } from "./host";
import { meta } from "./meta";
import { hideNotice, showNotice, type Why } from "./notice";

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
    shown: () => void,
  ): void;
  connect(embedder: string, port: MessagePort): void;
}

/** A shopper who waits for longer than this is told that something is wrong. */
const READY_WITHIN_MS = 15_000;

const host = greeted();
const presses = holdPresses();
const fetched = fetchWidget(0);
// Awaited once the HTML is parsed; until then nobody hears of its failure.
fetched.catch(() => {});

void host.then(({ port }) => {
  const tellHeight = (): void => {
    post(port, { type: "resize", height: Math.ceil(document.body.getBoundingClientRect().height) });
  };
  if (port !== undefined) new ResizeObserver(tellHeight).observe(document.body);
});

// Half a row would be laid out otherwise than the whole one, and jump.
document.documentElement.dataset.parsing = "";

document.addEventListener("DOMContentLoaded", () => {
  delete document.documentElement.dataset.parsing;
  const root = document.getElementById("checkout");
  if (root !== null) void start(root);
});

async function start(root: HTMLElement): Promise<void> {
  const { glue, shownIn } = await show(root);
  const { embedder, port } = await soon(host, () => location.reload());
  if (embedder !== undefined && port !== undefined) glue.connect(embedder, port);
  presses.carryOut(shownIn);
}

/** The widget, shown in place of what was rendered there, with all that was filled in. */
async function show(root: HTMLElement): Promise<{ glue: Glue; shownIn: HTMLElement }> {
  const stopCounting = countDown();
  const glue = await arrived();
  stopCounting();
  const restore = keepFields(root);
  try {
    await mount(glue, root, restore);
    return { glue, shownIn: root };
  } catch {
    // Something has changed what was rendered, a translation perhaps: a new widget makes it anew.
    const empty = root.cloneNode(false) as HTMLElement;
    root.replaceWith(empty);
    const another = await fetchWidget(-1);
    await mount(another, empty, restore);
    return { glue: another, shownIn: empty };
  }
}

/** The first widget to arrive of all that are asked for, as long as the shopper tries again. */
function arrived(): Promise<Glue> {
  return new Promise((resolve) => {
    const wait = async (coming: Promise<Glue>, attempt: number): Promise<void> => {
      const tryAgain = (): void => void wait(fetchWidget(attempt + 1), attempt + 1);
      resolve(await soon(coming, tryAgain));
    };
    void wait(fetched, 0);
  });
}

/**
 * What is on its way. When it fails or takes too long, the shopper and the page
 * are told; what comes late is as welcome as what is tried again.
 */
function soon<T>(coming: Promise<T>, tryAgain: () => void): Promise<T> {
  return new Promise((resolve) => {
    const fail = (why: Why): void => {
      const reason = why === "network" ? "network_error" : "browser_unsupported";
      void host.then(({ port }) => post(port, { type: "event", name: "error", detail: { reason } }));
      showNotice(why, presses.held(), tryAgain);
    };
    const deadline = setTimeout(() => fail("network"), READY_WITHIN_MS);
    coming.then(
      (thing) => {
        clearTimeout(deadline);
        hideNotice();
        resolve(thing);
      },
      (error: unknown) => {
        clearTimeout(deadline);
        fail(whyOf(error));
      },
    );
  });
}

/** Switched off, as in Lockdown Mode, or older than the widget's Wasm; else it did not come. */
function whyOf(error: unknown): Why {
  return typeof WebAssembly !== "object" || error instanceof WebAssembly.CompileError ? "unsupported" : "network";
}

async function fetchWidget(attempt: number): Promise<Glue> {
  // A module that failed stays failed under its name for as long as the document lives.
  const glue: Glue = await import(attempt === 0 ? meta("glue") : `${meta("glue")}?${attempt}`);
  await glue.default({ module_or_path: meta("wasm") });
  return glue;
}

function mount(glue: Glue, root: Element, restore: (root: Element) => void): Promise<void> {
  const watching = new AbortController();
  const mounting = new Promise<void>((resolve, reject) => {
    // It is shown in a turn of its own, which has no other way to say that it failed.
    const failed = (): void => reject(new Error("the widget cannot be shown"));
    addEventListener("error", failed, watching);
    addEventListener("unhandledrejection", failed, watching);
    const framed = window.parent !== window;
    glue.mount(root, meta("session"), meta("locale"), framed, renderedCheckout(), age(), () => {
      restore(root);
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
