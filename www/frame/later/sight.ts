// What gets the focus is to be seen. Most browsers scroll the page to a focus in its frame; WebKit does not when
// the frame is of another origin, and a shopper would not see why a payment was refused.

/** Has the page scroll to what has the focus now, and to whatever gets it from now on. */
export function keepFocusInSight(reveal: (top: number, height: number) => void): void {
  let pressed = false;
  const press = ({ type }: Event): void => {
    pressed = type === "pointerdown";
  };
  const show = (target: EventTarget | null): void => {
    // What is pressed is seen, and must not slip away from under the finger.
    if (pressed || !(target instanceof Element)) return;
    // After the height that the screen has now has been told.
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (target !== document.activeElement) return;
        const { top, height } = target.getBoundingClientRect();
        reveal(Math.max(0, Math.round(top)), Math.round(height));
      }),
    );
  };
  for (const type of ["pointerdown", "pointerup", "pointercancel"]) addEventListener(type, press, true);
  document.addEventListener("focusin", ({ target }) => show(target));
  show(document.activeElement);
}
