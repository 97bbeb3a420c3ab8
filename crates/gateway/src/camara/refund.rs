//! Carrier Billing Refund: a payment is taken off the bill again, wholly or in part.

use carrier_checkout_protocol::{Failure, OrderId, Reason, RefundId, Won};
use serde_json::{Value, json};

use super::billing::conflict;
use super::call::Call;
use super::operation::Operation;
use super::refusal::{Refusal, denied};
use super::transport::{Ask, Carriers};
use super::wire::{Refund, RefundStatus};

const API: [&str; 3] = ["carrier-billing-refund", "v0.3", "payments"];

/// How many refunds of a payment are looked through, newest first.
const PER_PAGE: usize = 50;
const PAGES: usize = 4;

/// What is to be taken off the bill.
#[derive(Debug, Clone, Copy)]
pub struct Refunding<'a> {
    /// The carrier's id of the payment.
    pub charge: &'a str,
    /// Names this refund: the same for every retry of it, so that nothing is given back twice.
    pub id: &'a RefundId,
    /// How much of it; none for the whole payment.
    pub part: Option<Won>,
    /// The merchant's number of the order.
    pub order: &'a OrderId,
}

/// A refund that the carrier knows of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refunded {
    /// The carrier's `refundId`.
    pub refund: String,
    /// How far it has come.
    pub state: RefundState,
}

/// How far a refund has come at the carrier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RefundState {
    /// The carrier is still at it.
    Pending,
    /// Off the bill.
    Succeeded,
    /// Refused.
    Denied(Failure),
}

impl Carriers {
    /// Takes a payment off the bill. Asked again with the same id, it takes nothing more off and says what has become
    /// of the first time.
    ///
    /// # Errors
    /// When the carrier refuses; or, not certain, when it does not say whether there is such a refund.
    pub async fn refund(&self, call: &Call<'_>, refunding: &Refunding<'_>) -> Result<Refunded, Refusal> {
        let operation = Operation::CreateRefund;
        let path = &[API[0], API[1], API[2], refunding.charge, "refunds"];
        let refusal = match self.ask(call, &Ask { operation, path, query: &[], body: Some(body(refunding)) }).await {
            Ok(answer) => match answer.read::<Refund>(201) {
                Some(refund) => return Ok(refunded(call, refund)),
                None if answer.status == 409 && conflict(&answer) == "ALREADY_EXISTS" => {
                    Refusal { certain: false, ..self.refusal(call, operation, &answer) }
                }
                None => self.refusal(call, operation, &answer),
            },
            Err(refusal) => refusal,
        };
        if refusal.certain {
            return Err(refusal);
        }
        // The answer was lost, or there is one already: the list says what became of it.
        match self.refunded(call, refunding).await {
            Ok(Some(refunded)) => Ok(refunded),
            Ok(None) | Err(_) => Err(refusal),
        }
    }

    /// The refund of that id, if the carrier has one.
    ///
    /// # Errors
    /// When the carrier does not say.
    pub async fn refunded(&self, call: &Call<'_>, refunding: &Refunding<'_>) -> Result<Option<Refunded>, Refusal> {
        let operation = Operation::RetrieveRefunds;
        let path = &[API[0], API[1], API[2], refunding.charge, "refunds"];
        let per_page = PER_PAGE.to_string();
        for page in 1..=PAGES {
            let page = page.to_string();
            let query = &[("order", "desc"), ("page", page.as_str()), ("perPage", per_page.as_str())];
            let answer = self.ask(call, &Ask { operation, path, query, body: None }).await?;
            let Some(refunds) = answer.read::<Vec<Refund>>(200) else {
                return Err(self.refusal(call, operation, &answer));
            };
            let last_page = refunds.len() < PER_PAGE;
            let ours = refunds.into_iter().find(|refund| names(refund, refunding.id));
            if ours.is_some() || last_page {
                return Ok(ours.map(|refund| refunded(call, refund)));
            }
        }
        Ok(None)
    }

    /// How far a refund has come, by the carrier's id of it.
    ///
    /// # Errors
    /// When the carrier does not say.
    pub async fn refund_state(&self, call: &Call<'_>, charge: &str, refund: &str) -> Result<RefundState, Refusal> {
        let operation = Operation::RetrieveRefund;
        let path = &[API[0], API[1], API[2], charge, "refunds", refund];
        let answer = self.ask(call, &Ask { operation, path, query: &[], body: None }).await?;
        match answer.read::<Refund>(200) {
            Some(refund) => Ok(refunded(call, refund).state),
            None => Err(self.refusal(call, operation, &answer)),
        }
    }
}

fn names(refund: &Refund, id: &RefundId) -> bool {
    let correlator =
        refund.amount_transaction.as_ref().and_then(|transaction| transaction.client_correlator.as_deref());
    correlator == Some(id.as_str())
}

fn refunded(call: &Call<'_>, refund: Refund) -> Refunded {
    let state = match refund.refund_status {
        RefundStatus::Processing => RefundState::Pending,
        RefundStatus::Succeeded => RefundState::Succeeded,
        RefundStatus::Denied => RefundState::Denied(denied(call.carrier, "DENIED", Reason::PaymentDenied)),
    };
    Refunded { refund: refund.refund_id, state }
}

/// The merchant's words stay here: a carrier needs none, and they may say more than they should.
fn body(refunding: &Refunding<'_>) -> Value {
    let amount = match refunding.part {
        None => json!({}),
        Some(part) => json!({ "chargingInformation": {
            "amount": part.get(),
            "currency": "KRW",
            "description": refunding.order.as_str(),
            "isTaxIncluded": true,
        } }),
    };
    json!({
        "type": if refunding.part.is_some() { "partial" } else { "total" },
        "amountTransaction": {
            "clientCorrelator": refunding.id.as_str(),
            "referenceCode": refunding.id.as_str(),
            "refundAmount": amount,
        },
    })
}
