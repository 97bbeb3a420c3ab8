// The script tag: `<script src="https://gateway/checkout.js" data-session="cs_…">`.

import { type Api, find, install } from "./api";
import { optionsOf } from "./options";

const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.src !== "") {
  start(script, install(new URL(script.src).origin));
}

function start(script: HTMLScriptElement, api: Api): void {
  const { session, mount } = script.dataset;
  // Without a session the page mounts by itself: CarrierCheckout.mount({ … }).
  if (session === undefined) return;
  const run = (): void => {
    api.mount(optionsOf(script.dataset, new URL(script.src).origin, mount ?? placeAfter(script)));
  };
  // An async script may run before the element that it names has been parsed.
  if (mount !== undefined && find(mount) === undefined && document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", run, { once: true });
  } else {
    run();
  }
}

function placeAfter(script: HTMLScriptElement): HTMLElement | undefined {
  if (script.closest("body") === null) return undefined;
  const place = document.createElement("div");
  script.after(place);
  return place;
}
