// Every state of the window in every language and theme: it looks as it did, says what it did, axe finds nothing, and
// it fits. Pictures are kept in tests/gallery/sheets, names and roles in tests/gallery/trees; after a wanted change:
// `npm run test:gallery -- --update-snapshots`.

import { expect, type Page, test } from "@playwright/test";
import { PHONE, picture, sheet, THEMES } from "../../scripts/gallery/look.mjs";
import { isRefusal, pages } from "../../scripts/gallery/pages.mjs";
import { expectAccessible, expectToFit } from "./audit.ts";
import { keepFonts, sameFonts } from "./fonts.ts";

const all = await pages();
const scenes = [...new Set(all.map(({ scene }) => scene))];
const locales = [...new Set(all.map(({ locale }) => locale))];

/** On a sheet; small, because it is for the layout and the colours, not for the letters' edges. */
const SMALL = 98;

/** Of each sheet's points, those that may differ: other builds of a browser draw letters a little otherwise. */
const tolerance = { maxDiffPixelRatio: 0.004 };

test.use({ viewport: PHONE });

for (const scene of scenes.filter((scene) => !isRefusal(scene))) {
  test(`${scene} looks as it did`, async ({ page }) => {
    const pictures = [];
    for (const { locale, url } of all.filter((one) => one.scene === scene)) {
      await page.goto(url);
      for (const theme of THEMES) pictures.push({ name: `${locale} ${theme}`, png: await picture(page, theme) });
    }
    await compare(page, pictures, scene);
  });

  test(`${scene} says what it did to a screen reader`, async ({ page }) => {
    await page.goto(urlOf(scene));
    expect(await page.locator("body").ariaSnapshot()).toMatchSnapshot(["trees", `${scene}.yml`]);
  });

  test(`${scene} is for everybody`, async ({ page }) => {
    for (const one of all.filter((one) => one.scene === scene)) await expectForEverybody(page, one, "html");
  });
}

for (const locale of locales) {
  test(`every refusal is for everybody (${locale})`, async ({ page }) => {
    const refusals = all.filter((one) => one.locale === locale && isRefusal(one.scene));
    // What is around the alert is the first screen, which has its own test.
    for (const one of refusals) await expectForEverybody(page, one, "#alert");
  });
}

async function compare(page: Page, pictures: Parameters<typeof sheet>[1], name: string): Promise<void> {
  const { updateSnapshots } = test.info().config;
  if (updateSnapshots === "all" || updateSnapshots === "changed") keepFonts();
  test.skip(!sameFonts(), "the sheets were made with other fonts than are here: see tests/gallery/sheets/fonts.txt");
  expect(await sheet(page, pictures, SMALL)).toMatchSnapshot(["sheets", `${name}.jpg`], tolerance);
}

/** For axe in both themes, whose colours no language changes, and nothing cut off or too small in any. */
async function expectForEverybody(page: Page, { url, locale }: (typeof all)[number], within: string): Promise<void> {
  await page.goto(url);
  for (const theme of locale === locales[0] ? THEMES : [THEMES[0]]) {
    await page.emulateMedia({ colorScheme: theme });
    await expectAccessible(page, theme === THEMES[0] ? "first" : "other", within);
  }
  await expectToFitEverywhere(page);
}

/** On the narrowest phone, which is also a desktop at 400 %, and with letters twice as large. */
async function expectToFitEverywhere(page: Page): Promise<void> {
  await page.setViewportSize({ ...PHONE, width: 320 });
  await expectToFit(page);
  await page.setViewportSize(PHONE);
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  await expectToFit(page);
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
}

const AT_WORK = "code-paying";

test("what turns does so slowly for whoever wants less motion", async ({ page }) => {
  const turns = () =>
    page.evaluate(() => document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().duration)));
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.goto(urlOf(AT_WORK));
  expect(Math.max(...(await turns()))).toBeLessThan(2_000);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(Math.min(...(await turns()))).toBeGreaterThan(5_000);
});

for (const scene of ["details-filled-in", "details-slips", "code-mismatch", "paid"]) {
  test(`${scene} can be used in forced colours`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    const pictures = [];
    for (const theme of THEMES) {
      await page.goto(urlOf(scene));
      pictures.push({ name: `forced ${theme}`, png: await picture(page, theme) });
    }
    const invisible = await page.evaluate(() =>
      [...document.querySelectorAll("button, input")]
        .filter((element) => element.checkVisibility({ opacityProperty: true }) && element.clientWidth > 1)
        .filter((element) => {
          const { borderTopWidth, appearance } = getComputedStyle(element);
          const underlined = getComputedStyle(element).textDecorationLine.includes("underline");
          return parseFloat(borderTopWidth) === 0 && appearance === "none" && !underlined;
        })
        .map((element) => element.outerHTML),
    );
    expect(invisible).toEqual([]);
    await compare(page, pictures, `forced-colours-${scene}`);
  });
}

function urlOf(scene: string): string {
  const found = all.find((one) => one.scene === scene && one.locale === "ko");
  if (found === undefined) throw new Error(`there is no scene ${scene}`);
  return found.url;
}
