// Fetches what few shoppers need, once one of them does.

import type * as Later from "./later/index";
import { meta } from "./meta";

/** The module; asked for again after a failure, under another name, because one that failed stays failed under its own. */
export const later = async (): Promise<typeof Later> => {
  try {
    return await import(`${meta("later")}${tries}`);
  } catch (error) {
    tries += "?";
    throw error;
  }
};

let tries = "";

/** Has a copy of the receipt mailed, from now on: a press of the button brings the form. */
export function offerMail(): void {
  const take = async (event: Event): Promise<void> => {
    const { target } = event;
    const mail = target instanceof Element ? target.closest<HTMLElement>("#mail") : null;
    const sends = mail instanceof HTMLFormElement;
    if (mail === null || sends !== (event.type === "submit") || (target === mail) !== sends) return;
    event.preventDefault();
    try {
      const { showMail, sendMail } = await later();
      await (sends ? sendMail(mail, meta("session"), meta("locale")) : showMail(mail, meta("locale")));
    } catch {
      const said = mail.querySelector("[role=status]");
      if (said !== null) said.textContent = mail.dataset.failed ?? "";
    }
  };
  addEventListener("submit", take);
  addEventListener("click", take);
}
