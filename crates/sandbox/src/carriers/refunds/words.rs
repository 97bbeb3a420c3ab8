//! The bodies of Carrier Billing Refund, and what they must hold.

use carrier_checkout_protocol::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::carriers::payments::Charge;
use crate::carriers::{Code, Fault};
use crate::date;
use crate::store::Refund;

/// `CreateRefund`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RefundBody {
    #[serde(rename = "type")]
    pub(super) kind: Kind,
    /// Repeated as it came.
    pub(super) amount_transaction: Value,
    pub(super) reason: Option<String>,
    pub(super) sink: Option<String>,
}

/// `type`.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    Total,
    Partial,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Transaction {
    client_correlator: Option<String>,
    #[serde(rename = "referenceCode")]
    _reference_code: String,
    refund_amount: RefundAmount,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RefundAmount {
    charging_information: Option<Charge>,
}

/// What a body asks for.
pub(super) struct Asked {
    pub(super) client_correlator: Option<String>,
    /// Nothing for the whole payment.
    pub(super) amount: Option<u64>,
}

impl Kind {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Partial => "partial",
        }
    }
}

impl RefundBody {
    /// Reads what the types do not already say.
    pub(super) fn asked(&self) -> Result<Asked, Fault> {
        if self.sink.as_ref().is_some_and(|sink| sink.strip_prefix("https://").is_none_or(str::is_empty)) {
            return Err(Code::InvalidSink.into());
        }
        let transaction: Transaction = serde_json::from_value(self.amount_transaction.clone())
            .map_err(|_| Fault::argument("amountTransaction is not as the schema says."))?;
        let amount = match (self.kind, transaction.refund_amount.charging_information) {
            (Kind::Total, _) => None,
            (Kind::Partial, Some(charge)) => {
                charge.check()?;
                Some(charge.amount.0)
            }
            (Kind::Partial, None) => return Err(Fault::argument("chargingInformation is missing.")),
        };
        Ok(Asked { client_correlator: transaction.client_correlator, amount })
    }
}

/// How far a refund has come at that time.
pub(super) fn status(refund: &Refund, now: Timestamp) -> &'static str {
    if refund.done_at <= now { "succeeded" } else { "processing" }
}

/// `Refund`, as it stands at that time.
pub(super) fn refund(refund: &Refund, now: Timestamp) -> Value {
    let status = status(refund, now);
    let mut answer = json!({
        "refundId": refund.id,
        "refundStatus": status,
        "type": refund.kind,
        "amountTransaction": refund.transaction,
        "refundCreationDate": date::rfc3339(refund.created_at),
    });
    if status == "succeeded" {
        answer["refundDate"] = date::rfc3339(refund.done_at).into();
    }
    for (name, value) in [("reason", &refund.reason), ("sink", &refund.sink)] {
        if let Some(value) = value {
            answer[name] = value.as_str().into();
        }
    }
    answer
}
