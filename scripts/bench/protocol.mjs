// The DevTools protocol over a pipe. Playwright's sessions do not reach a frame's own target before it runs,
// and that is where the throttling has to be.

/** @typedef {{ id?: number, method?: string, params?: any, result?: any, error?: { message: string }, sessionId?: string }} Message */
/** @typedef {(params: any, session: Session) => void} Listener */

/** One target, spoken to through the one pipe. The browser itself is the session without an id. */
export class Session {
  #wire;
  /** @type {Map<string, Set<Listener>>} */
  #listeners = new Map();

  /**
   * @param {Wire} wire
   * @param {string | undefined} id
   */
  constructor(wire, id) {
    this.#wire = wire;
    this.id = id;
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  send(method, params = {}) {
    return this.#wire.send(method, params, this.id);
  }

  /**
   * @param {string} method
   * @param {Listener} listener
   */
  on(method, listener) {
    const listeners = this.#listeners.get(method) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(method, listeners);
  }

  /**
   * The value of an expression, which may be a promise.
   * @param {string} expression
   */
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  /**
   * @param {string} method
   * @param {any} params
   */
  hear(method, params) {
    for (const listener of this.#listeners.get(method) ?? []) listener(params, this);
  }
}

/** Carries every session's commands and events: JSON, each ended by a zero byte. */
export class Wire {
  #write;
  #last = 0;
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void, method: string }>} */
  #waiting = new Map();
  /** @type {Map<string, Session>} */
  #sessions = new Map();

  /**
   * @param {import("node:stream").Writable} write
   * @param {import("node:stream").Readable} read
   */
  constructor(write, read) {
    this.#write = write;
    this.browser = new Session(this, undefined);
    this.#sessions.set("", this.browser);
    /** @type {Buffer[]} */
    let parts = [];
    read.on("data", (/** @type {Buffer} */ chunk) => {
      let from = 0;
      for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, from)) {
        parts.push(chunk.subarray(from, end));
        this.#receive(JSON.parse(Buffer.concat(parts).toString("utf8")));
        parts = [];
        from = end + 1;
      }
      parts.push(chunk.subarray(from));
    });
    // A browser that is ended hangs up, also in the middle of a word.
    write.on("error", () => this.#hangUp());
    read.on("close", () => this.#hangUp());
  }

  /**
   * @param {string} method
   * @param {object} params
   * @param {string | undefined} sessionId
   * @returns {Promise<any>}
   */
  send(method, params, sessionId) {
    this.#last += 1;
    const id = this.#last;
    this.#write.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject, method }));
  }

  /** @param {Message} message */
  #receive({ id, method, params, result, error, sessionId = "" }) {
    if (id !== undefined) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(new Error(`${waiting.method}: ${error.message}`));
      return;
    }
    if (method === undefined) return;
    if (method === "Target.attachedToTarget") {
      this.#sessions.set(params.sessionId, new Session(this, params.sessionId));
    }
    this.#sessions.get(sessionId)?.hear(method, params);
    if (method === "Target.detachedFromTarget") this.#sessions.delete(params.sessionId);
  }

  /** @param {string} id */
  session(id) {
    const session = this.#sessions.get(id);
    if (session === undefined) throw new Error(`no session ${id}`);
    return session;
  }

  #hangUp() {
    for (const { reject, method } of this.#waiting.values()) reject(new Error(`${method}: the browser has gone`));
    this.#waiting.clear();
  }
}
