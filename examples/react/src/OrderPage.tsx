import { use } from "react";
import type { Order, OrderState } from "./api";
import { Summary } from "./Summary";

const STATES: Record<OrderState, [title: string, text: string]> = {
  awaiting: ["결제를 기다리고 있습니다", "아직 결제되지 않았습니다."],
  checking: ["결제를 확인하고 있습니다", "다시 결제하지 말고 잠시 뒤에 이 페이지를 새로고침해 주세요."],
  paid: ["주문해 주셔서 고맙습니다", "결제가 완료되었습니다. 금액은 휴대폰 요금에 함께 청구됩니다."],
  disputed: ["신고된 결제입니다", "본인이 결제하지 않았다는 신고가 접수되어 상품 제공을 멈췄습니다."],
  returned: ["취소된 주문입니다", "취소한 금액은 휴대폰 요금에서 빠지거나 계좌로 환불됩니다."],
  failed: ["결제되지 않았습니다", "청구된 금액은 없습니다. 다시 주문해 주세요."],
  expired: ["결제 시간이 지났습니다", "청구된 금액은 없습니다. 다시 주문해 주세요."],
};

export function OrderPage({ order }: { order: Promise<Order> }) {
  const { id, good, state, phone } = use(order);
  const [title, text] = STATES[state];
  return (
    <>
      <title>{`${title} · 달빛상점`}</title>
      <div className={`state ${state}`} role="status">
        <h1>{title}</h1>
        <p>{text}</p>
      </div>
      <Summary title="주문 내역" order={{ id, good, phone }} />
      <p>
        <Next order={{ id, good, state }} />
      </p>
    </>
  );
}

function Next({ order }: { order: Pick<Order, "id" | "good" | "state"> }) {
  const [target, text] = next(order);
  return (
    <a className="button" href={target}>
      {text}
    </a>
  );
}

function next({ id, good, state }: Pick<Order, "id" | "good" | "state">): [target: string, text: string] {
  if (state === "awaiting") return [`/checkout/${good.number}?order=${id}`, "결제 계속하기"];
  if (state === "checking") return [`/orders/${id}`, "결제 상태 다시 보기"];
  return ["/", "쇼핑 계속하기"];
}
