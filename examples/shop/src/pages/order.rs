use carrier_checkout_protocol::Timestamp;
use carrier_checkout_protocol::payment::Payment;
use maud::{Markup, html};

use super::monthly::{self, Notice, Subscription};
use super::page;
use crate::orders::{Order, OrderState};

/// An order, as its buyer sees it.
pub(crate) fn order(order: &Order, subscription: Option<&Subscription>, notice: Option<Notice>) -> Markup {
    let not_cancelled = match notice {
        Some(Notice::NotCancelled(code)) => Some(code.as_str()),
        Some(Notice::NotCharged(_)) | None => None,
    };
    let (title, text) = words(order.state);
    page(
        title,
        html! {
            nav aria-label="돌아가기" { a href="/" { "상품 목록" } }
            div.state.(order.state.as_str()) role="status" {
                h1 { (title) }
                p { (text) }
            }
            section.receipt aria-labelledby="receipt" {
                h2 #receipt { "주문 내역" }
                (details(order))
            }
            @if let Some(subscription) = subscription {
                (monthly::subscription(order, subscription, notice))
            }
            @if let Some(failure) = not_cancelled {
                p role="alert" { "취소하지 못했습니다: " (failure) }
            }
            @if order.state == OrderState::Paid {
                form.next method="post" action={ "/orders/" (order.id) "/cancel" } {
                    button.button.plain { "주문 취소" }
                }
            }
            (next(order))
        },
    )
}

/// An order, as it is shown to whoever has not begun it in this browser: how it stands, and nothing about who paid.
pub(crate) fn somebodys_order(order: &Order) -> Markup {
    let (title, text) = words(order.state);
    page(
        title,
        html! {
            nav aria-label="돌아가기" { a href="/" { "상품 목록" } }
            div.state.(order.state.as_str()) role="status" {
                h1 { (title) }
                p { (text) }
            }
            section.receipt aria-labelledby="receipt" {
                h2 #receipt { "주문 내역" }
                dl {
                    div { dt { "상품" } dd { (order.good.name) } }
                    div.total { dt { "금액" } dd { (order.good.price_text()) } }
                }
            }
            p { "결제 영수증과 취소 안내는 결제한 페이지에 있습니다. 주문은 주문한 브라우저에서 이어서 볼 수 있습니다." }
        },
    )
}

const fn words(state: OrderState) -> (&'static str, &'static str) {
    match state {
        OrderState::Awaiting => ("결제를 기다리고 있습니다", "아직 결제되지 않았습니다."),
        OrderState::Checking => {
            ("결제를 확인하고 있습니다", "통신사의 답을 기다리고 있습니다. 다시 결제하지 말고 잠시 기다려 주세요.")
        }
        OrderState::Paid => {
            ("주문해 주셔서 고맙습니다", "결제가 완료되었습니다. 금액은 휴대폰 요금에 함께 청구됩니다.")
        }
        OrderState::Disputed => {
            ("신고된 결제입니다", "본인이 결제하지 않았다는 신고가 접수되어 상품 제공을 멈췄습니다.")
        }
        OrderState::Returned => {
            ("취소된 주문입니다", "결제를 취소했습니다. 취소한 금액은 휴대폰 요금에서 빠지거나 계좌로 환불됩니다.")
        }
        OrderState::Failed => {
            ("결제되지 않았습니다", "청구된 금액은 없습니다. 다시 시도하거나 다른 번호로 결제해 주세요.")
        }
        OrderState::Expired => ("결제 시간이 지났습니다", "청구된 금액은 없습니다. 다시 주문해 주세요."),
    }
}

fn details(order: &Order) -> Markup {
    html! {
        dl {
            div { dt { "주문 번호" } dd { (order.id) } }
            div { dt { "상품" } dd { (order.good.name) } }
            div { dt { "제공기간" } dd { (order.good.period_text()) } }
            div.total { dt { "금액" } dd { (order.good.price_text()) } }
            @if let Some(payment) = &order.payment {
                (paid_with(payment))
            }
        }
    }
}

fn paid_with(payment: &Payment) -> Markup {
    html! {
        div { dt { "결제 수단" } dd { "휴대폰 결제 " (payment.phone) } }
        @if let Some(at) = payment.paid_at {
            div { dt { "결제 일시" } dd { (moment(at)) } }
        }
        @if let Some(refunded) = payment.refunded_amount {
            div { dt { "취소 금액" } dd { (refunded) "원" } }
        } @else if let Some(until) = payment.cancel_until {
            div { dt { "취소 가능" } dd { (moment(until)) "까지" } }
        }
        @if let Some(after) = payment.deliver_after {
            div { dt { "상품 발송" } dd { (moment(after)) " 이후" } }
        }
        div { dt { "결제 번호" } dd.code { (payment.id) } }
        @if let Some(failure) = &payment.failure {
            div { dt { "문의 코드" } dd.code { (failure.quote.as_deref().unwrap_or(failure.reason.as_str())) } }
        }
    }
}

/// A day in Korea.
pub(super) fn day(at: Timestamp) -> Markup {
    let local = at.in_korea();
    let day = format!("{:04}-{:02}-{:02}", local.year, local.month, local.day);
    html! {
        time datetime=(day) { (day.replace('-', ". ")) }
    }
}

/// Date and time in Korea.
fn moment(at: Timestamp) -> Markup {
    let local = at.in_korea();
    let day = format!("{:04}-{:02}-{:02}", local.year, local.month, local.day);
    let time = format!("{:02}:{:02}", local.hour, local.minute);
    html! {
        time datetime={ (day) "T" (time) "+09:00" } { (day.replace('-', ". ")) ". " (time) }
    }
}

/// What the buyer can do now.
fn next(order: &Order) -> Markup {
    let checkout = format!("/checkout/{}?order={}", order.good.number, order.id);
    let (target, text) = match order.state {
        OrderState::Awaiting => (checkout, "결제 계속하기"),
        OrderState::Checking => (format!("/orders/{}", order.id), "결제 상태 다시 보기"),
        OrderState::Failed | OrderState::Expired => (checkout, "다시 결제하기"),
        OrderState::Paid | OrderState::Disputed | OrderState::Returned => ("/".to_owned(), "쇼핑 계속하기"),
    };
    html! { p.next { a.button href=(target) { (text) } } }
}
