// The fenced blocks of the documents that merchants follow, and what the words behind their language ask for.

import { files, read } from "../package/repository.mjs";

/** What is done with a block, by its language; the words stand behind the language, as in "```sh start". */
export const MEANINGS: Record<string, Record<string, string>> = {
  sh: {
    "": "curl: it runs, in order, and succeeds; anything else: what it names exists",
    refused: "it runs, and the gateway refuses it",
    later: "it runs at the time when the billing key can be charged again",
    env: "a gateway starts with these variables",
    operator:
      "on an operator's machine; what is ours in it exists: files, commands of carrier-checkout and their options",
    install: "the packages are those that this test has installed",
    start: "it runs until the document ends, or another server starts",
  },
  html: { "": "on a page of the merchant's it shows the window, and the browser complains of nothing" },
  js: {
    "": "with a file's name: it is written there, for `sh start` or a block below",
    page: "in a page that has the script it shows the window",
    hosted: "with a file's name: the server that the document's hosted page is paid with",
  },
  ts: { "": "it compiles" },
  tsx: { "": "it compiles" },
  python: { "": "with a file's name: it is written there, for `sh start`" },
  rust: {
    "": "with a file's path: it is that file, which the build compiles; else it is compiled as a documentation test, of the crate that includes the document",
  },
  json: {
    request: "posted to that path it is accepted",
    answer: "it has the shape of what that path answers; without a path, of the last answer",
    part: "as `answer`, which may have more",
    event: "it has the shape of such an event",
  },
  toml: { "": "with a variable's name: a gateway starts with that file" },
  ini: { "": "it is not run" },
  nginx: { "": "it is not run" },
  caddy: { "": "it is not run" },
  text: {
    "": "it is not run",
    paid: "the server prints it once a shopper has paid on its page",
    output: "the server prints it",
  },
};

/** Such a block. */
export interface Block {
  readonly document: string;
  readonly line: number;
  readonly language: string;
  readonly words: readonly string[];
  readonly code: string;
  /** Why it is not run: "```sh not-run: it takes an hour". */
  readonly notRun: string | undefined;
}

/** The documents, by their paths. */
export const documents = files()
  .filter((file) => /^(README\.md|docs\/[^/]+\.md|examples\/(.+\/)?README\.md)$/.test(file))
  .sort();

/** Its blocks, in order. */
export function blocksOf(document: string): Block[] {
  const text = read(document);
  const fences = text.matchAll(/^( *)```(.*)\n([\s\S]*?)^\1```$/gm);
  return [...fences].map(({ 1: indent = "", 2: info = "", 3: code = "", index }) => {
    const [said = "", reason] = info.split(/ ?\bnot-run: /);
    const [language = "", ...words] = said.trim().split(/\s+/);
    const line = text.slice(0, index).split("\n").length;
    return { document, line, language, words, code: code.replaceAll(`\n${indent}`, "\n").trimStart(), notRun: reason };
  });
}

/** Its words with a meaning, without names of files, paths and variables. */
export const meaningOf = ({ words }: Block): string => words.find((word) => /^[a-z]+$/.test(word)) ?? "";

/** What it names: a file, a path or a variable. */
export const nameOf = ({ words }: Block): string | undefined => words.find((word) => !/^[a-z]+$/.test(word));

/** Where it is. */
export const placeOf = ({ document, line }: Block): string => `${document}:${line}`;
