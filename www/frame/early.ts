// What the shopper does to the rendered window before the widget is there.

/** Buttons pressed too early, kept until they can be carried out. */
export interface Presses {
  /** Whether one waits. */
  held(): boolean;
  /** Lets presses through from now on, and carries out the last one that was kept. */
  carryOut(root: Element): void;
}

/** Holds every press of a button of the window from now on. */
export function holdPresses(): Presses {
  let label: string | undefined;
  const hold = (event: Event): void => {
    const { target } = event;
    const root = document.getElementById("checkout");
    if (!(target instanceof Element) || !root?.contains(target)) return;
    const button = event.type === "submit" ? target.querySelector("[type=submit]") : target.closest("[type=button]");
    if (button == null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    label = labelOf(button);
    button.setAttribute("aria-busy", "true");
    const said = document.getElementById("pressed");
    if (said !== null) said.textContent = said.dataset.text ?? "";
  };
  addEventListener("submit", hold, true);
  addEventListener("click", hold, true);
  addEventListener("change", tickTogether);
  return {
    held: () => label !== undefined,
    carryOut(root) {
      removeEventListener("submit", hold, true);
      removeEventListener("click", hold, true);
      document.getElementById("pressed")?.replaceChildren();
      const buttons = [...root.querySelectorAll("button")];
      for (const button of buttons) button.removeAttribute("aria-busy");
      if (label !== undefined) buttons.find((button) => labelOf(button) === label)?.click();
    },
  };
}

function labelOf(button: Element): string {
  return button.textContent?.trim() ?? "";
}

/** "전체 동의" and the single consents tick each other, as they do in the widget. */
function tickTogether({ target }: Event): void {
  const all = document.querySelector<HTMLInputElement>("input#consents");
  const each = [...document.querySelectorAll<HTMLInputElement>(".consents li input")];
  if (all === null) return;
  if (target === all) {
    for (const one of each) one.checked = all.checked;
  } else {
    all.checked = each.length > 0 && each.every((one) => one.checked);
  }
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

/**
 * Notes what was filled in. The function that comes back gives it to the widget
 * as if it were filled in now: in the same fields, or in new ones of the same names.
 */
export function keepFields(root: Element): (root: Element) => void {
  removeEventListener("change", tickTogether);
  const active = document.activeElement;
  const focused = active !== null && root.contains(active) ? selectorOf(active) : undefined;
  const fields = [...root.querySelectorAll("input")].filter(isTouched).map((field) => {
    const { value, checked, selectionStart, selectionEnd } = field;
    return { selector: selectorOf(field), value, checked, selectionStart, selectionEnd };
  });
  const open = [...root.querySelectorAll("details")].map((details) => details.open);

  return (root) => {
    for (const kept of fields) {
      const field = root.querySelector<HTMLInputElement>(kept.selector);
      if (field === null) continue;
      if (isTick(field)) {
        field.checked = kept.checked;
        field.dispatchEvent(new Event("change", { bubbles: true }));
        continue;
      }
      if (field.value !== kept.value) {
        field.value = kept.value;
        field.setSelectionRange(kept.selectionStart, kept.selectionEnd);
      }
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      if (kept.selector !== focused) field.dispatchEvent(new FocusEvent("blur"));
    }
    root.querySelectorAll("details").forEach((details, at) => {
      if (open[at] !== true) return;
      details.open = true;
      details.dispatchEvent(new Event("toggle"));
    });
    if (focused !== undefined && document.activeElement === document.body) {
      root.querySelector<HTMLElement>(focused)?.focus();
    }
  };
}

function isTick(field: HTMLInputElement): boolean {
  return field.type === "radio" || field.type === "checkbox";
}

/** Of radios, the one that was chosen. */
function isTouched(field: HTMLInputElement): boolean {
  if (field.type === "radio") return field.checked && !field.defaultChecked;
  return isTick(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

function selectorOf(element: Element): string {
  if (element.id !== "") return `#${CSS.escape(element.id)}`;
  const { name, value } = element as HTMLInputElement;
  return `[name="${name}"][value="${value}"]`;
}
