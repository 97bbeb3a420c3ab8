// Every snippet that a merchant may copy does what its document says.

import { files, read } from "../package/repository.mjs";
import { type Block, blocksOf, documents, MEANINGS, meaningOf, nameOf, placeOf } from "./blocks.ts";
import { complaintsAbout } from "./compile.ts";
import { expect, test } from "./support.ts";
import { Walk } from "./walk.ts";

const BLOCKS = documents.flatMap(blocksOf);
const written = (...languages: string[]) =>
  BLOCKS.filter(({ language, notRun }) => languages.includes(language) && notRun === undefined);

test("every block says what it is written in, and what it is for", () => {
  const unknown = (block: Block) => MEANINGS[block.language]?.[meaningOf(block)] === undefined;
  expect(BLOCKS.filter(unknown).map((block) => `${placeOf(block)} ${block.language} ${block.words.join(" ")}`)).toEqual(
    [],
  );
});

test("what is not run says why, and is rare", () => {
  const not = BLOCKS.filter(({ notRun }) => notRun !== undefined);
  for (const block of not) console.log(`  not run: ${placeOf(block)}: ${block.notRun}`);
  const plain = written("text").filter((block) => meaningOf(block) === "");
  console.log(`  ${BLOCKS.length} blocks; ${plain.length} are text: ${plain.map(placeOf).join(", ")}`);
  expect(not.length).toBeLessThan(BLOCKS.length / 20);
});

for (const document of documents) {
  const blocks = blocksOf(document).filter(({ notRun }) => notRun === undefined);
  if (blocks.length === 0) continue;
  test(`${document} does what it says`, async ({ world, page, request }) => {
    const walk = new Walk(world, page, request, document);
    try {
      for (const block of blocks) await test.step(placeOf(block), () => walk.step(block));
    } finally {
      await walk.end();
    }
  });
}

test("what is written in TypeScript compiles", () => {
  expect(complaintsAbout(written("ts", "tsx"))).toBe("");
});

test("what is written in Rust is compiled: as a file of ours, or as a documentation test of a crate", () => {
  const crates = files().filter((file) => /\/src\/lib\.rs$/.test(file));
  const compiled = (block: Block): boolean => {
    const file = nameOf(block);
    if (file !== undefined) return read(file) === block.code;
    return crates.some((crate) => read(crate).includes(`/${block.document}")`));
  };
  expect(
    written("rust")
      .filter((block) => !compiled(block))
      .map(placeOf),
  ).toEqual([]);
});
