import { useId } from "react";
import type { Order } from "./api";

export const won = (amount: number) => `${amount.toLocaleString("ko-KR")}원`;

/** What is ordered, and by which line it was paid. */
export function Summary({ title, order }: { title: string; order: Pick<Order, "id" | "good" | "phone"> }) {
  const heading = useId();
  const { id, good, phone } = order;
  return (
    <section className="card" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      <dl>
        <Row name="주문 번호">{id}</Row>
        <Row name="상품">{good.name}</Row>
        <Row name="제공기간">{good.periodText}</Row>
        <Row name="금액" className="total">
          {won(good.price)}
        </Row>
        {phone !== undefined && <Row name="결제 수단">휴대폰 결제 {phone}</Row>}
      </dl>
    </section>
  );
}

function Row({ name, className, children }: { name: string; className?: string; children: React.ReactNode }) {
  return (
    <div className={className}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
