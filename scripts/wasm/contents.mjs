// What is in a Wasm file that has kept its functions' names.

import { CODE, DATA, functionNames, importedFunctions, Reader, sections } from "./binary.mjs";

/** @typedef {{ name: string, bytes: number }} Sized */

/**
 * The functions with the size of their code, and the bytes of the data segments.
 * @param {Uint8Array} file
 * @returns {{ functions: Sized[], data: number }}
 */
export function contents(file) {
  const all = sections(file);
  const [names, imported] = [functionNames(all), importedFunctions(all)];
  const code = new Reader(all.find(({ id }) => id === CODE)?.body ?? Uint8Array.of(0));
  const sizes = code.list(() => code.take(code.number()).length);
  const functions = sizes.map((bytes, index) => ({ name: names.get(imported + index) ?? "(no name)", bytes }));
  return { functions, data: all.find(({ id }) => id === DATA)?.body.length ?? 0 };
}
