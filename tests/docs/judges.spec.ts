// What judges the documents finds what is wrong with one.

import { expect, test } from "@playwright/test";
import { mistakes, operatorsMistakes } from "./commands.ts";
import { differences } from "./shape.ts";

test("a shape that differs is found, wherever it does", () => {
  const real = { id: "pay_1", amount: 9900, failure: { reason: "velocity" }, data: [{ a: 1 }, { a: 1, b: 2 }] };
  expect(differences({ ...real, id: "pay_…", amount: 1 }, real)).toEqual([]);
  expect(differences({ ...real, amount: "9900" }, real)).toEqual([".amount is shown as a string and is a number"]);
  expect(differences({ ...real, failure: {} }, real)).toEqual([".failure.reason is there and is not shown"]);
  expect(differences({ ...real, more: 1 }, real)).toEqual([".more is shown and is not there"]);
  expect(differences({ ...real, data: [{ a: 1, b: 2 }] }, real)).toEqual([]);
  expect(differences({ ...real, data: [{ a: 1, c: 2 }] }, real)).not.toEqual([]);
  expect(differences([{ a: 1 }], [])).not.toEqual([]);
  expect(differences({ amount: 1 }, real, true)).toEqual([]);
  expect(differences({ total: 1 }, real, true)).toEqual([".total is shown and is not there"]);
});

test("a command that names what is not there is found", () => {
  const right = ["npm start -- --without-shop", "npm test # all", "A=b cargo run -p carrier-checkout-cli"];
  const wrong = [
    "npm start -- --port",
    "npm run tests",
    "cargo run -p sandbox",
    "node server.mjs",
    "cd nowhere",
    "make",
  ];
  expect(right.flatMap((line) => mistakes("README.md", line))).toEqual([]);
  expect(wrong.filter((line) => mistakes("README.md", line).length === 0)).toEqual([]);
});

test("a command of the operator's that there is not is found", () => {
  const right = [
    "sudo -u carrier-checkout carrier-checkout doctor --json",
    "carrier-checkout merchant rotate-key mer_1 --keep-old-for 24h",
    "sudo install -m 644 deploy/carrier-checkout.service /etc/systemd/system/",
    "pg_dump --format=custom checkout",
  ];
  const wrong = [
    "carrier-checkout heal",
    "carrier-checkout doctor --yaml",
    "carrier-checkout merchant rotate mer_1",
    "sudo install deploy/carrier-checkout.socket /etc/systemd/system/",
  ];
  expect(right.flatMap((line) => operatorsMistakes(line))).toEqual([]);
  expect(wrong.filter((line) => operatorsMistakes(line).length === 0)).toEqual([]);
});
