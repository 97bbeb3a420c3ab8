//! What is said of a payment that did not happen.

use serde::{Deserialize, Serialize};

use crate::reason::Reason;

/// A reason with what the shopper may quote when calling somebody about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Failure {
    /// Why.
    pub reason: Reason,
    /// The code to quote: source and code as they came, such as
    /// `SKT-403-CARRIER_BILLING.PAYMENT_DENIED`. No personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub quote: Option<String>,
    /// What the shopper reads. Only the gateway's answers to its own window
    /// have it: nothing that is stored, and nothing that a merchant gets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(skip))]
    pub words: Option<Words>,
}

/// What the shopper reads about a failure, in the language of the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Words {
    /// What happened.
    pub happened: String,
    /// What to do next, and who can do it.
    pub next: String,
}

impl Failure {
    /// With a code to quote.
    #[must_use]
    pub const fn quoting(reason: Reason, quote: String) -> Self {
        Self { reason, quote: Some(quote), words: None }
    }
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        Self { reason, quote: None, words: None }
    }
}
