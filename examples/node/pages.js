// The shop's pages: plain HTML, and the one script of the gateway's.

import { config } from "./config.js";
import { GOODS } from "./orders.js";

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Whatever stands in braces is text, unless it is a piece of HTML itself. */
function html(strings, ...values) {
  const texts = values.map((value) => [value].flat().map(escaped).join(""));
  return { html: String.raw({ raw: strings }, ...texts) };
}

const escaped = (value) => value.html ?? String(value).replace(/[&<>"]/g, (sign) => ESCAPES[sign]);

const won = (amount) => `${amount.toLocaleString("ko-KR")}원`;

function page(title, main) {
  return html`<!doctype html>
<html lang="ko">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title} · 달빛상점</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/shop.css">
</head>
<body>
  <header><a href="/">달빛상점</a></header>
  <main>${main}</main>
  <footer>${practice()}</footer>
</body>
</html>`.html;
}

/** Tells whoever tries the shop where the codes arrive. */
function practice() {
  if (config.sandbox === undefined) return "";
  return html`<p>연습용 상점입니다. 실제로 청구되지 않으며, 인증번호는
    <a href="${config.sandbox}" target="_blank" rel="noopener">연습용 휴대폰(새 창)</a>에 도착합니다.</p>`;
}

export const goodsPage = () =>
  page(
    "상품",
    html`<h1>휴대폰 요금으로 결제하세요</h1>
    <ul class="goods">
      ${GOODS.map(
        (good) => html`<li><article aria-labelledby="good-${good.number}">
          <h2 id="good-${good.number}">${good.name}</h2>
          <p>${good.about}</p>
          <p class="quiet">제공기간 ${good.periodText}</p>
          <p class="buy">
            <strong>${won(good.price)}</strong>
            <a class="button" href="/checkout/${good.number}" rel="nofollow" aria-describedby="good-${good.number}">구매하기</a>
          </p>
        </article></li>`,
      )}
    </ul>`,
  );

export const checkoutPage = (order) =>
  page(
    `${order.good.name} 결제`,
    html`<h1>${order.good.name} 결제</h1>
    <div class="checkout">
      ${summary("주문 상품", order)}
      <section aria-labelledby="payment">
        <h2 id="payment">결제 수단: 휴대폰 요금</h2>
        <div id="checkout"></div>
        <noscript><p>결제하려면 브라우저의 자바스크립트를 켜 주세요.</p></noscript>
        <script src="${config.gateway}/checkout.js" async
          data-session="${order.session}"
          data-mount="#checkout"
          data-confirm-url="/confirm"
          data-success-url="/orders/${order.id}"
          data-locale="ko"></script>
      </section>
    </div>`,
  );

const STATES = {
  awaiting: ["결제를 기다리고 있습니다", "아직 결제되지 않았습니다."],
  checking: ["결제를 확인하고 있습니다", "다시 결제하지 말고 잠시 뒤에 이 페이지를 새로고침해 주세요."],
  paid: ["주문해 주셔서 고맙습니다", "결제가 완료되었습니다. 금액은 휴대폰 요금에 함께 청구됩니다."],
  disputed: ["신고된 결제입니다", "본인이 결제하지 않았다는 신고가 접수되어 상품 제공을 멈췄습니다."],
  returned: ["취소된 주문입니다", "취소한 금액은 휴대폰 요금에서 빠지거나 계좌로 환불됩니다."],
  failed: ["결제되지 않았습니다", "청구된 금액은 없습니다. 다시 주문해 주세요."],
  expired: ["결제 시간이 지났습니다", "청구된 금액은 없습니다. 다시 주문해 주세요."],
};

export function orderPage(order) {
  const [title, text] = STATES[order.state];
  return page(
    title,
    html`<div class="state ${order.state}" role="status">
      <h1>${title}</h1>
      <p>${text}</p>
    </div>
    ${summary("주문 내역", order)}
    <p>${next(order)}</p>`,
  );
}

function summary(title, { id, good, payment }) {
  return html`<section class="card" aria-labelledby="summary">
    <h2 id="summary">${title}</h2>
    <dl>
      <div><dt>주문 번호</dt><dd>${id}</dd></div>
      <div><dt>상품</dt><dd>${good.name}</dd></div>
      <div><dt>제공기간</dt><dd>${good.periodText}</dd></div>
      <div class="total"><dt>금액</dt><dd>${won(good.price)}</dd></div>
      ${payment === undefined ? "" : html`<div><dt>결제 수단</dt><dd>휴대폰 결제 ${payment.phone}</dd></div>`}
    </dl>
  </section>`;
}

function next({ id, good, state }) {
  if (state === "awaiting")
    return html`<a class="button" href="/checkout/${good.number}?order=${id}">결제 계속하기</a>`;
  if (state === "checking") return html`<a class="button" href="/orders/${id}">결제 상태 다시 보기</a>`;
  return html`<a class="button" href="/">쇼핑 계속하기</a>`;
}

export const problemPage = () =>
  page(
    "문제가 생겼습니다",
    html`<h1>페이지를 보여 드릴 수 없습니다</h1>
    <p>주소를 확인하거나 잠시 뒤에 다시 시도해 주세요.</p>
    <p><a class="button" href="/">상품 목록</a></p>`,
  );
