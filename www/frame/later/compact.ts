// What is paid, to whom, and the button, so low that it fits between what stays on the screen of a page: a header, a bar
// at the bottom. A browser counts the whole frame as covered when a part of it is, also one that is not in sight.

import type { Reveal } from "./guard";

/** For what a page has floating at the bottom, beside what the loader keeps free anyway. */
const ROOM_BELOW = 48;

/** Folds away everything but the order and the button; the function that comes back unfolds it. */
export function compact(button: HTMLElement, reveal: Reveal): () => void {
  const form = button.closest("form");
  const folded = [...(form?.children ?? []), document.getElementById("language")].filter(
    (part): part is HTMLElement => part instanceof HTMLElement && !part.contains(button) && !isFolded(part),
  );
  for (const part of folded) part.style.display = "none";
  // After the page has heard how high the window is now.
  requestAnimationFrame(() =>
    setTimeout(() => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      // On a low screen there is no such room: then its upper edge counts.
      reveal(0, height + ROOM_BELOW);
      reveal(0, height);
    }),
  );
  return () => {
    for (const part of folded) part.style.display = "";
  };
}

const isFolded = (part: HTMLElement): boolean => part.style.display !== "";
