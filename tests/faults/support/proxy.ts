// A proxy that passes everything on, but for what its journal says.

import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type Answer, act } from "./faults.ts";
import { type Hop, type Journal, nameOf } from "./journal.ts";

/** What one connection says about itself is not for the next. */
const OWN = ["connection", "keep-alive", "transfer-encoding", "content-length"];

/** How a proxy differs from wire. */
export interface Wiring {
  /** Whose request it is. */
  readonly hopOf: (request: IncomingMessage) => Hop;
  /** Changes what is answered to a request of that name. */
  readonly alter?: (name: string, answer: Answer) => Answer;
}

export class FaultProxy {
  readonly #server: http.Server;
  readonly #held = new Set<Socket>();
  readonly #journal: Journal;
  readonly #wiring: Wiring;
  #target = 0;

  private constructor(journal: Journal, wiring: Wiring) {
    [this.#journal, this.#wiring] = [journal, wiring];
    this.#server = http.createServer((request, response) => {
      // What breaks here breaks the connection, as on the wire.
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  static async listen(journal: Journal, wiring: Wiring): Promise<FaultProxy> {
    const proxy = new FaultProxy(journal, wiring);
    await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** How many connections it keeps waiting. */
  get holding(): number {
    return this.#held.size;
  }

  /** What it passes to, once that is there. */
  aim(url: string): void {
    this.#target = Number(new URL(url).port);
  }

  /** Ends what was kept waiting. */
  letGo(): void {
    for (const socket of this.#held) socket.destroy();
    this.#held.clear();
  }

  async close(): Promise<void> {
    this.letGo();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await whole(request);
    const [hop, name] = [this.#wiring.hopOf(request), nameOf(request, body)];
    const fault = this.#journal.note(hop, name);
    // A browser sends what fails on a connection that it has used before once more by itself: then no fault would show.
    response.shouldKeepAlive = !(hop === "loader–shop" || hop === "frame–gateway");
    const forward = async (plain = false): Promise<Answer> => {
      const upstream = await this.#ask(request, body, plain);
      const { statusCode: status = 502, headers } = upstream;
      const answer = { status, headers: foreign(headers), body: await untilItLasts(upstream) };
      return this.#wiring.alter?.(name, answer) ?? answer;
    };
    if (fault === undefined) {
      if (this.#wiring.alter !== undefined) return send(response, await forward());
      return stream(await this.#ask(request, body, false), response);
    }
    const applied = await act(fault, {
      response,
      forward,
      send: (answer) => send(response, answer),
      hold: (socket) => this.#held.add(socket),
    });
    this.#journal.applied &&= applied;
  }

  /** Goes on when whoever has asked is gone: a request that has arrived is done. */
  #ask({ method, url, headers }: IncomingMessage, body: Buffer, plain: boolean): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const options = {
        host: "127.0.0.1",
        port: this.#target,
        method,
        path: url,
        headers: { ...headers, ...(plain ? { "accept-encoding": "identity" } : {}), connection: "close" },
        agent: false,
      };
      http.request(options, resolve).on("error", reject).end(body);
    });
  }
}

/** A stream of events has no end: its head is all that can be waited for. */
const untilItLasts = (answer: IncomingMessage): Promise<Buffer> => {
  if (!(answer.headers["content-type"] ?? "").startsWith("text/event-stream")) return whole(answer);
  answer.destroy();
  return Promise.resolve(Buffer.alloc(0));
};

async function whole(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const foreign = (headers: IncomingMessage["headers"]) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN.includes(name)));

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}

function stream(upstream: IncomingMessage, response: ServerResponse): void {
  response.writeHead(upstream.statusCode ?? 502, foreign(upstream.headers));
  response.flushHeaders();
  response.on("close", () => upstream.destroy());
  upstream.on("error", () => response.destroy()).pipe(response);
}
