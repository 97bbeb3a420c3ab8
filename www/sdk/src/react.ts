// `carrier-checkout/react`: the custom element as a component.

import {
  createElement,
  type ForwardedRef,
  forwardRef,
  type ReactNode,
  useEffect,
  useImperativeHandle,
  useRef,
} from "react";
import type { CarrierCheckoutElement, CheckoutElementEventMap, CheckoutEventDetail, CheckoutProblem } from "./index.js";
import { type LoadOptions, load } from "./index.js";

type Heard = Exclude<keyof CheckoutElementEventMap, "error">;

/** What is heard, without what React or the page would need of an event. */
export type CheckoutHandlers = {
  readonly [N in Heard as `on${Capitalize<N>}`]?: ((detail: CheckoutEventDetail<N>) => void) | undefined;
} & {
  /** What went wrong, also that the gateway's script did not come. */
  readonly onError?: ((problem: CheckoutProblem) => void) | undefined;
};

/** The options of a `<carrier-checkout>`, where its gateway is, and who hears of it. */
export interface CarrierCheckoutProps extends CheckoutHandlers {
  /** Where the gateway is: one and the same for the whole page. */
  readonly gateway: string;
  /** `cs_…`, made by the merchant's backend; another one is shown in its place. */
  readonly session?: string | undefined;
  /** Asked for a session, by POST; of the page's own origin. */
  readonly sessionUrl?: string | undefined;
  /** Where the token is posted to; of the page's own origin. */
  readonly confirmUrl?: string | undefined;
  /** Where the shopper may go after the receipt. */
  readonly successUrl?: string | undefined;
  /** The language; that of the browser when left out. */
  readonly locale?: string | undefined;
  /** The colours; those of the system when left out. */
  readonly theme?: string | undefined;
  /** How the script is fetched; as it was at first. */
  readonly script?: LoadOptions | undefined;
  readonly className?: string | undefined;
  readonly id?: string | undefined;
  /** The session's iframe, where a server has written it into the page already. */
  readonly children?: ReactNode;
}

const EVENTS = ["ready", "change", "token", "paid", "failed", "cancelled", "error"] as const;

/** The checkout; its ref is the element, for `update()`. On a server it is the bare element. */
export const CarrierCheckout = forwardRef(function CarrierCheckout(
  props: CarrierCheckoutProps,
  ref: ForwardedRef<CarrierCheckoutElement>,
) {
  const { gateway, session, sessionUrl, confirmUrl, successUrl, locale, theme, className, id, children } = props;
  const element = useRef<CarrierCheckoutElement | null>(null);
  useImperativeHandle(ref, () => element.current as CarrierCheckoutElement, []);
  const newest = useRef(props);
  useEffect(() => {
    newest.current = props;
  });
  useEffect(() => {
    const hear = ({ type, detail }: CustomEvent): void => {
      const name = `on${type.charAt(0).toUpperCase()}${type.slice(1)}` as keyof CheckoutHandlers;
      newest.current[name]?.(detail);
    };
    const target = element.current;
    for (const name of EVENTS) target?.addEventListener(name, hear);
    let gone = false;
    load(gateway, newest.current.script).catch((problem: CheckoutProblem) => {
      if (!gone) newest.current.onError?.(problem);
    });
    return () => {
      gone = true;
      for (const name of EVENTS) target?.removeEventListener(name, hear as EventListener);
    };
  }, [gateway]);
  const attributes = {
    session,
    "session-url": sessionUrl,
    "confirm-url": confirmUrl,
    "success-url": successUrl,
    locale,
    theme,
    class: className,
    id,
  };
  return createElement("carrier-checkout", { ...attributes, ref: element }, children);
});
