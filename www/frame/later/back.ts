// Back asks before it leaves a payment under way. While there is one, the history has an entry of the frame's own,
// which Back goes to first: the page stays, and the window asks.

import { wordsOf } from "./words";

/** What can be done about the payment: it can be cancelled, or it may be on its way to the carrier. */
type Way = "stop" | "moves";

/** So long a page has to go on from a payment that is over, before the entry that is left is taken back. */
const SETTLED_MS = 1_000;

/** Says of a dialog that it was closed here, and not by the browser. */
const ANSWERED = "answered";

/** Asks from now on. An old browser without dialogs leaves as it always did: whoever comes back goes on from there. */
export function askBeforeBack(): void {
  if (typeof HTMLDialogElement !== "function") return;
  const dialogs = (["stop", "moves"] as const).map(dialogOf);
  document.body.append(...dialogs);
  new BackQuestion(dialogs).askFromNowOn();
}

function dialogOf(way: Way): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.dataset.way = way;
  dialog.setAttribute("role", "alertdialog");
  const add = (tag: "h2" | "p" | "button", name: string): void => {
    const part = dialog.appendChild(document.createElement(tag));
    if (part instanceof HTMLButtonElement) {
      part.type = "button";
      part.className = name;
    } else {
      part.id = `${way}-${name}`;
      dialog.setAttribute(tag === "h2" ? "aria-labelledby" : "aria-describedby", part.id);
    }
  };
  add("h2", "title");
  add("p", "text");
  add("button", "primary");
  add("button", "secondary");
  return dialog;
}

/** In the language that is shown now. */
function say(dialog: HTMLDialogElement, way: Way): void {
  wordsOf(document.documentElement.lang)[way].forEach((word, at) => {
    const part = dialog.children[at];
    if (part !== undefined) part.textContent = word;
  });
}

class BackQuestion {
  readonly #dialogs: readonly HTMLDialogElement[];
  #way: Way | undefined;
  /** "결제 취소": wanted while something else was still being done, or pressed. */
  #cancel: "wanted" | "pressed" | undefined;
  #takingBack = false;

  constructor(dialogs: readonly HTMLDialogElement[]) {
    this.#dialogs = dialogs;
  }

  askFromNowOn(): void {
    addEventListener("popstate", this.#moved);
    // Browsers pass over entries that were made without anybody's touch: after a reload it waits for one.
    addEventListener("click", this.#arm, true);
    addEventListener("keydown", this.#arm, true);
    for (const dialog of this.#dialogs) {
      const [stay, go] = dialog.querySelectorAll("button");
      stay?.addEventListener("click", () => this.#goOn());
      go?.addEventListener("click", () => (dialog.dataset.way === "stop" ? this.#stop() : this.#leave()));
      // By Escape, or by Back itself on Android, which closes dialogs: not always does it say "cancel" first.
      dialog.addEventListener("close", () => {
        if (dialog.returnValue !== ANSWERED) this.#goOn();
      });
    }
    const seen = { subtree: true, childList: true, attributeFilter: ["data-screen", "aria-disabled"] };
    new MutationObserver(() => this.#look()).observe(document.body, seen);
    this.#look();
  }

  readonly #arm = (): void => {
    if (wayNow() === undefined || isArmed() || this.#asked() !== undefined) return;
    try {
      history.pushState(0, "");
      history.replaceState(history.length, "");
    } catch {
      // Some in-app browsers have no history to write to: there Back leaves, and whoever comes back goes on.
    }
  };

  /** Takes the entry back, unless the page has made others after it. */
  #disarm(): void {
    if (wayNow() !== undefined || history.state !== history.length) return;
    this.#takingBack = true;
    history.back();
  }

  readonly #moved = (): void => {
    const [way, taken] = [wayNow(), this.#takingBack];
    this.#takingBack = false;
    if (isArmed()) {
      this.#close();
      if (way === undefined) this.#disarm();
    } else if (taken) {
      // Nobody has pressed Back; but the next payment may have begun meanwhile.
      this.#arm();
    } else if (way !== undefined) {
      this.#ask(way);
    } else {
      // The entry was still there: the press was meant for the page.
      history.back();
    }
  };

  /** The window shows something else, or can be pressed again. */
  #look(): void {
    const [before, way] = [this.#way, wayNow()];
    this.#way = way;
    if (way === undefined) {
      this.#close();
      if (before !== undefined && isArmed()) setTimeout(() => this.#disarm(), SETTLED_MS);
    } else if (this.#asked() !== undefined) {
      this.#ask(way);
      if (this.#cancel !== undefined) this.#stop();
    } else if (before === undefined && navigator.userActivation?.hasBeenActive === true) {
      this.#arm();
    }
  }

  #asked(): HTMLDialogElement | undefined {
    return this.#dialogs.find((dialog) => dialog.open);
  }

  #ask(way: Way): void {
    const dialog = this.#dialogs.find((one) => one.dataset.way === way);
    if (dialog === undefined || dialog.open) return;
    this.#close();
    dialog.returnValue = "";
    say(dialog, way);
    dialog.showModal();
    putInSight(dialog);
  }

  #close(): void {
    this.#cancel = undefined;
    this.#asked()?.close(ANSWERED);
  }

  #goOn(): void {
    this.#close();
    history.forward();
  }

  #leave(): void {
    this.#close();
    history.back();
  }

  /** Presses the window's own button, as soon as it can be pressed; when it has not worked, the window says why. */
  #stop(): void {
    const button = document.querySelector<HTMLElement>("#checkout .cancel:not([aria-disabled=true])");
    if (button === null) {
      this.#cancel ??= "wanted";
    } else if (this.#cancel === "pressed") {
      this.#goOn();
    } else {
      this.#cancel = "pressed";
      button.click();
    }
  }
}

const isArmed = (): boolean => typeof history.state === "number";

function wayNow(): Way | undefined {
  const screen = document.querySelector<HTMLElement>("#checkout [data-screen]")?.dataset.screen;
  if (screen === "code") return "stop";
  return screen === "checking" ? "moves" : undefined;
}

/** In the middle of what is in sight: a frame is as high as its content, and a dialog is in the middle of the frame. */
function putInSight(dialog: HTMLDialogElement): void {
  new IntersectionObserver(([entry], observer) => {
    observer.disconnect();
    if (entry === undefined) return;
    const { top, height } = entry.intersectionRect;
    dialog.style.marginBlockStart = `${Math.max(0, top + (height - dialog.offsetHeight) / 2)}px`;
  }).observe(document.documentElement);
}
