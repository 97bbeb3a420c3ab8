import { CarrierCheckout } from "carrier-checkout/react";
import { use, useState } from "react";
import type { Order, Shop } from "./api";
import { Summary } from "./Summary";

export function Checkout({ shop, order }: { shop: Promise<Shop>; order: Promise<Order> }) {
  const { gateway } = use(shop);
  const { id, good, session } = use(order);
  // Shown under another key, the component fetches the gateway's script again.
  const [attempt, tryAgain] = useState(0);
  const [missing, setMissing] = useState(false);
  const retry = () => {
    setMissing(false);
    tryAgain(attempt + 1);
  };
  return (
    <>
      <title>{`${good.name} 결제 · 달빛상점`}</title>
      <h1>{good.name} 결제</h1>
      <div className="checkout">
        <Summary title="주문 상품" order={{ id, good }} />
        <section aria-labelledby="payment">
          <h2 id="payment">결제 수단: 휴대폰 요금</h2>
          {missing && (
            <p role="alert">
              결제창을 불러오지 못했습니다.{" "}
              <button type="button" className="button" onClick={retry}>
                다시 시도
              </button>
            </p>
          )}
          <CarrierCheckout
            key={attempt}
            gateway={gateway}
            session={session}
            confirmUrl="/confirm"
            successUrl={`/orders/${id}`}
            locale="ko"
            onReady={() => setMissing(false)}
            onError={({ code }) => setMissing(code === "network_error")}
          />
        </section>
      </div>
    </>
  );
}
