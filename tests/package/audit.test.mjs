import assert from "node:assert/strict";
import { test } from "node:test";
import { judged, packageLocks, unhashed } from "../../scripts/audit/npm.mjs";
import { read } from "./repository.mjs";

const LOCK = "package-lock.json";
/** As npm writes it: what depends on a package that is bad is named by that package alone. */
const BAD = {
  auditReportVersion: 2,
  vulnerabilities: {
    inner: {
      via: [
        { name: "inner", severity: "high", title: "it reads every file", url: "https://github.com/advisories/GHSA-1" },
        { name: "inner", severity: "low", title: "it is slow", url: "https://github.com/advisories/GHSA-2" },
      ],
    },
    outer: { via: ["inner"] },
  },
};
/** As npm writes it when the registry refuses. */
const REFUSED = { message: "405 Method Not Allowed - POST advisories/bulk", error: { summary: "", detail: "" } };

/**
 * @param {unknown} report
 * @param {string[]} exceptions
 */
const result = (report, exceptions = []) => {
  const reasons = exceptions.map((advisory) => ({ advisory, lock: LOCK, reason: "only in a test" }));
  return judged(LOCK, JSON.stringify(report), reasons);
};

test("a registry that cannot be asked is neither good nor bad, and it is said", () => {
  const refused = result(REFUSED);
  assert.equal(refused.result, "unknown");
  assert.match(refused.why ?? "", /405 Method Not Allowed/);
  assert.equal(judged(LOCK, "", []).result, "unknown");
  assert.equal(judged(LOCK, "<html>", []).result, "unknown");
});

test("a report without advisories is good", () => {
  assert.equal(result({ auditReportVersion: 2, vulnerabilities: {} }).result, "ok");
});

test("an advisory is bad unless there is a reason for it, and then only that one", () => {
  assert.equal(result(BAD).result, "bad");
  assert.match(result(BAD).why ?? "", /inner \(high\): it reads every file, .*; inner \(low\)/);
  assert.match(result(BAD, ["GHSA-1"]).why ?? "", /^inner \(low\)/);
  assert.equal(result(BAD, ["GHSA-1", "GHSA-2"]).result, "ok");
});

test("an exception is for one lock and has a reason", () => {
  const other = [{ advisory: "GHSA-1", lock: "examples/node/package-lock.json", reason: "it reads none there" }];
  assert.match(judged(LOCK, JSON.stringify(BAD), other).why ?? "", /it reads every file/);
  for (const { advisory, lock, reason } of JSON.parse(read("scripts/audit/exceptions.json"))) {
    assert.ok(advisory.startsWith("GHSA-") && read(lock) !== "" && reason.length > 20, advisory);
  }
});

test("every package of every lock has its hash", async () => {
  const locks = await packageLocks();
  assert.ok(locks.includes(LOCK) && locks.length >= 7);
  for (const lock of locks)
    assert.deepEqual(
      (await unhashed(lock)).map(({ result }) => result),
      ["ok"],
    );
});
