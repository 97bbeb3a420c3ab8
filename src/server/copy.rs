//! The receipt as a text, to be mailed: what the window shows, in the same words.

use core::fmt::Write as _;

use carrier_checkout_protocol::{
    Locale, Timestamp,
    checkout::{Checkout, Receipt},
};

use crate::{
    locale::{Texts, texts},
    view::contact,
};

/// A receipt as a text.
pub struct Copy {
    /// What it is, with seller and amount.
    pub subject: String,
    /// The order, the four items of art. 58 of the Network Act, and until when it can be cancelled.
    pub text: String,
}

/// The receipt of that checkout in a language, as it stands at that time of the gateway's clock.
#[must_use]
pub fn copy(checkout: &Checkout, receipt: &Receipt, locale: Locale, now: Timestamp) -> Copy {
    let all = texts(locale);
    let mut text = format!("{}\n\n", all.receipt.heading);
    for (label, value) in order(all, checkout, receipt).into_iter().chain(payment(all, receipt, now)) {
        line(&mut text, label, &value);
    }
    for said in receipt.monthly.iter().map(|standing| &standing.text).chain(&checkout.order.note) {
        line(&mut text, "", said);
    }
    line(&mut text, "", "");
    line(&mut text, all.receipt.objection, all.receipt.objection_text);
    for (label, value) in calls(all, checkout, receipt) {
        line(&mut text, &label, &value);
    }
    let won = (all.order.won)(checkout.order.amount);
    Copy { subject: format!("[{}] {} {won}", checkout.order.seller.name, all.receipt.heading), text }
}

fn order(all: &Texts, checkout: &Checkout, receipt: &Receipt) -> Vec<(&'static str, String)> {
    let (texts, order) = (&all.order, &checkout.order);
    let billing = order.monthly.as_ref().map_or(texts.one_off, |monthly| &monthly.terms);
    let mut facts = vec![
        (texts.goods, order.goods.name.clone()),
        (texts.amount, format!("{} ({})", (texts.won)(order.amount), texts.vat_included)),
        (texts.seller, format!("{} ({})", order.seller.name, contact(checkout))),
    ];
    facts.extend(order.goods.offer_period.map(|period| (texts.period, (texts.offer_period)(period))));
    facts.push((texts.billing, billing.to_owned()));
    facts.push((texts.billed, (texts.billed_with)(receipt.paid_at.in_korea().month % 12 + 1)));
    facts
}

fn payment(all: &Texts, receipt: &Receipt, now: Timestamp) -> [(&'static str, String); 4] {
    let texts = &all.receipt;
    let until = match receipt.cancel_until {
        end if end < now => texts.refund_only.to_owned(),
        end => (texts.date)(end),
    };
    [
        (texts.paid_at, (texts.date_time)(receipt.paid_at)),
        (texts.line, format!("{} ({})", receipt.phone, (all.details.carrier_name)(receipt.carrier))),
        (texts.number, receipt.payment.as_str().to_owned()),
        (texts.cancel_until, until),
    ]
}

fn calls(all: &Texts, checkout: &Checkout, receipt: &Receipt) -> Vec<(String, String)> {
    let provider = &checkout.provider;
    let mut calls = vec![
        ((all.failure.provider_centre)(&provider.name), provider.phone.clone()),
        (all.failure.carrier_centre.to_owned(), "114".to_owned()),
        (all.receipt.dispute_centre.to_owned(), "1644-2367".to_owned()),
        (all.receipt.police.to_owned(), "112".to_owned()),
    ];
    calls.extend(receipt.carrier_page.clone().map(|page| (all.receipt.limits.to_owned(), page)));
    calls
}

/// Without a label, the value alone.
fn line(text: &mut String, label: &str, value: &str) {
    let between = if label.is_empty() { "" } else { ": " };
    // A text takes whatever is written to it.
    let _ = writeln!(text, "{label}{between}{value}");
}
