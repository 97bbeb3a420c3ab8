// The playground: joins the controls, the window, the report and the snippet. Nothing is kept anywhere.
// @ts-check

(() => {
  const NAMES = ["colorPrimary", "colorBackground", "colorText", "colorDanger"];
  const SIZES = ["radius", "fontSize", "spacing"];
  const CHOICES = ["fontFamily", "density"];
  /** @type {Record<string, Record<string, any>>} */
  const EXAMPLES = {
    kakao: { colorPrimary: "#fee500", radius: 16 },
    forest: {
      colorPrimary: { light: "#1f6f43", dark: "#6fcf97" },
      colorBackground: { light: "#f6faf5", dark: "#0f1712" },
      colorText: { light: "#17261c", dark: "#e6f2e9" },
      radius: 20,
      fontFamily: "rounded",
    },
    night: {
      colorPrimary: "#8b7bff",
      colorBackground: "#0f1226",
      colorText: "#e9e9ff",
      colorDanger: "#ff8a9a",
      radius: 14,
    },
    paper: {
      colorPrimary: "#8a3b12",
      colorBackground: "#fbf6ea",
      colorText: "#2f2a22",
      radius: 4,
      fontFamily: "serif",
      spacing: 1.15,
    },
    sharp: { colorPrimary: { light: "#111111", dark: "#ffffff" }, radius: 0, fontSize: 15, density: "compact" },
  };
  const WAIT_MS = 250;

  /** @type {(id: string) => any} */
  const byId = (id) => document.getElementById(id);
  const {
    session = "",
    gateway = "",
    locale = "",
    success = "",
  } = /** @type {HTMLElement} */ (document.querySelector(".playground")).dataset;
  const form = byId("controls");
  const place = byId("window");
  /** @type {{ destroy(): void } | undefined} */
  let shown;
  let asking = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  /** What differs from the window's own looks, by the names that the page uses. */
  function appearance() {
    /** @type {Record<string, any>} */
    const changed = {};
    const own = byId("own-dark").checked;
    for (const name of NAMES) {
      const colour = (/** @type {string} */ scheme) => {
        const { value, defaultValue } = byId(`${name}-${scheme}`);
        return value === defaultValue ? undefined : value;
      };
      const [light, dark] = [colour("light"), own ? colour("dark") : undefined];
      if (own && (light !== undefined || dark !== undefined)) {
        changed[name] = { ...(light && { light }), ...(dark && { dark }) };
      } else if (light !== undefined) changed[name] = light;
    }
    for (const name of SIZES) {
      const { value, defaultValue } = byId(name);
      if (value !== defaultValue) changed[name] = Number(value);
    }
    for (const name of CHOICES) if (byId(name).selectedIndex > 0) changed[name] = byId(name).value;
    return changed;
  }

  /** Puts an example's values into the controls. @param {Record<string, any>} wanted */
  function fill(wanted) {
    for (const input of form.querySelectorAll("input[type=color], input[type=range]")) input.value = input.defaultValue;
    for (const name of CHOICES) byId(name).selectedIndex = 0;
    byId("own-dark").checked = NAMES.some((name) => typeof wanted[name] === "object");
    for (const [name, value] of Object.entries(wanted)) {
      if (!NAMES.includes(name)) byId(name).value = value;
      else if (typeof value === "string") byId(`${name}-light`).value = value;
      else for (const scheme of ["light", "dark"]) byId(`${name}-${scheme}`).value = value[scheme];
    }
  }

  function tellValues() {
    byId("dark-colours").hidden = !byId("own-dark").checked;
    for (const output of form.querySelectorAll("output")) {
      const { unit } = output.dataset;
      const { value } = byId(output.htmlFor.value);
      output.value = unit === undefined ? value : `${value} ${unit}`;
    }
    place.style.maxInlineSize = byId("width").value && `${byId("width").value}px`;
    byId("snippet").textContent = snippet();
  }

  function mount() {
    // Else the page would jump while the next window comes.
    place.style.minBlockSize = `${place.offsetHeight}px`;
    shown?.destroy();
    // @ts-expect-error: by the gateway's script, if it has come
    shown = window.CarrierCheckout?.mount({
      session,
      mount: place,
      confirmUrl: "/confirm",
      successUrl: success,
      locale,
      theme: byId("theme").value,
      appearance: appearance(),
    });
  }

  async function report() {
    asking.abort();
    asking = new AbortController();
    const verdict = byId("verdict");
    try {
      const query = new URLSearchParams({ appearance: JSON.stringify(appearance()) });
      const answer = await fetch(`/playground/report?${query}`, { signal: asking.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      const { repairs, contrasts } = await answer.json();
      const lowest = (/** @type {number} */ needed) =>
        String(
          Math.min(
            ...contrasts
              .filter((/** @type {any} */ it) => it.needed === needed)
              .map((/** @type {any} */ it) => it.ratio),
          ),
        );
      const fine = byId("report").dataset.fine;
      verdict.textContent = fine.replace("{text}", lowest(4.5)).replace("{edge}", lowest(3));
      showRepairs(repairs);
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
      verdict.textContent = byId("report").dataset.unknown;
      showRepairs([]);
    }
  }

  /** @param {{ scheme: string, name: string, given: string, used: string }[]} repairs */
  function showRepairs(repairs) {
    const { colours, themes } = byId("report").dataset;
    const snake = NAMES.map(snakeCase);
    byId("repairs").hidden = repairs.length === 0;
    const lines = repairs.map(({ scheme, name, given, used }) => {
      const line = document.createElement("li");
      const where = `${colours.split("|")[snake.indexOf(name)]} (${themes.split("|")[scheme === "dark" ? 1 : 0]}): `;
      line.append(where, swatch(given), `${given} → `, swatch(used), used);
      return line;
    });
    byId("repairs")
      .querySelector("ul")
      .replaceChildren(...lines);
  }

  /** @param {string} colour */
  function swatch(colour) {
    const box = document.createElement("span");
    box.className = "swatch";
    box.style.background = colour;
    return box;
  }

  function snippet() {
    const changed = appearance();
    const json = JSON.stringify(changed);
    const theme = byId("theme").value;
    const some = json !== "{}";
    const kind = /** @type {HTMLInputElement} */ (document.querySelector("[name=kind]:checked")).value;
    if (kind === "script") {
      const lines = [`<script async src="${gateway}/checkout.js"`, `data-session="cs_…" data-confirm-url="/confirm"`];
      if (theme !== "auto") lines.push(`data-theme="${theme}"`);
      if (some) lines.push(`data-appearance='${json}'`);
      return `${lines.join("\n  ")}></script>`;
    }
    if (kind === "element") {
      const lines = [`<carrier-checkout session="cs_…" confirm-url="/confirm"`];
      if (theme !== "auto") lines.push(`theme="${theme}"`);
      if (some) lines.push(`appearance='${json}'`);
      return `${lines.join("\n  ")}></carrier-checkout>\n<script async src="${gateway}/checkout.js"></script>`;
    }
    const look = { ...(theme !== "auto" && { theme }), ...(some && { appearance: changed }) };
    if (kind === "mount") {
      const options = { session: "cs_…", mount: "#checkout", confirmUrl: "/confirm", ...look };
      const text = JSON.stringify(options, null, 2).replace(/^(\s*)"(\w+)":/gm, "$1$2:");
      return `CarrierCheckout.mount(${text});`;
    }
    const snake = Object.fromEntries(Object.entries(changed).map(([name, value]) => [snakeCase(name), value]));
    const embed = { confirm_url: "/confirm", ...look, ...(some && { appearance: snake }) };
    return JSON.stringify({ embed }, null, 2);
  }

  /** @param {string} name */
  function snakeCase(name) {
    return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }

  async function copy() {
    const said = byId("copied");
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(byId("snippet").textContent);
      said.textContent = said.dataset.done;
    } catch {
      // Not allowed here: the shopper's own keys are.
      getSelection()?.selectAllChildren(byId("snippet"));
      said.textContent = said.dataset.marked;
    }
  }

  function change() {
    tellValues();
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      mount();
      void report();
    }, WAIT_MS);
  }

  form.addEventListener("input", (/** @type {Event} */ { target }) => {
    if (target === byId("example")) fill(EXAMPLES[byId("example").value] ?? {});
    if (target === byId("width")) tellValues();
    else change();
  });
  form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
  // The values change after the event.
  form.addEventListener("reset", () => setTimeout(change));
  for (const kind of document.querySelectorAll("[name=kind]")) kind.addEventListener("change", tellValues);
  byId("copy").addEventListener("click", () => void copy());
  place.addEventListener("carrier-checkout:ready", () => {
    place.style.minBlockSize = "";
  });
  tellValues();
  mount();
  void report();
})();
