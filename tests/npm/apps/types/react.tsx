import type { CarrierCheckoutElement } from "carrier-checkout";
import { CarrierCheckout, type CarrierCheckoutProps } from "carrier-checkout/react";
import { createRef } from "react";

const ref = createRef<CarrierCheckoutElement>();
const props: CarrierCheckoutProps = { gateway: "https://gateway.example", session: "cs_1" };

export const shown = (
  <CarrierCheckout
    {...props}
    ref={ref}
    confirmUrl="/confirm"
    onToken={({ phone }) => phone.length}
    onFailed={({ failure, final }) => [failure.reason, final]}
    onError={({ code, retryable }) => code === "network_error" && retryable}
  />
);

// @ts-expect-error: without a gateway there is nothing to show
export const nothing = <CarrierCheckout session="cs_1" />;

export const again = () => ref.current?.update();
