// The script tag: `<script src="https://gateway/checkout.js" data-session="cs_…">`, or without
// a session beside `<carrier-checkout session="cs_…">`.

import { frameBefore, isParsed } from "./adopt";
import { type Api, find, install } from "./api";
import { optionsOf } from "./options";

const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.src !== "") {
  const gateway = new URL(script.src).origin;
  start(script, gateway, install(gateway));
}

function start(script: HTMLScriptElement, gateway: string, api: Api): void {
  const { session, sessionUrl, mount } = script.dataset;
  // Without a session the page declares its checkouts, or mounts them: CarrierCheckout.mount({ … }).
  if ((session ?? sessionUrl) === undefined) return;
  const run = (): void => {
    const frame = mount === undefined && session ? frameBefore(script, gateway, session) : undefined;
    api.mount({ ...optionsOf(script.dataset, gateway, mount ?? placeAfter(script)), frame });
  };
  // An async script may run before the element that it names has been parsed.
  if (mount === undefined || isParsed(find(mount))) run();
  else document.addEventListener("DOMContentLoaded", run, { once: true });
}

function placeAfter(script: HTMLScriptElement): HTMLElement | undefined {
  if (script.closest("body") === null) return undefined;
  const place = document.createElement("div");
  script.after(place);
  return place;
}
