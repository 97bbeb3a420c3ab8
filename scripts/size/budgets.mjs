// What may be downloaded, and what is.

/** @typedef {{ loader: number, html_and_css: number, glue_and_wasm: number, total: number }} Sizes */
/** @typedef {import("./downloads.mjs").Download} Download */

/**
 * Whatever is neither the loader nor the widget counts as HTML and CSS, the boot script, too.
 * @param {{ loader: Download, html: Download, assets: Download[] }} downloads
 * @param {{ glue: string, wasm: string }} widget
 * @returns {Sizes}
 */
export function sizes({ loader, html, assets }, { glue, wasm }) {
  const isWidget = (/** @type {Download} */ { name }) => name === `/${glue}` || name === `/${wasm}`;
  const [widget, others] = [assets.filter(isWidget), assets.filter((one) => !isWidget(one))];
  if (widget.length !== 2) throw new Error(`the frame's HTML does not name both ${glue} and ${wasm}`);
  const sum = (/** @type {Download[]} */ some) => some.reduce((total, { bytes }) => total + bytes, 0);
  return {
    loader: loader.bytes,
    html_and_css: sum([html, ...others]),
    glue_and_wasm: sum(widget),
    total: sum([loader, html, ...assets]),
  };
}

/**
 * @param {Sizes} sizes
 * @param {Sizes} budgets
 * @returns {string[]} the names of what is too large
 */
export function overBudget(sizes, budgets) {
  const names = /** @type {(keyof Sizes)[]} */ (Object.keys(sizes));
  return names.filter((name) => !(sizes[name] <= budgets[name]));
}
