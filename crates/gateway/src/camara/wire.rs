//! The carriers' answers, as far as they are read.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// An answer as it came. Its body may hold personal data: no `Debug`.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// What an operator sees of it.
    pub(super) fn outcome(&self) -> &'static str {
        match self.status {
            200..300 => "ok",
            400..500 => "refused",
            _ => "failed",
        }
    }

    /// The body, if the status is the hoped-for one and the body can be read.
    pub(super) fn read<T: DeserializeOwned>(&self, hoped_for: u16) -> Option<T> {
        if self.status == hoped_for { serde_json::from_slice(&self.body).ok() } else { None }
    }
}

/// What went wrong: CAMARA's `code` and `message`, or OAuth2's `error`.
#[derive(Default, Deserialize)]
pub(super) struct ErrorInfo {
    #[serde(default, alias = "error")]
    pub(super) code: String,
    #[serde(default, alias = "error_description")]
    pub(super) message: String,
}

impl ErrorInfo {
    /// Reads what there is; anything else is an error without code and message.
    pub(super) fn read(body: &[u8]) -> Self {
        serde_json::from_slice(body).unwrap_or_default()
    }
}

/// What a token endpoint gives.
#[derive(Deserialize)]
pub(super) struct TokenGranted {
    pub(super) access_token: String,
    /// Seconds. RFC 6749 only recommends it; without it the token is used once.
    #[serde(default)]
    pub(super) expires_in: u64,
}

/// `checkSimSwap`'s answer.
#[derive(Deserialize)]
pub(super) struct SimSwapChecked {
    pub(super) swapped: bool,
}

/// `sendCode`'s answer.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeSent {
    pub(super) authentication_id: String,
}

/// A payment, as prepare, retrieve and the list show it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Payment {
    pub(super) payment_id: String,
    pub(super) payment_status: PaymentStatus,
    pub(super) amount_transaction: AmountTransaction,
    #[serde(default)]
    pub(super) validation_info: Option<ValidationInfo>,
}

/// What the carrier wants of the shopper before it reserves.
#[derive(Deserialize)]
#[serde(tag = "action", rename_all = "camelCase")]
pub(super) enum ValidationInfo {
    #[serde(rename_all = "camelCase")]
    Validate { authorization_id: String },
    Open {
        #[serde(rename = "validationURL")]
        validation_url: String,
    },
}

/// The part of a payment that names it for us.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AmountTransaction {
    #[serde(default)]
    pub(super) client_correlator: Option<String>,
}

/// `paymentStatus`.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PaymentStatus {
    Processing,
    PendingValidation,
    Denied,
    Reserved,
    Succeeded,
    Cancelled,
}

/// A refund, as it is made, retrieved and listed.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Refund {
    pub(super) refund_id: String,
    pub(super) refund_status: RefundStatus,
    #[serde(default)]
    pub(super) amount_transaction: Option<AmountTransaction>,
}

/// `refundStatus`.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RefundStatus {
    Processing,
    Denied,
    Succeeded,
}
