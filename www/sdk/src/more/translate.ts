import type { Place } from "../place";
import { words } from "./texts";

/** Says in the shopper's language that there is no window. */
export function translate({ note, options }: Place): void {
  if (note === undefined) return;
  const [text, button] = [note.querySelector("p"), note.querySelector("button")];
  const [unavailable, again] = words[options.locale].failed;
  note.lang = options.locale;
  if (text !== null) text.textContent = unavailable;
  if (button !== null) button.textContent = again;
}
