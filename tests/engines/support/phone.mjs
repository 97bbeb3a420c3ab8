// What a test sees of the sandbox: the shopper's phone, and what carriers charged.

import { eventually } from "./eventually.mjs";

/** @typedef {{ id: string, channel: string, text: string, code?: string, state?: string }} Message */

export class Phone {
  #sandbox;

  /** @param {string} sandbox */
  constructor(sandbox) {
    this.#sandbox = sandbox;
  }

  /**
   * What a number received, newest last.
   * @param {string} number
   * @returns {Promise<Message[]>}
   */
  async messages(number) {
    return json(await fetch(this.#address(number)));
  }

  /**
   * Waits for a code.
   * @param {string} number
   * @param {number} after how many messages are old ones
   */
  lastCode(number, after = 0) {
    return eventually(`a code for ${number}`, async () => (await this.messages(number)).slice(after).at(-1)?.code);
  }

  /**
   * Waits for a call or a PASS request, and approves it.
   * @param {string} number
   */
  async approve(number) {
    const { id } = await eventually(`a call or a request for ${number}`, async () =>
      (await this.messages(number)).find(({ state }) => state === "waiting"),
    );
    const headers = { "content-type": "application/json" };
    await json(
      await fetch(`${this.#address(number)}/${id}`, { method: "POST", headers, body: '{"action":"approve"}' }),
    );
  }

  /**
   * How the charges for a number went.
   * @param {string} number
   * @returns {Promise<string[]>}
   */
  async charges(number) {
    /** @type {{ phone: string, status: string }[]} */
    const ledger = await json(await fetch(`${this.#sandbox}/ledger`));
    return ledger.filter(({ phone }) => phone === masked(number)).map(({ status }) => status);
  }

  /** @param {string} number */
  #address(number) {
    return `${this.#sandbox}/phones/${number}/messages`;
  }
}

/** A number that nobody else in the run uses, and none of the magic ones. */
export function newNumber() {
  return `010${20_000_000 + Math.floor(Math.random() * 79_999_999)}`;
}

/**
 * A number as it is shown where its middle is hidden.
 * @param {string} number
 */
export const masked = (number) => `010-****-${number.slice(-4)}`;

/** @param {Response} response */
async function json(response) {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}
