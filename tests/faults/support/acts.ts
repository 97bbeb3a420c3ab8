// What a shopper does where nothing goes wrong.

const USUAL = ["open", "ask for a code", "pay", "look at the order"];

/** What a first order takes that is cancelled. */
const CANCELLED = ["open", "ask for a code", "cancel"];

/** What was done beyond that: each of the usual acts is taken away once. */
export function beyond(acts: readonly string[], cancels: boolean): string[] {
  const usual = cancels ? [...CANCELLED, ...USUAL] : USUAL;
  return usual.reduce((left, act) => (left.includes(act) ? left.toSpliced(left.indexOf(act), 1) : left), [...acts]);
}
