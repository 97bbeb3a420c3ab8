use carrier_checkout_protocol::monthly::{BillingKey, BillingKeyStatus};
use carrier_checkout_protocol::payment::{Payment, PaymentStatus};
use carrier_checkout_protocol::{ErrorCode, Reason};
use maud::{Markup, html};

use super::order::day;
use crate::months::Due;
use crate::orders::Order;

/// How monthly billing of an order stands.
pub(crate) struct Subscription {
    pub(crate) key: BillingKey,
    /// The months after the first, whatever became of each.
    pub(crate) months: Vec<Payment>,
}

/// What came of what the merchant has just tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notice {
    /// The month was not charged.
    NotCharged(Reason),
    /// The order was not cancelled.
    NotCancelled(ErrorCode),
}

/// Monthly billing, as the buyer and, in this shop, its merchant see it.
pub(super) fn subscription(order: &Order, subscription: &Subscription, notice: Option<Notice>) -> Markup {
    let Subscription { key, months } = subscription;
    html! {
        section.receipt aria-labelledby="monthly" {
            h2 #monthly { "월자동결제" }
            dl {
                div { dt { "상태" } dd { (status(key.status)) } }
                div { dt { "결제일" } dd { "매월 " (key.day.get()) "일" } }
                @if let Some(next) = key.next_charge {
                    div { dt { "다음 결제" } dd { (day(next)) } }
                }
                @for month in months {
                    div { dt { (month.order_id) } dd { (became(month)) } }
                }
            }
        }
        (merchant(order, key, notice))
    }
}

const fn status(status: BillingKeyStatus) -> &'static str {
    match status {
        BillingKeyStatus::Active => "이용 중",
        BillingKeyStatus::Frozen => "신고되어 멈춤",
        BillingKeyStatus::Stopped => "해지됨",
    }
}

fn became(month: &Payment) -> String {
    match month.status {
        PaymentStatus::Processing => "확인 중".to_owned(),
        PaymentStatus::Succeeded => format!("{}원 결제됨", month.amount),
        PaymentStatus::Cancelled | PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded => {
            match month.refunded_amount {
                Some(refunded) => format!("{refunded}원 취소됨"),
                None => "취소됨".to_owned(),
            }
        }
        PaymentStatus::Failed => match &month.failure {
            Some(failure) => format!("결제되지 않음 ({})", failure.reason),
            None => "결제되지 않음".to_owned(),
        },
    }
}

/// What a shop's timer and its customer service would do: said so, because no buyer should have such buttons.
fn merchant(order: &Order, key: &BillingKey, notice: Option<Notice>) -> Markup {
    html! {
        aside.practice aria-label="판매자가 하는 일" {
            @if let Some(Notice::NotCharged(reason)) = notice {
                p role="alert" { "청구되지 않았습니다: " (reason) }
            }
            @if let Some(next) = key.next_charge {
                p {
                    "실제 상점에서는 판매자의 서버가 매월 " (key.day.get()) "일에 스스로 청구합니다. 이 연습용 상점은 "
                    "기다리지 않고, 그날이 된 것으로 치고 청구해 봅니다."
                }
                form method="post" action={ "/orders/" (order.id) "/months" } {
                    input type="hidden" name="month" value=(Due::on(next).number());
                    button.button { "다음 달 요금 청구" }
                }
                form method="post" action={ "/orders/" (order.id) "/stop" } {
                    button.button { "판매자가 월자동결제 해지" }
                }
            } @else {
                p { "더 청구되지 않습니다." }
            }
        }
    }
}
