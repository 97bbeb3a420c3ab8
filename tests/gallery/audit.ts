// What must hold for every window, whatever it shows.

import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** In other colours the same elements are there: only what is about colours can differ. */
const ABOUT_COLOURS = ["color-contrast", "link-in-text-block"];

/** Fails with everything that axe finds, in the colours that are shown, within an element. */
export async function expectAccessible(page: Page, colours: "first" | "other", within: string): Promise<void> {
  // Half a megabyte: once for each page.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const runOnly: axe.RunOptions["runOnly"] =
    colours === "first" ? { type: "tag", values: TAGS } : { type: "rule", values: ABOUT_COLOURS };
  const found = await page.evaluate(
    async ([within, runOnly]) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(within, { runOnly });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary })),
      );
    },
    [within, runOnly] as const,
  );
  expect(found, `${page.url()}`).toEqual([]);
}

/** Nothing is wider than the window, and nothing that is pressed is too small for a thumb. */
export async function expectToFit(page: Page): Promise<void> {
  const { wider, smaller } = await page.evaluate(() => {
    const name = (element: Element): string => element.outerHTML.slice(0, 120);
    const { clientWidth } = document.documentElement;
    const shown = [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility());
    const wider = shown.filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (left < -0.5 || right > clientWidth + 0.5);
    });
    const pressed = shown.filter((element) => element.matches("button, a, input, select, summary"));
    const smaller = pressed.filter((element) => {
      // A field's label is pressed as well as the field.
      const targets = [element, ...((element as HTMLInputElement).labels ?? [])].map((one) =>
        one.getBoundingClientRect(),
      );
      return !targets.some(({ width, height }) => width >= 44 && height >= 44);
    });
    return { wider: wider.map(name), smaller: smaller.map(name) };
  });
  expect(wider, `${page.url()}: wider than the window`).toEqual([]);
  expect(smaller, `${page.url()}: smaller than 44 px`).toEqual([]);
}
