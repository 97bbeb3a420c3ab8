// What is said when the widget does not come. The words came with the HTML.

/** What went wrong. */
export type Why = "network" | "unsupported" | "unconnected" | "broken";

/** Says it, and does `again` when the shopper asks for another try. */
export function showNotice(why: Why, focus: boolean, again: () => void): void {
  const { notice, retry } = parts();
  if (notice == null || retry == null) return;
  retry.onclick = () => {
    hideNotice();
    again();
  };
  for (const text of notice.querySelectorAll<HTMLElement>("[data-why]")) {
    text.hidden = !text.dataset.why?.split(" ").includes(why);
  }
  notice.hidden = false;
  // Whoever has pressed a button looks there, and would not see what is above.
  if (focus) notice.focus();
}

/** Takes it away again, and the focus, if it is there, to where reading begins. */
export function hideNotice(): void {
  const { notice } = parts();
  if (notice == null || notice.hidden) return;
  const focused = notice.contains(document.activeElement);
  notice.hidden = true;
  if (focused) document.getElementById("heading")?.focus();
}

function parts() {
  const notice = document.getElementById("notice");
  return { notice, retry: notice?.querySelector("button") };
}
