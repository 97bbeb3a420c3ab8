export function Order({ month }) {
  return (
    <section className="order" aria-label="주문 정보">
      <div className="headline">
        <p className="goods">
          <span className="unseen">상품 </span>이용권 30일
        </p>
        <p className="amount">
          <span className="unseen">결제 금액 </span>
          <strong>9,900원</strong>
          <small>부가세 포함</small>
        </p>
      </div>
      <dl className="facts">
        <Fact name="판매자">
          달빛상점<span className="contact">02-1234-5678</span>
        </Fact>
        <Fact name="제공기간">결제일부터 30일</Fact>
        <Fact name="결제 유형">일반결제 (1회)</Fact>
        <Fact name="청구">{month}월 휴대폰 요금에 합산</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
