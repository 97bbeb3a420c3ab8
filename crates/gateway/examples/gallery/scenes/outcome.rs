//! What has become of the payment.

use carrier_checkout::server::monthly_standing;
use carrier_checkout_flow::{Input, Remedy, Reply, Trouble};
use carrier_checkout_protocol::{
    DisputeId, ErrorCode, Locale, Timestamp,
    checkout::{Receipt, Stage},
    embed::ConfirmOutcome,
};

use super::{Scene, Touch, scene};
use crate::{
    order::{NOW, at, checkout, gift_card, monthly, receipt, verified},
    shopper::Shopper,
};

pub(super) fn scenes() -> Vec<Scene> {
    vec![
        scene("checking", |locale| Shopper::before(at(Stage::Processing, checkout(locale)), locale)),
        scene("checking-offline", |locale| {
            let lost = || Reply::Checkout(Err(Trouble::Lost));
            // It tries several times before it says so.
            let checking = Shopper::before(at(Stage::Processing, checkout(locale)), locale);
            (0..8).fold(checking, |shopper, _| shopper.after(10).hears(lost()))
        }),
        scene("checking-not-loaded", |locale| Shopper::before(at(Stage::Processing, checkout(locale)), locale))
            .touched(Touch::NotLoaded),
        scene("paid", |locale| paid(receipt(), locale)),
        scene("paid-monthly", |locale| paid_monthly(Some(NOW + 23 * 86_400_000), locale)),
        scene("paid-monthly-stop", |locale| {
            paid_monthly(Some(NOW + 23 * 86_400_000), locale).does([Input::RemedyToggled(Remedy::Stop)])
        }),
        scene("paid-monthly-stopped", |locale| paid_monthly(None, locale)),
        scene("paid-gift-card", |locale| {
            Shopper::before(at(Stage::Paid { receipt: receipt() }, gift_card(locale)), locale)
        }),
        scene("paid-last-month", |locale| {
            let before = NOW - 40 * 86_400_000;
            paid(Receipt { paid_at: before, cancel_until: before.end_of_korean_month(), ..receipt() }, locale)
        }),
        scene("paid-not-me", |locale| paid(receipt(), locale).does([Input::RemedyToggled(Remedy::Dispute)])),
        scene("paid-reported", |locale| {
            paid(Receipt { dispute: Some(DisputeId::from_random(7)), ..receipt() }, locale)
        }),
        scene("ended-cancelled", |locale| Shopper::before(at(Stage::Cancelled, checkout(locale)), locale)),
        scene("ended-expired", |locale| Shopper::before(at(Stage::Expired, checkout(locale)), locale)),
        scene("ended-unknown", |locale| {
            let unknown = carrier_checkout_protocol::Problem::new(ErrorCode::SessionNotFound, "req_1");
            Shopper::waiting(locale).hears(Reply::Checkout(Err(Trouble::Problem(unknown))))
        }),
        scene("ended-shop-refuses", |locale| {
            let posting = Shopper::before(at(Stage::Verified(verified()), checkout(locale)), locale);
            let refused = Input::ConfirmEnded(posting.asked(), ConfirmOutcome::Refused);
            let asked = posting.does([refused]);
            asked.hears(Reply::Checkout(Ok(at(Stage::Verified(verified()), checkout(locale)))))
        }),
    ]
}

fn paid_monthly(next_charge: Option<Timestamp>, locale: Locale) -> Shopper {
    let receipt = Receipt { monthly: Some(monthly_standing(next_charge, locale)), ..receipt() };
    Shopper::before(at(Stage::Paid { receipt }, monthly(locale)), locale)
}

fn paid(receipt: Receipt, locale: Locale) -> Shopper {
    Shopper::before(at(Stage::Paid { receipt }, checkout(locale)), locale)
}
