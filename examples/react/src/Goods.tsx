import { use } from "react";
import type { Good, Shop } from "./api";
import { won } from "./Summary";

export function Goods({ shop }: { shop: Promise<Shop> }) {
  const { goods } = use(shop);
  return (
    <>
      <title>상품 · 달빛상점</title>
      <h1>휴대폰 요금으로 결제하세요</h1>
      <ul className="goods">
        {goods.map((good) => (
          <li key={good.number}>
            <Card good={good} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Card({ good }: { good: Good }) {
  const heading = `good-${good.number}`;
  return (
    <article aria-labelledby={heading}>
      <h2 id={heading}>{good.name}</h2>
      <p>{good.about}</p>
      <p className="quiet">제공기간 {good.periodText}</p>
      <p className="buy">
        <strong>{won(good.price)}</strong>
        <a className="button" href={`/checkout/${good.number}`} aria-describedby={heading}>
          구매하기
        </a>
      </p>
    </article>
  );
}

/** Tells whoever tries the shop where the codes arrive. */
export function Practice({ shop }: { shop: Promise<Shop> }) {
  const { sandbox } = use(shop);
  if (sandbox === undefined) return null;
  return (
    <p>
      연습용 상점입니다. 실제로 청구되지 않으며, 인증번호는{" "}
      <a href={sandbox} target="_blank" rel="noopener">
        연습용 휴대폰(새 창)
      </a>
      에 도착합니다.
    </p>
  );
}
