// The style sheet of the window without its frame, `src/component/window.css`: what the frame's is for a document of its
// own, this is for one element of somebody else's, in a shadow root.

import { inRoot } from "../workspace.mjs";
import { minify } from "./scripts-and-styles.mjs";

const STYLE = inRoot("www", "styles", "component.css");

/** What the document is in the frame's. */
const PAGE = ".cc-page";

/** Nothing is inherited from the page around. Its width counts, not the screen's. */
const FIRST = `${PAGE}{all:initial;display:block;container-type:inline-size}`;

/** What only a document has: none of it may be left. */
const LEFT = /:root|\bhtml\b|\bbody\b|\drem\b|@media[^{]*width/;

export async function componentStyle() {
  const style = Buffer.from(await minify(STYLE, { bundle: true }))
    .toString()
    .trim()
    .replaceAll(":root", PAGE)
    .replaceAll("html{", `${PAGE}{`)
    .replace("[data-parsing] body{display:none}", "")
    .replaceAll("body,", "")
    .replace(/@media\((m..-width:\d+px)\)/g, "@container($1)")
    // In the frame the root's font has 16 pixels; in a page it has what the page wants.
    .replace(/(\d*\.?\d+)rem\b/g, (_, size) => `${16 * Number(size)}px`);
  const left = style.match(LEFT);
  if (left !== null) throw new Error(`the component's style sheet speaks of the document: ${left[0]}`);
  return `/* Made of www/styles by \`npm run generate\`. */\n${FIRST}${style}\n`;
}
