//! What the shopper reads of a failure, and of monthly billing: added to what the window is told, and
//! to nothing else. Merchants have the reasons, and texts of their own.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use carrier_checkout::server::{consent_names, given_back, hints, monthly_standing, monthly_words, note, words};
use carrier_checkout_protocol::consent::Consent;
use carrier_checkout_protocol::monthly::{Monthly, MonthlyStanding, MonthlyWords};
use carrier_checkout_protocol::payment::PaymentStatus;
use carrier_checkout_protocol::{Failure, Locale, Problem, StepUp, Timestamp, Won};
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;
use http::{HeaderMap, Uri};

use crate::store::PaymentRecord;

/// The language that the window speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spoken(pub(crate) Locale);

impl Spoken {
    /// As the request says; the widget sends its own.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Self(Locale::from_accept_language(accepted.unwrap_or_default()))
    }

    /// As the request says, if it is a window that asks.
    pub(crate) fn of_window(uri: &Uri, headers: &HeaderMap) -> Option<Self> {
        let path = uri.path();
        (path == "/v1/checkout" || path.starts_with("/v1/checkout/")).then(|| Self::of(headers))
    }

    /// With what the shopper reads.
    pub(crate) fn failure(self, failure: Failure) -> Failure {
        Failure { words: Some(words(failure.reason, self.0)), ..failure }
    }

    /// What the shopper reads of an order that is billed monthly.
    pub(crate) fn monthly(self, monthly: Monthly) -> MonthlyWords {
        monthly_words(monthly.day, self.0)
    }

    /// What the consents are called.
    pub(crate) fn consents(self, consents: &[Consent], monthly: Option<Monthly>, amount: Won) -> Vec<String> {
        consent_names(consents, monthly.map(|monthly| monthly.day), amount, self.0)
    }

    /// What else must be said of an order.
    pub(crate) fn note(self, monthly: bool, cash_like: bool) -> Option<String> {
        note(monthly, cash_like, self.0)
    }

    /// What is said on the receipt of what was given back of a payment.
    pub(crate) fn given_back(self, payment: &PaymentRecord) -> Option<String> {
        let wholly_cancelled = payment.standing() == PaymentStatus::Cancelled;
        let (refunded, at) = payment.refunded.zip(payment.refunded_at)?;
        Some(given_back(wholly_cancelled, refunded, at, self.0))
    }

    /// What the policy wants said beside the channels.
    pub(crate) fn hints(self, step_up: Option<StepUp>, cool_off_hours: Option<u16>) -> Vec<String> {
        hints(step_up, cool_off_hours, self.0)
    }

    /// What the shopper reads of the months to come: when the next one is charged, if it is.
    pub(crate) fn standing(self, next_charge: Option<Timestamp>) -> MonthlyStanding {
        monthly_standing(next_charge, self.0)
    }

    /// With what the shopper reads, if a shopper is concerned.
    pub(crate) fn problem(self, problem: Problem) -> Problem {
        Problem { words: problem.reason.map(|reason| words(reason, self.0)), ..problem }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Spoken {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}
