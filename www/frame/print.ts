// Prints the receipt: by it browsers save, too. It takes no widget, and what is printed is the style sheet's.

/** Lets "인쇄 / 저장" print from now on; where the browser cannot, there is no such button. */
export function offerPrinting(): void {
  if (typeof window.print !== "function") {
    document.documentElement.dataset.noPrint = "";
    return;
  }
  addEventListener(
    "click",
    (event) => {
      // A script may click what is no element.
      if (!(event.target as Partial<Element>).closest?.(".print")) return;
      // Nothing that waits for the widget.
      event.stopImmediatePropagation();
      window.print();
    },
    true,
  );
}
