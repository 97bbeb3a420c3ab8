// What a test sees of the sandbox: the shopper's phone, and what carriers charged.

import { type APIRequestContext, expect } from "@playwright/test";

/** A message on the shopper's phone. */
export interface Message {
  readonly id: string;
  readonly channel: "sms" | "ars" | "pass";
  readonly text: string;
  readonly code?: string;
  readonly state?: "waiting" | "approved" | "rejected" | "ended";
  readonly received_at: number;
}

/** A charge in the carriers' books, without whose it is. */
export interface LedgerEntry {
  readonly paymentId: string;
  readonly carrier: string;
  readonly status: string;
  readonly amount: number;
  readonly clientCorrelator: string | null;
  readonly referenceCode: string;
  readonly phone: string;
  readonly createdAt: number;
  readonly paidAt: number | null;
  /** What was taken off the bill again, in won. */
  readonly refunded: number;
}

/** The shopper's phone. */
export class Phone {
  readonly #request: APIRequestContext;
  readonly #sandbox: string;

  constructor(request: APIRequestContext, sandbox: string) {
    this.#request = request;
    this.#sandbox = sandbox;
  }

  /** What a number received, newest last. */
  async messages(number: string): Promise<Message[]> {
    const response = await this.#request.get(this.#address(number));
    await expect(response, `messages of ${number}`).toBeOK();
    return response.json();
  }

  /** Waits for a message with a code; `after` says how many messages are old ones. */
  async lastMessage(number: string, after = 0): Promise<Message & { code: string }> {
    let last: Message | undefined;
    await expect
      .poll(
        async () => {
          last = (await this.messages(number)).slice(after).at(-1);
          return last?.code;
        },
        { message: `a code for ${number}` },
      )
      .toMatch(/^\d{6}$/);
    return last as Message & { code: string };
  }

  /** Waits for a code. */
  async lastCode(number: string, after = 0): Promise<string> {
    return (await this.lastMessage(number, after)).code;
  }

  /** Waits for a call or a PASS request that can be answered, and answers it. */
  async answerLast(number: string, action: "approve" | "reject"): Promise<Message> {
    let last: Message | undefined;
    await expect
      .poll(
        async () => {
          last = (await this.messages(number)).at(-1);
          return last?.state;
        },
        { message: `a call or a request for ${number}` },
      )
      .toBe("waiting");
    await this.answer(number, (last as Message).id, action);
    return last as Message;
  }

  /** Answers a call or a PASS request. */
  async answer(number: string, id: string, action: "approve" | "reject"): Promise<void> {
    const response = await this.#request.post(`${this.#address(number)}/${id}`, { data: { action } });
    await expect(response, `${action} on ${number}`).toBeOK();
  }

  #address(number: string): string {
    return `${this.#sandbox}/phones/${number}/messages`;
  }
}

/** Everything that carriers charged, oldest first. */
export async function readLedger(request: APIRequestContext, sandbox: string): Promise<LedgerEntry[]> {
  const response = await request.get(`${sandbox}/ledger`);
  await expect(response, "the ledger").toBeOK();
  return response.json();
}
