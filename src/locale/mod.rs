//! Every text that the window shows, one file per language.
//!
//! A language is a value of [`Texts`]: a text that is missing does not compile.
//! Where a text depends on a number or a name, it is a function, so that each
//! language orders and counts in its own way. Amounts and dates read as `Intl` writes
//! them (`tests/web/locales.rs`), but are written here: what the gateway renders must
//! have the same letters. To add a language: add it to `protocol::Locale`, write its
//! file, and name it below and in `Cargo.toml`: each is a feature, because the Wasm
//! that a shopper downloads has one language. What only the gateway says stands in
//! `crate::reasons`. docs/languages.md has the steps.

#[cfg(feature = "en")]
pub(crate) mod en;
#[cfg(feature = "ja")]
pub(crate) mod ja;
#[cfg(feature = "ko")]
pub(crate) mod ko;
mod spoken;
#[cfg(feature = "vi")]
pub(crate) mod vi;
#[cfg(feature = "zh-Hans")]
pub(crate) mod zh_hans;

use carrier_checkout_protocol::{
    Carrier, Channel, Locale, Timestamp, Won, birth::BirthError, goods::OfferPeriod, phone::PhoneError,
};

use crate::reasons::OwnTexts;

pub use spoken::texts;

/// All texts of one language.
pub struct Texts {
    /// The language, for `lang`.
    pub locale: Locale,
    /// The window's title.
    pub title: &'static str,
    /// The order, above everything.
    pub order: OrderTexts,
    /// The first screen.
    pub details: DetailsTexts,
    /// The code screen.
    pub code: CodeTexts,
    /// What is shown while the gateway is asked.
    pub checking: CheckingTexts,
    /// The receipt.
    pub receipt: ReceiptTexts,
    /// What went wrong.
    pub failure: FailureTexts,
    /// Every reason, for the gateway's answers.
    #[cfg(feature = "ssr")]
    pub reasons: crate::reasons::Reasons,
    /// What is said around the window.
    #[cfg(any(feature = "ssr", feature = "component"))]
    pub page: crate::reasons::PageTexts,
    /// Monthly billing, for the gateway's answers.
    #[cfg(feature = "ssr")]
    pub monthly: crate::reasons::MonthlyTexts,
    /// What the policy wants said, for the gateway's answers.
    #[cfg(feature = "ssr")]
    pub policy: crate::reasons::PolicyTexts,
}

/// The order.
pub struct OrderTexts {
    /// Name of the region.
    pub region: &'static str,
    /// Label of the amount.
    pub amount: &'static str,
    /// An amount with its unit.
    pub won: fn(Won) -> String,
    /// Says that VAT is in it.
    pub vat_included: &'static str,
    /// Label of the goods.
    pub goods: &'static str,
    /// Label of the seller.
    pub seller: &'static str,
    /// Label of 제공기간.
    pub period: &'static str,
    /// A 제공기간.
    pub offer_period: fn(OfferPeriod) -> String,
    /// Label of the kind of billing.
    pub billing: &'static str,
    /// Paid once.
    pub one_off: &'static str,
    /// Label of the bill.
    pub billed: &'static str,
    /// The phone bill of which month, 1 to 12.
    pub billed_with: fn(u8) -> String,
}

/// The first screen.
pub struct DetailsTexts {
    /// Heading.
    pub heading: &'static str,
    /// Label of the carriers.
    pub carrier: &'static str,
    /// A carrier's name.
    pub carrier_name: fn(Carrier) -> &'static str,
    /// 알뜰폰.
    pub budget: &'static str,
    /// Label of the budget carriers.
    pub budget_carrier: &'static str,
    /// Says whom to choose when a line is on a budget carrier.
    pub budget_hint: &'static str,
    /// No carrier is chosen.
    pub carrier_missing: &'static str,
    /// Label of the phone number.
    pub phone: &'static str,
    /// Placeholder that shows the shape.
    pub phone_example: &'static str,
    /// What is wrong with a number, and what to do.
    pub phone_error: fn(PhoneError) -> &'static str,
    /// Label of the two birth fields together.
    pub birth_group: &'static str,
    /// Label of the six digits.
    pub birth: &'static str,
    /// Label of the digit after them.
    pub birth_digit: &'static str,
    /// What the seven digits are for.
    pub birth_hint: &'static str,
    /// What is wrong with a birth date, and what to do.
    pub birth_error: fn(BirthError) -> &'static str,
    /// Label of the consents together.
    pub consents: &'static str,
    /// 전체 동의.
    pub all: &'static str,
    /// Marks a consent that is required.
    pub required: &'static str,
    /// Opens the full text of a consent.
    pub show_terms: fn(&str) -> String,
    /// The full text is on its way.
    pub terms_loading: &'static str,
    /// The full text cannot be had.
    pub terms_unavailable: &'static str,
    /// Some are not ticked.
    pub consents_missing: &'static str,
    /// Label of the channels.
    pub channel: &'static str,
    /// A channel's name.
    pub channel_name: fn(Channel) -> &'static str,
    /// The button: for a code, or for an approval on the phone.
    pub send: fn(bool) -> &'static str,
    /// The button while it works.
    pub sending: &'static str,
    /// Closes the payment.
    pub cancel: &'static str,
    /// Said aloud: how many things are pointed out.
    pub said_slips: fn(usize) -> String,
    /// The line against handing the code to others.
    pub never_share: &'static str,
}

/// The code screen.
pub struct CodeTexts {
    /// Heading.
    pub heading: &'static str,
    /// Where the code went: carrier and masked number.
    pub sent_to: fn(&str, &str) -> String,
    /// What to do on the phone, in a call or in the app.
    pub approve_heading: fn(Channel) -> &'static str,
    /// How, and where the call or the request went: carrier and masked number.
    pub approve: fn(Channel, &str, &str) -> String,
    /// Opens the carrier's own page.
    pub carrier_page: &'static str,
    /// It has not been approved yet.
    pub waiting: &'static str,
    /// It has.
    pub approved: &'static str,
    /// The line against approving what somebody else has asked for.
    pub never_approve: &'static str,
    /// The button was pressed; the approval is what is missing.
    pub not_approved: &'static str,
    /// Its time is over.
    pub not_approved_in_time: &'static str,
    /// Label of the other ways.
    pub other_ways: &'static str,
    /// Label of the code.
    pub code: &'static str,
    /// Label of the time left.
    pub time_left: &'static str,
    /// How often it may be tried.
    pub tries_left: fn(u8) -> String,
    /// Fewer than six digits.
    pub incomplete: &'static str,
    /// The tick is missing.
    pub not_confirmed: &'static str,
    /// Another code.
    pub mismatch: fn(u8) -> String,
    /// Its time is over.
    pub expired: &'static str,
    /// Its time is over, and no other can be sent.
    pub expired_for_good: &'static str,
    /// It could not be sent again.
    pub not_sent_again: &'static str,
    /// No code came: what to look at.
    pub help: &'static str,
    /// Sends another one.
    pub resend: &'static str,
    /// When another one may be sent.
    pub resend_in: fn(i64) -> String,
    /// How many more are sent.
    pub sends_left: fn(u8) -> String,
    /// Back to the first screen.
    pub restart: &'static str,
    /// The tick.
    pub confirm: &'static str,
    /// The button; it says whether that is every month.
    pub pay: fn(Won, bool) -> String,
    /// The button while it works.
    pub paying: &'static str,
    /// Said aloud: it is on its way.
    pub said_sent: fn(Channel) -> &'static str,
    /// Said aloud: another one is.
    pub said_sent_again: fn(Channel) -> &'static str,
    /// Said aloud: seconds left.
    pub said_left: fn(i64) -> String,
}

/// While the gateway is asked.
pub struct CheckingTexts {
    /// Nothing is here yet.
    pub loading: &'static str,
    /// 확인 중.
    pub heading: &'static str,
    /// What is being done, and that nothing is paid twice.
    pub text: &'static str,
    /// The gateway cannot be reached.
    pub offline: &'static str,
    /// Asks now.
    pub ask_now: &'static str,
    /// An answer was lost, and the request is sent again.
    pub reconnecting: &'static str,
}

/// The receipt.
pub struct ReceiptTexts {
    /// 결제가 완료되었습니다.
    pub heading: &'static str,
    /// Label of the time.
    pub paid_at: &'static str,
    /// A time in Korea.
    pub date_time: fn(Timestamp) -> String,
    /// Label of the line.
    pub line: &'static str,
    /// Label of the payment's number.
    pub number: &'static str,
    /// Label of the last day to cancel.
    pub cancel_until: &'static str,
    /// A day in Korea.
    pub date: fn(Timestamp) -> String,
    /// Stops what is charged every month.
    pub stop: &'static str,
    /// What that does.
    pub stop_text: &'static str,
    /// Stops it indeed.
    pub stop_now: &'static str,
    /// Instead of the day, once it is past.
    pub refund_only: &'static str,
    /// Heading of how to object.
    pub objection: &'static str,
    /// How to object: by calling one of the numbers below it.
    pub objection_text: &'static str,
    /// Label of the dispute centre's number.
    pub dispute_centre: &'static str,
    /// Label of the number of the police.
    pub police: &'static str,
    /// Prints the receipt, which is also how browsers save it.
    pub print: &'static str,
    /// Leads to where the carrier shows, lowers and blocks the limit.
    pub limits: &'static str,
    /// For one who did not pay.
    pub not_me: &'static str,
    /// What reporting it does, and who should.
    pub not_me_text: &'static str,
    /// Reports it.
    pub report: &'static str,
    /// Folds the question.
    pub close: &'static str,
    /// It is reported.
    pub reported: &'static str,
    /// What has been done, and what the shopper should do.
    pub reported_text: &'static str,
    /// Label of the report's number.
    pub report_number: &'static str,
}

/// What went wrong.
pub struct FailureTexts {
    /// What the window says by itself.
    pub own: OwnTexts,
    /// Label of the number to call.
    pub call: &'static str,
    /// The carriers' number, and whose it is.
    pub carrier_centre: &'static str,
    /// Whose the provider's number is.
    pub provider_centre: fn(&str) -> String,
    /// Whose the seller's number is.
    pub seller_centre: fn(&str) -> String,
    /// Label of the code to quote.
    pub quote: &'static str,
    /// Tries again.
    pub retry: &'static str,
    /// Says that nothing was charged.
    pub not_charged: &'static str,
}

/// Minutes and seconds: `2:59`.
#[must_use]
pub fn clock(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
