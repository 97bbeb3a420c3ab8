// What goes over the wire, of all targets together.

/** @typedef {import("./protocol.mjs").Session} Session */
/** @typedef {{ sent: boolean, cached: boolean, bytes: number, running: boolean }} Request */

export class Traffic {
  /** @type {Map<string, Request>} a navigation is told by two targets, with one id */
  #requests = new Map();
  #last = performance.now();

  /** @param {Session} session */
  watch(session) {
    session.on("Network.requestWillBeSent", ({ requestId, request }) => {
      if (!request.url.startsWith("data:")) this.#note(requestId, { running: true });
    });
    session.on("Network.requestServedFromCache", ({ requestId }) => this.#note(requestId, { cached: true }));
    session.on("Network.responseReceived", ({ requestId, response }) => {
      if (response.fromDiskCache === true) this.#note(requestId, { cached: true });
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
      this.#note(requestId, { running: false, bytes: encodedDataLength }),
    );
    session.on("Network.loadingFailed", ({ requestId }) => this.#note(requestId, { running: false }));
  }

  /**
   * @param {string} id
   * @param {Partial<Request>} news
   */
  #note(id, news) {
    this.#last = performance.now();
    const known = this.#requests.get(id);
    if (known === undefined && news.running !== true) return;
    this.#requests.set(id, { sent: true, cached: false, bytes: 0, running: true, ...known, ...news });
  }

  /** Those that were answered over the wire, head and body as they were sent. */
  sum() {
    const sent = [...this.#requests.values()].filter(({ cached, bytes }) => !cached && bytes > 0);
    return { requests: sent.length, bytes: sent.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  /** How long nothing has been asked for or answered, in ms; 0 while something is on its way. */
  quiet() {
    const running = [...this.#requests.values()].some((request) => request.running);
    return running ? 0 : performance.now() - this.#last;
  }
}
