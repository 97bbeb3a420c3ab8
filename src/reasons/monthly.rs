//! What the shopper reads of monthly billing, beside the buttons: the gateway sends
//! it with an order that is billed monthly, so that nobody else downloads it.

use carrier_checkout_protocol::{Timestamp, Won, monthly::BillingDay};

/// The words of monthly billing in one language.
pub struct MonthlyTexts {
    /// The kind of billing, and the day.
    pub terms: fn(BillingDay) -> String,
    /// What the consent is called: with amount and day, and that it is charged by itself.
    pub consent: fn(BillingDay, Won) -> String,
    /// How to stop it, and what that does.
    pub stopping: &'static str,
    /// The next day on which it is charged.
    pub next: fn(Timestamp) -> String,
    /// It is charged no more.
    pub stopped: &'static str,
}
