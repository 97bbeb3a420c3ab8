// What a visit is measured by.

/** @typedef {{ title: string, unit: "" | "ms" | "KB" | "MB" | "×", digits: number, ratio?: boolean }} Metric */

/** In the order of the tables. @type {Record<string, Metric>} */
export const METRICS = {
  bytes: { title: "over the wire", unit: "KB", digits: 1, ratio: true },
  requests: { title: "requests", unit: "", digits: 0 },
  firstPaint: { title: "first paint of the page", unit: "ms", digits: 0 },
  formPaint: { title: "first contentful paint of the form's document", unit: "ms", digits: 0, ratio: true },
  editable: { title: "**editable**", unit: "ms", digits: 0, ratio: true },
  formatted: { title: "**formatted**", unit: "ms", digits: 0, ratio: true },
  blocking: { title: "blocking time of the form's document", unit: "ms", digits: 0 },
  formShift: { title: "layout shift in the form's document", unit: "", digits: 3 },
  pageShift: { title: "layout shift in the page", unit: "", digits: 3 },
  keyP50: { title: "keystroke to paint, median", unit: "ms", digits: 1, ratio: true },
  keyP95: { title: "**keystroke to paint, 95th percentile**", unit: "ms", digits: 1, ratio: true },
  nodes: { title: "DOM nodes", unit: "", digits: 0 },
  listeners: { title: "listeners", unit: "", digits: 0 },
  heap: { title: "JS heap", unit: "MB", digits: 2 },
  slowdown: { title: "CPU slowdown found in the form's process", unit: "×", digits: 1 },
};

const SCALE = { "": 1, ms: 1, KB: 1_000, MB: 1_000_000, "×": 1 };

/**
 * A measured value in the metric's unit, without it.
 * @param {Metric} metric
 * @param {number} value
 */
export function shown({ unit, digits }, value) {
  return (value / SCALE[unit]).toFixed(digits);
}
