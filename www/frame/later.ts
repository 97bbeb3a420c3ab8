// Fetches what few shoppers need, once one of them does.

import type * as Later from "./later/index";
import { meta } from "./meta";

/** A connection can stay open without a word, and a browser waits for minutes. */
const COMES_WITHIN_MS = 10_000;

/** The module; asked for again after a failure, under another name, because one that failed stays failed under its own. */
export const later = async (): Promise<typeof Later> => {
  try {
    const late = new Promise<never>((_, reject) => setTimeout(reject, COMES_WITHIN_MS));
    return await Promise.race([import(`${meta("later")}${tries}`), late]);
  } catch (error) {
    tries += "?";
    throw error;
  }
};

let tries = "";

/** Has a copy of the receipt mailed, from now on. */
export function sendMails(): void {
  addEventListener("submit", async (event) => {
    const form = event.target as HTMLFormElement;
    if (form.id !== "mail") return;
    event.preventDefault();
    try {
      const { sendMail } = await later();
      await sendMail(form, meta("session"), meta("locale"));
    } catch {
      const said = form.querySelector("[role=status]");
      if (said !== null) said.textContent = form.dataset.failed ?? "";
    }
  });
}

/** What a payment under way takes, from the first one on: it comes while that is sent. */
export function watchPayment(): void {
  let asked = false;
  const look = async (): Promise<void> => {
    if (asked || document.querySelector("[data-screen=code],[data-screen=checking],.primary .spinner") === null) return;
    asked = true;
    try {
      const { askBeforeBack, offerMail } = await later();
      watching.disconnect();
      askBeforeBack();
      offerMail();
    } catch {
      // Until it comes, Back leaves without a question; whoever comes back goes on from there.
      asked = false;
    }
  };
  const watching = new MutationObserver(() => void look());
  watching.observe(document.body, { subtree: true, childList: true, attributeFilter: ["data-screen"] });
  void look();
}
