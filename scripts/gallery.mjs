// `npm run gallery`: a picture of every state of the window in every language and theme, in
// target/gallery, with a page that shows them all. Options: `--scene paid`, `--locale ko`,
// `--theme dark`, `--width 320`, each as often as wished.

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { command, say } from "./command.mjs";
import { PHONE, picture, THEMES } from "./gallery/look.mjs";
import { GALLERY, pages, writePages } from "./gallery/pages.mjs";
import { ensureBrowser } from "./setup/browser.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { buildPrograms, ensureRust } from "./setup/rust.mjs";

const several = /** @type {const} */ ({ type: "string", multiple: true });

await command(async () => {
  const { values } = parseArgs({ options: { scene: several, locale: several, theme: several, width: several } });
  await ensurePackages();
  await ensureRust();
  await buildPrograms();
  const { buildDist } = await import("./build/dist.mjs");
  await buildDist();
  const { chromium: executablePath } = await ensureBrowser();
  await writePages();
  const wanted = (await pages()).filter(
    ({ scene, locale }) => isWanted(values.scene, scene) && isWanted(values.locale, locale),
  );
  const { chromium } = await import("@playwright/test");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const names = [];
    for (const width of values.width?.map(Number) ?? [PHONE.width]) {
      const page = await browser.newPage({ viewport: { ...PHONE, width } });
      for (const { scene, locale, url } of wanted) {
        await page.goto(url);
        for (const theme of THEMES.filter((theme) => isWanted(values.theme, theme))) {
          const name = `${width}/${scene}.${locale}.${theme}.png`;
          await mkdir(path.join(GALLERY, String(width)), { recursive: true });
          await writeFile(path.join(GALLERY, name), await picture(page, theme));
          names.push(name);
        }
      }
      await page.close();
    }
    await writeFile(path.join(GALLERY, "index.html"), index(names));
    say(`${names.length} pictures: ${path.join(GALLERY, "index.html")}`);
  } finally {
    await browser.close();
  }
});

/**
 * @param {string[] | undefined} wishes all, when there are none
 * @param {string} value
 */
function isWanted(wishes, value) {
  return wishes === undefined || wishes.includes(value);
}

/** @param {string[]} names */
function index(names) {
  const figures = names.map(
    (name) => `<figure><img loading="lazy" src="${name}" alt=""><figcaption>${name}</figcaption></figure>`,
  );
  return (
    '<!doctype html><meta charset="utf-8"><title>carrier-checkout: gallery</title>' +
    "<style>body{display:flex;flex-wrap:wrap;gap:16px;background:#888;font:12px sans-serif}figure{margin:0}</style>" +
    figures.join("\n")
  );
}
