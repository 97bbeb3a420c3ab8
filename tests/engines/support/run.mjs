// Every journey in one engine, each in a browser of its own; the servers are the same for all.

import { test } from "node:test";
import { withServers } from "../../../scripts/servers/fresh.mjs";
import { withBrowser, withDriver } from "./browser.mjs";
import { JOURNEYS } from "./journeys.mjs";
import { Phone } from "./phone.mjs";

/** @param {import("../../../scripts/setup/engines.mjs").EngineName} name */
export function runIn(name) {
  /** @type {import("../../../scripts/setup/engines.mjs").Engine[]} */
  const engines = JSON.parse(process.env.ENGINES ?? "[]");
  const engine = engines.find((engine) => engine.name === name);
  if (engine === undefined) throw new Error(`${name} is not there: run \`npm run test:engines\``);
  test(name, async (engineTest) => {
    await withServers({}, (servers) =>
      withDriver(engine, async (address) => {
        for (const [journey, walk] of Object.entries(JOURNEYS)) {
          const once = () =>
            withBrowser(engine, address, (driver) => walk({ driver, servers, phone: new Phone(servers.sandbox) }));
          // A driver may hang for ever.
          await engineTest.test(`${name}: ${journey}`, { timeout: 180_000 }, () =>
            once().catch((error) => {
              // As with the other journeys: once more on machines that others use too, and named.
              if (process.env.CI === undefined) throw error;
              console.log(`flaky: ${name}: ${journey}`);
              console.error(error);
              return once();
            }),
          );
        }
      }),
    );
  });
}
