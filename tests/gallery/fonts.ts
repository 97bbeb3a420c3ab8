// Letters look otherwise in other fonts: sheets are compared where the same fonts are.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const KEPT = fileURLToPath(new URL("sheets/fonts.txt", import.meta.url));

const ASKED = ["ko", "en", "ja", "zh-cn", "vi"]
  .map((lang) => `sans-serif:lang=${lang}`)
  .concat("system-ui", "monospace");

/** What a browser takes for the window's letters here. */
function fontsHere(): string {
  const family = (asked: string) =>
    execFileSync("fc-match", ["-f", `${asked}: %{family}\n`, asked], { encoding: "utf8" });
  try {
    return ASKED.map(family).join("");
  } catch {
    return "unknown: there is no fc-match\n";
  }
}

/** Notes them beside sheets that are made anew. */
export function keepFonts(): void {
  writeFileSync(KEPT, fontsHere());
}

/** Whether the sheets were made with the fonts that are here. */
export function sameFonts(): boolean {
  try {
    return readFileSync(KEPT, "utf8") === fontsHere();
  } catch {
    return false;
  }
}
