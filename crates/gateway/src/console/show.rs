//! How single things are shown, on whichever page.

use carrier_checkout::locale::texts;
use carrier_checkout_protocol::payment::{DisputeStatus, PaymentStatus};
use carrier_checkout_protocol::webhook::DeliveryStatus;
use carrier_checkout_protocol::{Carrier, Channel, Timestamp};
use maud::{Markup, html};

use super::language::Language;
use super::period::{clock, machine};
use crate::store::{DeliveryTry, EventRecord, ListedPayment};

/// `9,900원` or `₩9,900`.
pub(super) fn won(language: Language, won: u64) -> String {
    (language.texts().words.won)(&grouped(won))
}

/// `1,234,567`
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `42.5%`; a dash where there is no whole.
pub(super) fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let thousandths = (part * 2_000 + whole) / (whole * 2);
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

pub(super) fn time(at: Timestamp) -> Markup {
    html! { time datetime=(machine(at)) { (clock(at)) } }
}

pub(super) fn carrier(language: Language, carrier: Carrier) -> &'static str {
    (texts(language.locale()).details.carrier_name)(carrier)
}

pub(super) fn channel(language: Language, channel: Channel) -> &'static str {
    (texts(language.locale()).details.channel_name)(channel)
}

pub(super) fn status(language: Language, status: PaymentStatus) -> Markup {
    let class = match status {
        PaymentStatus::Processing => "badge waiting",
        PaymentStatus::Succeeded => "badge done",
        PaymentStatus::Failed => "badge danger",
        PaymentStatus::Cancelled | PaymentStatus::PartiallyRefunded | PaymentStatus::Refunded => "badge",
    };
    html! { span class=(class) { ((language.texts().words.status)(status)) } }
}

/// The badges of a payment: its status, and whether it is disputed.
pub(super) fn standing(language: Language, listed: &ListedPayment) -> Markup {
    html! {
        (status(language, listed.payment.standing()))
        @if let Some(dispute) = &listed.payment.dispute {
            " " span class=(if dispute.status == DisputeStatus::Rejected { "badge" } else { "badge danger" }) {
                ((language.texts().words.disputed)(dispute.status))
            }
        }
    }
}

pub(super) fn delivery(language: Language, status: DeliveryStatus) -> Markup {
    let class = match status {
        DeliveryStatus::Pending => "badge waiting",
        DeliveryStatus::Delivered => "badge done",
        DeliveryStatus::GivenUp => "badge danger",
    };
    html! { span class=(class) { ((language.texts().words.delivery)(status)) } }
}

/// What a receiver answered.
pub(super) fn answer(language: Language, tried: &DeliveryTry) -> String {
    let none = language.texts().deliveries.no_answer;
    tried.status.map_or_else(|| none.to_owned(), |status| format!("HTTP {status}"))
}

/// What an event tells of: the id of a payment, a session or a key.
pub(super) fn object(event: &EventRecord) -> Option<String> {
    let payload: serde_json::Value = serde_json::from_str(&event.payload).ok()?;
    Some(payload.pointer("/data/id")?.as_str()?.to_owned())
}

/// Payments, the newest first.
pub(super) fn payments(language: Language, listed: &[ListedPayment], caption: &str) -> Markup {
    let words = &language.texts().words;
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table.list {
                thead {
                    tr {
                        th scope="col" { (words.status_label) }
                        th.number scope="col" { (words.amount) }
                        th scope="col" { (words.order) }
                        th scope="col" { (words.goods) }
                        th scope="col" { (words.carrier) }
                        th scope="col" { (words.channel) }
                        th scope="col" { (words.time) }
                    }
                }
                tbody { @for one in listed { (payment(language, one)) } }
            }
        }
    }
}

fn payment(language: Language, listed: &ListedPayment) -> Markup {
    let payment = &listed.payment;
    let words = &language.texts().words;
    html! {
        tr {
            td data-label=(words.status_label) { span { (standing(language, listed)) } }
            td.number data-label=(words.amount) { span { (won(language, u64::from(payment.amount.get()))) } }
            th scope="row" data-label=(words.order) {
                a href={ "/console/payments/" (payment.id.as_str()) } { (payment.order.as_str()) }
            }
            td.long data-label=(words.goods) { span { (listed.goods) } }
            td data-label=(words.carrier) { span { (carrier(language, payment.carrier)) } }
            td data-label=(words.channel) { span { (channel(language, listed.channel)) } }
            td data-label=(words.time) { (time(payment.created_at)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_shares_rounded() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([(1, 3), (2, 3), (3, 3), (0, 3)].map(|(a, b)| share(a, b)), ["33.3%", "66.7%", "100.0%", "0.0%"]);
        assert_eq!(share(1, 0), "–");
    }
}
