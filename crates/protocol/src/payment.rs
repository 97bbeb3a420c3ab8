//! Payments, as the merchant's backend makes and sees them.

use serde::{Deserialize, Serialize};

use crate::carrier::Carrier;
use crate::failure::Failure;
use crate::goods::Billing;
use crate::ids::{BillingKeyId, DisputeId, OrderId, PaymentId, SessionId, TokenId};
use crate::money::Won;
use crate::phone::MaskedPhone;
use crate::time::Timestamp;

/// `POST /v1/payments`: exchanges a token for the payment. Order and amount are
/// repeated to be compared with the session's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreatePayment {
    /// What the page posted to the confirm URL.
    pub token: TokenId,
    /// The order that the merchant believes to be paid.
    pub order_id: OrderId,
    /// The amount that the merchant believes to be paid.
    pub amount: Won,
}

crate::wire_enum! {
    /// How far a payment has come.
    pub enum PaymentStatus {
        /// The carrier has not said yet. Not final: a webhook tells the end.
        Processing = "processing",
        /// On the phone bill. Final until it is cancelled or refunded.
        Succeeded = "succeeded",
        /// Nothing was charged. Final.
        Failed = "failed",
        /// Taken off the bill again, wholly and within its month. Final.
        Cancelled = "cancelled",
        /// Some of it was given back: `refunded_amount`.
        PartiallyRefunded = "partially_refunded",
        /// All of it was given back, at least some of it to a bank account. Final.
        Refunded = "refunded",
    }
}

crate::wire_enum! {
    /// How a dispute stands.
    pub enum DisputeStatus {
        /// The operator looks into it. The payment is frozen: nothing moves money for it, and nothing should be
        /// delivered for it.
        Open = "open",
        /// The shopper is right and gets the money back: nothing should be delivered, and monthly billing stays frozen.
        Upheld = "upheld",
        /// The shopper has paid: everything goes on as if there were no dispute.
        Rejected = "rejected",
    }
}

/// The shopper says not to have paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dispute {
    /// Its id, which the shopper has, too.
    pub id: DisputeId,
    /// How it stands.
    #[serde(default = "open")]
    pub status: DisputeStatus,
    /// When the shopper said so; to be answered within two weeks (art. 58 of the Network Act).
    pub opened_at: Timestamp,
    /// When the operator decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub closed_at: Option<Timestamp>,
}

/// What was said of a dispute before one could be closed.
const fn open() -> DisputeStatus {
    DisputeStatus::Open
}

impl Dispute {
    /// One that is opened now.
    #[must_use]
    pub const fn open(id: DisputeId, opened_at: Timestamp) -> Self {
        Self { id, status: DisputeStatus::Open, opened_at, closed_at: None }
    }
}

/// A payment, as the merchant's backend sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Payment {
    /// Its id.
    pub id: PaymentId,
    /// How far it has come.
    pub status: PaymentStatus,
    /// The session that it ended; of a later month, the one in which the shopper agreed.
    pub session: SessionId,
    /// The merchant's number of the order.
    pub order_id: OrderId,
    /// What was charged.
    pub amount: Won,
    /// What of it the shopper has back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub refunded_amount: Option<Won>,
    /// Once or every month.
    pub billing: Billing,
    /// The key of monthly billing: issued with this payment, or the one that it was charged by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub billing_key: Option<BillingKeyId>,
    /// Whose bill it comes with.
    pub carrier: Carrier,
    /// The line, its middle hidden.
    pub phone: MaskedPhone,
    /// When the token was exchanged, or the month charged.
    pub created_at: Timestamp,
    /// When it was charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub paid_at: Option<Timestamp>,
    /// Until when it can be cancelled: the end of the calendar month in Korea.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub cancel_until: Option<Timestamp>,
    /// Before this, cash-like goods are not to be delivered: it is the first such payment of its line, and whoever was
    /// robbed needs the time to notice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub deliver_after: Option<Timestamp>,
    /// Why nothing was charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub failure: Option<Failure>,
    /// Whether, and since when, the shopper says not to have paid, and what was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub dispute: Option<Dispute>,
}
