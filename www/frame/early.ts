// What the shopper does to the rendered window before the widget is there.

/** A button that was pressed too early. */
export interface Presses {
  /** Forgets the press, unless the shopper wants it again; whether there was one. */
  letGo(): boolean;
  /** The shopper wants it again. */
  holdOn(): void;
  /** Shows it on the button of a window that was put up in the place of the one that it was pressed in. */
  show(): void;
  /** Lets presses through from now on, and carries out the one that is held. */
  carryOut(): void;
}

/** Holds the last press of a button of the window from now on. */
export function holdPresses(): Presses {
  let pressed: { button: Element; at: number } | undefined;
  let held = false;
  /** The same element, or the one that was made anew in its place. */
  const button = (): Element | undefined => {
    const root = document.getElementById("checkout");
    if (root === null || pressed === undefined) return undefined;
    const now = root.contains(pressed.button) ? pressed.button : buttonsOf(root)[pressed.at];
    return now?.className === pressed.button.className ? now : undefined;
  };
  const show = (): void => {
    for (const busy of document.querySelectorAll("#checkout [aria-busy=true]")) {
      if (busy.matches("button")) busy.removeAttribute("aria-busy");
    }
    if (held) button()?.setAttribute("aria-busy", "true");
    const said = document.getElementById("pressed");
    if (said !== null) said.textContent = held ? (said.dataset.text ?? "") : "";
  };
  const hold = (event: Event): void => {
    const { target } = event;
    const root = document.getElementById("checkout");
    if (!(target instanceof Element) || !root?.contains(target)) return;
    const meant = event.type === "submit" ? target.querySelector("[type=submit]") : target.closest("[type=button]");
    if (meant == null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (meant.matches("[aria-disabled=true]")) return;
    pressed = { button: meant, at: buttonsOf(root).indexOf(meant) };
    held = true;
    show();
  };
  // Whoever goes on filling in does not mean "cancel" any more.
  const goOn = ({ target }: Event): void => {
    matchTicks(target);
    if (!held || pressed?.button.matches("[type=submit]")) return;
    held = false;
    show();
  };
  addEventListener("submit", hold, true);
  addEventListener("click", hold, true);
  addEventListener("input", goOn);
  return {
    letGo() {
      const was = held;
      held = false;
      show();
      return was;
    },
    holdOn() {
      held = pressed !== undefined;
      show();
    },
    show,
    carryOut() {
      removeEventListener("submit", hold, true);
      removeEventListener("click", hold, true);
      removeEventListener("input", goOn);
      const was = held;
      held = false;
      show();
      const now = button();
      if (was && now instanceof HTMLElement) now.click();
    },
  };
}

function buttonsOf(root: Element): Element[] {
  return [...root.querySelectorAll("button")];
}

/**
 * What the widget does by itself: "전체 동의" and the single consents tick each
 * other, and a budget carrier is chosen no more when another carrier is.
 */
function matchTicks(target: EventTarget | null): void {
  const all = document.querySelector<HTMLInputElement>("input#consents");
  const each = [...document.querySelectorAll<HTMLInputElement>(".consents li input")];
  if (all !== null && target === all) {
    for (const one of each) one.checked = all.checked;
  } else if (all !== null) {
    all.checked = each.length > 0 && each.every((one) => one.checked);
  }
  const budget = document.querySelector<HTMLInputElement>("[name=carrier][value=budget]");
  if (budget?.checked !== false) return;
  for (const one of document.querySelectorAll<HTMLInputElement>("[name=budget-carrier]")) one.checked = false;
}

/** Lets the time on a rendered code screen pass, until the function that comes back is called. */
export function countDown(): () => void {
  const shown = document.querySelector("[role=timer]")?.lastChild;
  const [minutes, seconds] = shown?.textContent?.split(":").map(Number) ?? [];
  if (shown == null || minutes === undefined || seconds === undefined) return () => {};
  const since = performance.now();
  const timer = setInterval(() => {
    const left = Math.max(0, minutes * 60 + seconds - Math.floor((performance.now() - since) / 1_000));
    shown.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }, 1_000);
  return () => clearInterval(timer);
}

/** What was filled in, for the same fields or for new ones of the same names. */
export interface Kept {
  /** Fills it in again, opens what was open, and gives back the focus. */
  putInto(root: Element): void;
  /** Gives it to the widget that is shown there, as if it were filled in now. */
  giveTo(root: Element): void;
}

/** Notes what has been filled in so far, and what is until it is given on. */
export function keepFields(root: Element): Kept {
  const active = document.activeElement;
  const focused = active !== null && root.contains(active) ? selectorOf(active) : undefined;
  const fields = [...root.querySelectorAll("input")].filter(isTouched).map(noted);
  // The browser is let in before the widget draws itself, and once more before it can be told.
  const note = ({ target }: Event) => fields.push(noted(target as HTMLInputElement));
  root.addEventListener("input", note);
  const open = [...root.querySelectorAll("details")].map((details) => details.open);
  const asked = root.querySelector(ASKED) !== null;

  const fillIn = (root: Element): [HTMLInputElement, string][] => {
    const filled: [HTMLInputElement, string][] = [];
    for (const { selector, value, checked, selectionStart, selectionEnd } of fields) {
      const field = root.querySelector<HTMLInputElement>(selector);
      if (field === null) continue;
      if (isTick(field)) {
        field.checked = checked;
      } else if (field.value !== value) {
        field.value = value;
        field.setSelectionRange(selectionStart, selectionEnd);
      }
      filled.push([field, selector]);
    }
    return filled;
  };

  const unfold = (root: Element): HTMLDetailsElement[] => {
    const unfolded = [...root.querySelectorAll("details")].filter((_, at) => open[at]);
    for (const details of unfolded) details.open = true;
    return unfolded;
  };

  const focus = (root: Element): void => {
    if (focused === undefined || document.activeElement !== document.body) return;
    root.querySelector<HTMLElement>(focused)?.focus();
  };

  const putInto = (root: Element): void => {
    fillIn(root);
    unfold(root);
    focus(root);
  };

  const giveTo = (next: Element): void => {
    root.removeEventListener("input", note);
    for (const [field, selector] of fillIn(next)) {
      field.dispatchEvent(new Event(isTick(field) ? "change" : "input", { bubbles: true }));
      if (!isTick(field) && selector !== focused) field.dispatchEvent(new FocusEvent("blur"));
    }
    for (const details of unfold(next)) details.dispatchEvent(new Event("toggle"));
    // It is drawn only once the widget is there.
    if (asked) setTimeout(() => next.querySelector<HTMLElement>(FOLDED)?.click());
    focus(next);
  };

  return { putInto, giveTo };
}

function noted(field: HTMLInputElement) {
  const { value, checked, selectionStart, selectionEnd } = field;
  return { selector: selectorOf(field), value, checked, selectionStart, selectionEnd };
}

/** "본인이 결제하지 않았어요" on the receipt, opened and not. */
const ASKED = "#dispute[aria-expanded=true]";
const FOLDED = "#dispute[aria-expanded=false]";

function isTick(field: HTMLInputElement): boolean {
  return field.type === "radio" || field.type === "checkbox";
}

/** Of radios, the one that was chosen, if it is in sight: a browser may fill in again what is folded away. */
function isTouched(field: HTMLInputElement): boolean {
  if (field.type === "radio") return field.checked && !field.defaultChecked && field.offsetParent !== null;
  return isTick(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

function selectorOf(element: Element): string {
  if (element.id !== "") return `#${CSS.escape(element.id)}`;
  const { name, value } = element as HTMLInputElement;
  return `[name="${name}"][value="${value}"]`;
}
