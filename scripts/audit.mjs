// `npm run audit`: what the project is made of, and whether anything bad is known of it.
//
// Licenses, bans and sources are in the lock files and are always looked at. What is known of a version changes every
// day and is asked for: crates in RustSec's database, npm packages at the registry. Where that cannot be reached it
// is said, and is no reason to fail: whoever changes nothing would be stopped by somebody else's server.

import { advisories, composition } from "./audit/crates.mjs";
import { ask, packageLocks, unhashed } from "./audit/npm.mjs";
import { command, say, Trouble } from "./command.mjs";

await command(async () => {
  const found = [...(await composition()), ...(await advisories())];
  for (const lock of await packageLocks()) found.push(...(await unhashed(lock)), ...(await ask(lock)));
  const state = { ok: "ok", bad: "NOT OK", unknown: "NOT CHECKED" };
  say("");
  for (const { result, about, why } of found) say(`${state[result]}: ${about}${why ? `: ${why}` : ""}`);
  const unasked = found.filter(({ result }) => result === "unknown").length;
  if (unasked > 0)
    say(`${unasked} of ${found.length} could not be checked, as nobody could be asked: they may be bad.`);
  const bad = found.filter(({ result }) => result === "bad");
  if (bad.length > 0) throw new Trouble(`not so: ${bad.map(({ about }) => about).join("; ")}`);
});
