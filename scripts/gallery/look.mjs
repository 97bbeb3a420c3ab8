// How a scene is looked at: its size, its colours, and several of them on one sheet.

/** @typedef {import("@playwright/test").Page} Page */

export const THEMES = /** @type {const} */ (["light", "dark"]);

/** Of most phones in Korea. */
export const PHONE = { width: 390, height: 844 };

/**
 * A picture of the whole window.
 * @param {Page} page
 * @param {typeof THEMES[number]} theme
 */
export async function picture(page, theme) {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  return page.screenshot({ fullPage: true, animations: "disabled" });
}

/**
 * Pictures side by side, made smaller, with what each shows.
 * @param {Page} page
 * @param {{ name: string, png: Buffer }[]} pictures
 * @param {number} width of each
 */
export async function sheet(page, pictures, width) {
  const figures = pictures.map(
    ({ name, png }) =>
      `<figure><figcaption>${name}</figcaption>` +
      `<img decoding="sync" width="${width}" src="data:image/png;base64,${png.toString("base64")}"></figure>`,
  );
  await page.setContent(
    "<style>body{margin:0;display:flex;align-items:start;gap:4px;padding:4px;background:#7d7d7d;inline-size:max-content}" +
      `figure{margin:0}figcaption{font:10px/14px monospace;color:#fff}img{display:block}</style>${figures.join("")}`,
  );
  // Loaded is not yet painted: a busy machine decodes pictures after the first frame.
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  return page.locator("body").screenshot({ type: "jpeg", quality: 60 });
}
