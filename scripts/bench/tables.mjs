// Markdown tables, and their places in documents.

import { readFile, writeFile } from "node:fs/promises";
import { Trouble } from "../command.mjs";

/**
 * A table whose columns are level also when it is read as text: the first to the left, figures to the right.
 * @param {string[]} head
 * @param {string[][]} rows
 */
export function table(head, rows) {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => width(row[column] ?? ""))));
  const line = (/** @type {string[]} */ row) => {
    const cells = widths.map((wide, column) => padded(row[column] ?? "", wide, column === 0));
    return `| ${cells.join(" | ")} |`;
  };
  const rule = widths.map((wide, column) => (column === 0 ? "-".repeat(wide) : `${"-".repeat(wide - 1)}:`));
  return [line(head), `| ${rule.join(" | ")} |`, ...rows.map(line)].join("\n");
}

/**
 * The text with new content between `<!-- name:start -->` and `<!-- name:end -->`.
 * @param {string} text
 * @param {string} name
 * @param {string} content
 */
export function replaceBetween(text, name, content) {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from === -1 || to === -1) throw new Trouble(`there is no place between ${start} and ${end}`);
  return `${text.slice(0, from + start.length)}\n${content.trim()}\n${text.slice(to)}`;
}

/**
 * The same in a file.
 * @param {string} file
 * @param {string} name
 * @param {string} content
 */
export async function writeBetween(file, name, content) {
  await writeFile(file, replaceBetween(await readFile(file, "utf8"), name, content));
}

/** @param {string} text */
const width = (text) => [...text].length;

/**
 * @param {string} text
 * @param {number} wide
 * @param {boolean} left
 */
function padded(text, wide, left) {
  const space = " ".repeat(wide - width(text));
  return left ? text + space : space + text;
}
