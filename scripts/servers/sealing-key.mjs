// The key that seals phone numbers at rest.

import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";

export const newSealingKey = () => randomBytes(32).toString("base64");

/**
 * The key in a file that only its owner may read; made when there is none.
 * @param {string} file
 */
export async function keptSealingKey(file) {
  try {
    await writeFile(file, `${newSealingKey()}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return (await readFile(file, "utf8")).trim();
}
