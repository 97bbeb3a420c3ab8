// What the loader, or a page in Yew, has running on a page: listeners on window and document, timers, observers, ports. Whatever a checkout
// begins has to be gone with it. What the test's own tools begin does not count.

import type { Page } from "@playwright/test";

/** How much of each there is. */
export type Leftovers = Readonly<Record<"listeners" | "timers" | "observers" | "ports" | "nodes" | "frames", number>>;

/** The loader's own files. */
const LOADER = "/checkout\\.js|/assets/more-";

/** Counts from the first moment of every page from now on what these files begin. Gives what there is at present. */
export async function watchLeftovers(page: Page, files = LOADER): Promise<() => Promise<Leftovers>> {
  await page.addInitScript((files) => {
    const running = {
      listeners: new Set<string>(),
      timers: new Set<unknown>(),
      observers: new Set<unknown>(),
      ports: 0,
    };
    Object.assign(window, { running });
    const ofTheLoader = () => new RegExp(files).test(new Error().stack ?? "");
    let next = 0;
    const names = new WeakMap<object, number>();
    const nameOf = (listener: object) => {
      const name = names.get(listener) ?? next++;
      names.set(listener, name);
      return name;
    };
    for (const target of [window, document]) {
      const { addEventListener, removeEventListener } = target;
      const key = (type: string, listener: object) =>
        `${target === window ? "window" : "document"} ${type} ${nameOf(listener)}`;
      target.addEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
        if (ofTheLoader()) running.listeners.add(key(type, listener));
        addEventListener.call(target, type, listener, options);
      };
      target.removeEventListener = (type: string, listener: EventListener, options?: EventListenerOptions) => {
        running.listeners.delete(key(type, listener));
        removeEventListener.call(target, type, listener, options);
      };
    }
    const { setTimeout: begin, clearTimeout: end } = window;
    Object.assign(window, {
      setTimeout(run: () => void, ms?: number) {
        const timer = begin(() => {
          running.timers.delete(timer);
          run();
        }, ms);
        if (ofTheLoader()) running.timers.add(timer);
        return timer;
      },
      clearTimeout(timer: number) {
        running.timers.delete(timer);
        end(timer);
      },
    });
    for (const name of ["IntersectionObserver", "ResizeObserver", "MutationObserver"] as const) {
      const { observe, disconnect } = window[name].prototype;
      window[name].prototype.observe = function (this: never, ...rest: never[]) {
        if (ofTheLoader()) running.observers.add(this);
        (observe as (...rest: never[]) => void).apply(this, rest);
      };
      window[name].prototype.disconnect = function (this: never) {
        running.observers.delete(this);
        disconnect.call(this);
      };
    }
    const { MessageChannel: Channel } = window;
    window.MessageChannel = class extends Channel {
      constructor() {
        super();
        if (!ofTheLoader()) return;
        running.ports++;
        const close = this.port1.close.bind(this.port1);
        let open = true;
        this.port1.close = () => {
          if (open) running.ports--;
          open = false;
          close();
        };
      }
    };
  }, files);
  return () =>
    page.evaluate(() => {
      type Running = { listeners: Set<string>; timers: Set<unknown>; observers: Set<unknown>; ports: number };
      const { running } = window as unknown as { running: Running };
      return {
        listeners: running.listeners.size,
        timers: running.timers.size,
        observers: running.observers.size,
        ports: running.ports,
        nodes: document.querySelectorAll("body *").length,
        frames: window.length,
      };
    });
}
