// What is held after so many journeys: by the page, and by the gateway.

import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { CDPSession } from "@playwright/test";
import type { Servers } from "../../e2e/support/servers.ts";

/** What is read at one moment; bytes, counts and milliseconds. */
export interface Held {
  /** Of the page with the merchant's document, after its garbage has been taken away. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  /** Of the gateway's process. */
  readonly memory: number;
  readonly handles: number;
  /** The database's file, and what is written but not yet in it. */
  readonly database: number;
  readonly journal: number;
  /** Of a session that is made and shown, the median of many. */
  readonly latency: number;
}

const PAGE_BYTES = 4_096;

/** Of the page. */
export async function heldByPage(page: CDPSession): Promise<Pick<Held, "heap" | "nodes" | "listeners">> {
  await page.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners: listeners } = await page.send("Memory.getDOMCounters");
  const { usedSize: heap } = await page.send("Runtime.getHeapUsage");
  return { heap, nodes, listeners };
}

/** Of the gateway. */
export async function heldByGateway(
  servers: Servers,
): Promise<Pick<Held, "memory" | "handles" | "database" | "journal">> {
  const process = `/proc/${servers.gatewayProcess()}`;
  const resident = (await readFile(`${process}/statm`, "utf8")).split(" ")[1];
  const size = async (name: string) => (await stat(path.join(servers.logs, name))).size;
  return {
    memory: Number(resident) * PAGE_BYTES,
    handles: (await readdir(`${process}/fd`)).length,
    database: await size("gateway.db"),
    journal: await size("gateway.db-wal"),
  };
}
