// The npm package: everything that a page may name, as types, and what fetches the rest from the gateway. Nothing happens
// when this is imported, on a server neither.

export type { Api } from "./api";
export type { CarrierCheckoutElement } from "./element";
export type { CheckoutError, CheckoutErrorCode, CheckoutProblem } from "./errors";
export type { CheckoutElementEventMap, CheckoutEventDetail, CheckoutEventMap } from "./events";
export { type LoadOptions, load } from "./load";
export type { Changes, MountOptions } from "./options";
export type { Checkout } from "./place";
export type { Failure, Locale, Reason, Screen, SessionId, Theme } from "./protocol";
