// What is put into every document before its own scripts: it sees when things are painted. Runs in the browser, as text.

/**
 * @typedef {{
 *   origin: number,
 *   firstPaint: number,
 *   firstContentfulPaint: number,
 *   editable: number,
 *   formatted: number,
 *   blocking: number,
 *   shift: number,
 *   fastestResponse: number,
 * }} Seen times in ms since `origin`, which is in ms since the epoch; `fastestResponse` is what the line took at least.
 * @typedef {{ index: number, ms: number, value: string }} Keystroke the how many-th key, how long until the paint after
 *   it, and what the field then read
 * @typedef {{ told: "editable" | "formatted" } | { told: "key", key: Keystroke }} Told
 * @typedef {{ seen: () => Seen, pressed: () => number, state: () => string, words: () => string[], busy: () => number, stop: () => void }} Probe
 */

/** The digits that are typed as soon as it is possible, and how the field then has to read. */
export const FIRST_DIGITS = "01012";
export const FIRST_FORMATTED = "010-12";

/** The name of the function through which the probe speaks to us. */
export const TELL = "benchTell";

/**
 * The probe as a script.
 * @param {boolean} hasForm whether the document is the one with the form
 */
export const probeScript = (hasForm) =>
  `(${probe})(${JSON.stringify({ hasForm, formatted: FIRST_FORMATTED, tellName: TELL })})`;

/** @param {{ hasForm: boolean, formatted: string, tellName: string }} wish */
function probe({ hasForm, formatted, tellName }) {
  const page = /** @type {any} */ (window);
  const tell = (/** @type {Told} */ what) => page[tellName](JSON.stringify(what));
  const seen = { editable: 0, formatted: 0, blocking: 0, shift: 0 };

  // The task after a frame: its style, layout and paint are done.
  const afterFrame = (/** @type {() => void} */ then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      then();
    };
    port2.postMessage(0);
  };
  const phone = () => {
    const labelled = () => [...document.querySelectorAll("label")].find((label) => label.textContent === "휴대폰 번호");
    const field = document.getElementById("phone") ?? labelled()?.control;
    return field instanceof HTMLInputElement ? field : undefined;
  };
  // What is under the middle of the field: something that lies over it would get the finger.
  const isOnTop = (/** @type {HTMLInputElement} */ field) => {
    const { x, y, width, height } = field.getBoundingClientRect();
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return width > 0 && height > 0 && (top === null || top === field);
  };
  const isEditable = (/** @type {HTMLInputElement} */ field) =>
    !field.disabled &&
    !field.readOnly &&
    field.closest("[inert]") === null &&
    field.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    isOnTop(field);

  // Chromium drops what is typed before a document's first paint is on the screen.
  const onScreen = new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      const [paint] = list.getEntriesByName("first-contentful-paint");
      if (paint === undefined) return;
      observer.disconnect();
      resolve(paint.startTime);
    });
    observer.observe({ type: "paint", buffered: true });
  });

  let found = false;
  const look = () => {
    const field = phone();
    if (field !== undefined && !found && isEditable(field)) {
      found = true;
      afterFrame(async () => {
        const painted = performance.now();
        seen.editable = Math.max(painted, await onScreen);
        field.focus({ preventScroll: true });
        tell({ told: "editable" });
      });
    }
    if (field?.value === formatted) {
      afterFrame(() => {
        seen.formatted = performance.now();
        tell({ told: "formatted" });
      });
    } else {
      requestAnimationFrame(look);
    }
  };
  if (hasForm) requestAnimationFrame(look);

  const observe = (/** @type {string} */ type, /** @type {(entry: any) => void} */ each) => {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(each));
    observer.observe({ type, buffered: true });
    return observer;
  };
  const observers = [
    observe("longtask", ({ duration }) => {
      seen.blocking += duration - 50;
    }),
    // Also those soon after a key, which browsers excuse: here nothing has to move.
    observe("layout-shift", ({ value }) => {
      seen.shift += value;
    }),
  ];

  let pressed = { index: 0, at: 0, answered: true };
  const down = (/** @type {KeyboardEvent} */ event) => {
    pressed = { index: pressed.index + 1, at: event.timeStamp, answered: false };
  };
  const input = (/** @type {Event} */ { target }) => {
    const { index, at, answered } = pressed;
    if (answered || !(target instanceof HTMLInputElement)) return;
    pressed.answered = true;
    requestAnimationFrame(() =>
      afterFrame(() => tell({ told: "key", key: { index, ms: performance.now() - at, value: target.value } })),
    );
  };
  window.addEventListener("keydown", down, true);
  window.addEventListener("input", input, true);

  const painted = (/** @type {string} */ name) => performance.getEntriesByName(name)[0]?.startTime ?? 0;
  const responses = () =>
    /** @type {PerformanceResourceTiming[]} */ ([
      ...performance.getEntriesByType("navigation"),
      ...performance.getEntriesByType("resource"),
    ]).filter(({ transferSize }) => transferSize > 0);

  page.benchProbe = /** @type {Probe} */ ({
    seen: () => ({
      ...seen,
      origin: performance.timeOrigin,
      firstPaint: painted("first-paint"),
      firstContentfulPaint: painted("first-contentful-paint"),
      fastestResponse: Math.min(...responses().map(({ requestStart, responseEnd }) => responseEnd - requestStart)),
    }),
    pressed: () => pressed.index,
    state: () => {
      const [field, focused] = [phone(), document.activeElement];
      const where =
        field === focused ? `caret at ${field?.selectionStart}` : `focus on ${focused?.id || focused?.tagName}`;
      return `the field reads "${field?.value}", ${where}, key ${pressed.index}`;
    },
    words: () => {
      const place = document.getElementById("checkout") ?? document.body;
      // What is folded away is not in sight, and each page may have it or not.
      const shown = [...place.querySelectorAll("h2, legend, label, dt, dd, p, button, input, summary")].filter(
        (element) => element.checkVisibility(),
      );
      const said = shown.map((element) =>
        [element.textContent, element.getAttribute("aria-label"), element.getAttribute("placeholder")].join(" "),
      );
      return said.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
    },
    busy: () => {
      const since = performance.now();
      let sum = 0;
      for (let index = 0; index < 4_000_000; index += 1) sum = (sum + index * 7) % 1_000_003;
      return sum < 0 ? 0 : performance.now() - since;
    },
    stop: () => {
      for (const observer of observers) observer.disconnect();
      window.removeEventListener("keydown", down, true);
      window.removeEventListener("input", input, true);
    },
  });
}
