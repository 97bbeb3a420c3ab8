// What can go wrong with one request on its way, and what the proxy does for each.

import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** What a server has answered, whole. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One request at the proxy. */
export interface Exchange {
  readonly response: ServerResponse;
  /** Has the server do it, once; `plain` asks for a body that is not packed. */
  forward(plain?: boolean): Promise<Answer>;
  send(answer: Answer): void;
  /** Keeps the connection open without another word. */
  hold(socket: Socket): void;
}

/** How long something is late. */
const LATENCY_MS = 2_000;

/** What stands between the servers says so by itself, in words of its own. */
const between = (status: number): Answer => ({
  status,
  headers: { "content-type": "text/html" },
  body: Buffer.from(`<html><body><h1>${status}</h1></body></html>`),
});

/** Does it; false where the answer has nothing that it could be done to. */
type Act = (exchange: Exchange) => Promise<boolean>;

/**
 * Each by its name. Up to the stall the server hears nothing of the request; from "reset during" on it has done what was
 * asked, and the answer is what suffers.
 */
const ACTS = {
  latency: async (exchange) => {
    await pause(LATENCY_MS);
    exchange.send(await exchange.forward());
    return true;
  },
  "reset before": async ({ response }) => {
    response.socket?.resetAndDestroy();
    return true;
  },
  500: async ({ send }) => {
    send(between(500));
    return true;
  },
  503: async ({ send }) => {
    send(between(503));
    return true;
  },
  stall: async ({ response, hold }) => {
    if (response.socket !== null) hold(response.socket);
    return true;
  },
  "reset during": async (exchange) => {
    const { response } = exchange;
    const socket = await half(response, await exchange.forward());
    socket?.resetAndDestroy();
    return true;
  },
  "reset after": async ({ response, forward }) => {
    await forward();
    response.socket?.resetAndDestroy();
    return true;
  },
  truncated: async ({ forward, send }) => {
    const answer = await forward(true);
    send({ ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) });
    return answer.body.length > 1;
  },
  corrupted: async ({ forward, send }) => {
    const answer = await forward(true);
    send({ ...answer, body: corrupted(answer.body) });
    return answer.body.length > 1;
  },
  "504 after": async ({ forward, send }) => {
    await forward();
    send(between(504));
    return true;
  },
  "stall during": async (exchange) => {
    const socket = await half(exchange.response, await exchange.forward());
    if (socket !== undefined) exchange.hold(socket);
    return true;
  },
} satisfies Record<string, Act>;

export type Fault = keyof typeof ACTS;

/** Every fault, in the order of the matrix. */
export const FAULTS: readonly Fault[] = [
  "latency",
  "reset before",
  "reset during",
  "reset after",
  "truncated",
  "corrupted",
  500,
  503,
  "504 after",
  "stall",
  "stall during",
];

/** Those that last until somebody's patience ends. */
export const SLOW: ReadonlySet<Fault> = new Set(["stall", "stall during"]);

export const act = (fault: Fault, exchange: Exchange): Promise<boolean> => ACTS[fault](exchange);

/** Half of the answer has arrived: of its body, or of its head where it has none. */
async function half(response: ServerResponse, answer: Answer): Promise<Socket | undefined> {
  const { socket } = response;
  if (socket === null) return undefined;
  const { status, headers, body } = answer;
  await new Promise<void>((resolve) => {
    if (body.length < 2) {
      socket.write(`HTTP/1.1 ${status} `, () => resolve());
      return;
    }
    response.writeHead(status, { ...headers, "content-length": String(body.length) });
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => resolve());
  });
  return socket;
}

/** Sixteen bytes in the middle are others: no text and no number can be read there any more. */
function corrupted(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  const middle = Math.max(0, Math.floor(copy.length / 2) - 8);
  for (let at = middle; at < Math.min(middle + 16, copy.length); at++) copy[at] = (copy[at] ?? 0) ^ 0x95;
  return copy;
}
