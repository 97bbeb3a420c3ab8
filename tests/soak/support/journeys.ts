// Who comes to the same page one after the other: most pay, some in other ways, some do not.

import { expect, type Page } from "@playwright/test";
import { type Checkout, newNumber } from "../../e2e/support/checkout.ts";
import type { Phone } from "../../e2e/support/sandbox.ts";

interface Visit {
  readonly checkout: Checkout;
  readonly phone: Phone;
  readonly page: Page;
}

/** A journey, and whether it ends with a payment. */
export interface Journey {
  readonly name: string;
  readonly pays: boolean;
  readonly go: (visit: Visit) => Promise<void>;
}

/** A number that gets no message (docs/sandbox.md). */
const NO_MESSAGE = "01000000001";

export const JOURNEYS: readonly Journey[] = [
  { name: "a message", pays: true, go: ({ checkout, phone }) => checkout.payAs(newNumber(), phone) },
  { name: "a wrong code first", pays: true, go: wrongCodeFirst },
  { name: "the PASS app", pays: true, go: byApp },
  { name: "another number", pays: true, go: anotherNumber },
  { name: "a refusal", pays: false, go: refused },
  { name: "who only looks", pays: false, go: ({ checkout }) => checkout.fillIn(newNumber()) },
];

async function wrongCodeFirst({ checkout, phone }: Visit): Promise<void> {
  const number = newNumber();
  await checkout.readyToPay(number, phone);
  const right = await checkout.field("code").inputValue();
  await checkout.field("code").fill(right === "000000" ? "111111" : "000000");
  await checkout.button("pay").click();
  await expect(checkout.alert).toBeVisible();
  await checkout.field("code").fill(right);
  await pay(checkout);
}

async function byApp({ checkout, phone }: Visit): Promise<void> {
  const number = newNumber();
  await checkout.channel("pass").check();
  await checkout.askForCode(number);
  await phone.answerLast(number, "approve");
  await expect(checkout.approval("승인되었어요.")).toBeVisible();
  await checkout.tick("content").check();
  await pay(checkout);
}

async function anotherNumber({ checkout, phone }: Visit): Promise<void> {
  await checkout.askForCode(newNumber());
  await expect(checkout.field("code")).toBeVisible();
  await checkout.button("restart").click();
  await checkout.payAs(newNumber(), phone);
}

async function refused({ checkout }: Visit): Promise<void> {
  await checkout.askForCode(NO_MESSAGE);
  await expect(checkout.alert).toBeVisible();
}

async function pay(checkout: Checkout): Promise<void> {
  await checkout.button("pay").click();
  await expect(checkout.done).toBeVisible({ timeout: 30_000 });
}
