//! Carrier billing in one step: a later month of monthly billing, of which
//! the line's holder is not asked anew.
//!
//! CAMARA's Carrier Billing 0.5.0 has no payments that recur: to a carrier
//! each month is a payment of its own, for a line that the request names.

use carrier_checkout_protocol::Reason;

use super::billing::{API, conflict, state};
use super::call::{Call, ChargeState, Reservation};
use super::operation::Operation;
use super::prepare::body;
use super::refusal::Refusal;
use super::transport::{Ask, Carriers};
use super::wire::{Answer, ErrorInfo, Payment};

/// A charge that the carrier knows of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charged {
    /// The carrier's `paymentId`.
    pub payment: String,
    /// How far it has come.
    pub state: ChargeState,
}

impl Carriers {
    /// Charges a line at once. Asked again with the same `clientCorrelator`, it charges nothing more and says what
    /// has become of the first time.
    ///
    /// # Errors
    /// When the carrier refuses; or, not certain, when it does not say whether there is such a charge.
    pub async fn charge(&self, call: &Call<'_>, charge: &Reservation<'_>) -> Result<Charged, Refusal> {
        let operation = Operation::CreatePayment;
        let answer = self.ask(call, &Ask { operation, path: &API, query: &[], body: Some(body(call, charge)) }).await?;
        if let Some(payment) = answer.read::<Payment>(201) {
            return Ok(charged(call, payment));
        }
        let refusal = self.refusal(call, operation, &answer);
        if !exists(&answer) {
            return Err(refusal);
        }
        match self.charged(call, charge).await {
            Ok(Some(charged)) => Ok(charged),
            Ok(None) | Err(_) => Err(Refusal { certain: false, ..refusal }),
        }
    }

    /// The charge of that correlator, if the carrier has one.
    ///
    /// # Errors
    /// When the carrier does not say.
    pub async fn charged(&self, call: &Call<'_>, charge: &Reservation<'_>) -> Result<Option<Charged>, Refusal> {
        Ok(self.find(call, charge).await?.map(|payment| charged(call, payment)))
    }
}

fn charged(call: &Call<'_>, payment: Payment) -> Charged {
    let state = match state(call.carrier, payment.payment_status) {
        // Nobody is there to be asked, and nothing was to be reserved: it is of no use, and nothing was charged.
        ChargeState::Reserved => ChargeState::Denied(Reason::CarrierError.into()),
        state @ (ChargeState::Pending | ChargeState::Succeeded | ChargeState::Denied(_) | ChargeState::Cancelled) => {
            state
        }
    };
    Charged { payment: payment.payment_id, state }
}

/// Whether the correlator was used before. CAMARA's document has two ways to say it.
fn exists(answer: &Answer) -> bool {
    match (answer.status, conflict(answer).as_str()) {
        (409, "ALREADY_EXISTS") => true,
        (400, "INVALID_ARGUMENT") => ErrorInfo::read(&answer.body).message.contains("clientCorrelator"),
        _ => false,
    }
}
