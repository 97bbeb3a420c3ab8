//! What the gateway tells the merchant's backend, by Standard Webhooks.

use serde::{Deserialize, Serialize};

use crate::ids::EventId;
use crate::monthly::BillingKey;
use crate::payment::Payment;
use crate::refund::Refund;
use crate::session::Session;
use crate::time::Timestamp;

/// An event. The `webhook-id` header is its id: the same for every delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When it happened.
    pub created_at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub happened: Happened,
}

/// What happened, and to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", content = "data")]
pub enum Happened {
    /// The payment is on the phone bill.
    #[serde(rename = "payment.succeeded")]
    PaymentSucceeded(Payment),
    /// Nothing was charged.
    #[serde(rename = "payment.failed")]
    PaymentFailed(Payment),
    /// The shopper says not to have paid: the payment is frozen, and its goods
    /// should be held back.
    #[serde(rename = "payment.disputed")]
    PaymentDisputed(Payment),
    /// The operator has decided on the dispute: `dispute.status` says how.
    #[serde(rename = "payment.dispute_closed")]
    PaymentDisputeClosed(Payment),
    /// The payment was taken off the bill again, wholly and within its month.
    #[serde(rename = "payment.cancelled")]
    PaymentCancelled(Payment),
    /// The shopper has back `refunded_amount` of the payment: some of it, or all and not by cancelling alone.
    #[serde(rename = "payment.refunded")]
    PaymentRefunded(Payment),
    /// Nothing was given back: what was asked for has failed.
    #[serde(rename = "refund.failed")]
    RefundFailed(Refund),
    /// Monthly billing was stopped, by the shopper or by you: nothing more is charged.
    #[serde(rename = "billing_key.stopped")]
    BillingKeyStopped(BillingKey),
    /// The session ended without a payment.
    #[serde(rename = "session.expired")]
    SessionExpired(Session),
}

crate::wire_enum! {
    /// How far the delivery of an event has come.
    pub enum DeliveryStatus {
        /// It is to be tried, or tried again.
        Pending = "pending",
        /// Your server took it.
        Delivered = "delivered",
        /// Your server did not take it in three days, or wants no more of it: ask for it again when you do.
        GivenUp = "given_up",
    }
}

/// What has become of the delivery of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventDelivery {
    /// How far it has come.
    pub status: DeliveryStatus,
    /// How often it was tried.
    pub tries: u32,
    /// When it was last tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub last_tried_at: Option<Timestamp>,
    /// The HTTP status of the last answer; none when there was no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub last_status: Option<u16>,
    /// When it is tried next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub next_try_at: Option<Timestamp>,
}

impl Happened {
    /// The event's type on the wire.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::PaymentSucceeded(_) => "payment.succeeded",
            Self::PaymentFailed(_) => "payment.failed",
            Self::PaymentDisputed(_) => "payment.disputed",
            Self::PaymentDisputeClosed(_) => "payment.dispute_closed",
            Self::PaymentCancelled(_) => "payment.cancelled",
            Self::PaymentRefunded(_) => "payment.refunded",
            Self::RefundFailed(_) => "refund.failed",
            Self::BillingKeyStopped(_) => "billing_key.stopped",
            Self::SessionExpired(_) => "session.expired",
        }
    }
}
