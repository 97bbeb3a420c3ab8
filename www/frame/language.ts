// The shopper chooses another language. The window comes once more from the gateway, rendered in it, and takes the place
// of the one that is shown: as if the page had been loaded in that language from the beginning.

import { meta } from "./meta";

/** Shows the window in that language, unless another one has been chosen meanwhile. */
export type Speak = (locale: string, stillWanted: () => boolean) => Promise<void>;

/** Lets the shopper choose from now on: the last choice counts. */
export function offerLanguages(speak: Speak): void {
  let turn = 0;
  const choose = async (select: HTMLSelectElement): Promise<void> => {
    turn += 1;
    const mine = turn;
    const stillWanted = () => mine === turn;
    const locale = select.value;
    say("");
    select.setAttribute("aria-busy", "true");
    try {
      if (locale !== meta("locale")) await speak(locale, stillWanted);
      // Not waited for: without it only a reload comes in the old language.
      if (stillWanted()) void remember(locale);
    } catch {
      if (!stillWanted()) return;
      select.value = meta("locale");
      say(status()?.dataset.text ?? "");
    } finally {
      if (stillWanted()) select.removeAttribute("aria-busy");
    }
  };
  addEventListener("change", ({ target }) => {
    if ((target as Element).closest("#language")) void choose(target as HTMLSelectElement);
  });
}

const status = () => document.querySelector<HTMLElement>("#language p");

function say(text: string): void {
  const said = status();
  if (said !== null) said.textContent = text;
}

/** The gateway brings the window in that language from now on, also after a reload. */
function remember(locale: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${meta("session")}` };
  return fetch(`/v1/checkout/language/${locale}`, { method: "PUT", headers }).catch(() => {});
}
