import type { CarrierCheckoutElement } from "carrier-checkout";
import type { DetailedHTMLProps, HTMLAttributes } from "react";

interface CheckoutAttributes extends HTMLAttributes<CarrierCheckoutElement> {
  session?: string;
  "session-url"?: string;
  "confirm-url"?: string;
  "success-url"?: string;
  locale?: string;
  theme?: "auto" | "light" | "dark";
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "carrier-checkout": DetailedHTMLProps<CheckoutAttributes, CarrierCheckoutElement>;
    }
  }
}

export const shown = <carrier-checkout session="cs_1" confirm-url="/confirm" />;
