//! The second step of carrier billing: confirm a reservation, or release it.

use carrier_checkout_protocol::{Carrier, Reason};
use serde_json::json;

use super::call::{Call, ChargeState};
use super::operation::Operation;
use super::refusal::{Refusal, denied};
use super::transport::{Ask, Carriers};
use super::wire::{Answer, ErrorInfo, Payment, PaymentStatus};

pub(super) const API: [&str; 3] = ["carrier-billing", "v0.5", "payments"];

const CONFIRMED: &str = "CARRIER_BILLING.PAYMENT_CONFIRMED";
const CANCELLED: &str = "CARRIER_BILLING.PAYMENT_CANCELLED";

impl Carriers {
    /// Has the carrier charge what is reserved. One that was charged before
    /// has succeeded.
    ///
    /// # Errors
    /// When the carrier refuses; or, not certain, when neither its answer nor
    /// the payment's state afterwards says what became of it.
    pub async fn confirm(&self, call: &Call<'_>, payment: &str) -> Result<ChargeState, Refusal> {
        let answer = match self.move_payment(call, Operation::ConfirmPayment, payment, "confirm").await {
            Ok(answer) => answer,
            Err(refusal) => return self.after_lost_confirm(call, payment, refusal).await,
        };
        match (answer.status, conflict(&answer).as_str()) {
            // It was accepted: if the state cannot be read, the carrier is still at it.
            (202, _) => Ok(self.charge_state(call, payment).await.unwrap_or(ChargeState::Pending)),
            (409, CONFIRMED) => Ok(ChargeState::Succeeded),
            (409, CANCELLED) => Ok(ChargeState::Cancelled),
            // Something is under way with this payment: it may be this very
            // confirm, which a proxy has sent twice.
            (409, _) => {
                let refusal = self.refusal(call, Operation::ConfirmPayment, &answer);
                self.after_lost_confirm(call, payment, Refusal { certain: false, ..refusal }).await
            }
            _ => {
                let refusal = self.refusal(call, Operation::ConfirmPayment, &answer);
                self.after_lost_confirm(call, payment, refusal).await
            }
        }
    }

    /// How far the charge has come.
    ///
    /// # Errors
    /// When the carrier does not say.
    pub async fn charge_state(&self, call: &Call<'_>, payment: &str) -> Result<ChargeState, Refusal> {
        Ok(state(call.carrier, self.retrieve(call, payment).await?.payment_status))
    }

    /// Releases what is reserved. That nothing is reserved any more is as good.
    ///
    /// # Errors
    /// When it was charged; or, not certain, when it may be reserved still: a carrier that gives no token, cannot be
    /// reached or is asked too often holds the amount as well as one whose answer was lost.
    pub async fn release(&self, call: &Call<'_>, payment: &str) -> Result<(), Refusal> {
        let reserved_still = |refusal| Refusal { certain: false, ..refusal };
        let asked = self.move_payment(call, Operation::CancelPayment, payment, "cancel").await;
        let answer = asked.map_err(reserved_still)?;
        match (answer.status, conflict(&answer).as_str()) {
            (202, _) | (409, CANCELLED) | (404, "NOT_FOUND") => Ok(()),
            (409, CONFIRMED) => {
                // The shopper was told that nothing is charged: somebody has to set the books right.
                tracing::error!(carrier = %call.carrier, payment, "what was to be released has been charged");
                Err(self.refusal(call, Operation::CancelPayment, &answer))
            }
            _ => Err(reserved_still(self.refusal(call, Operation::CancelPayment, &answer))),
        }
    }

    pub(super) async fn retrieve(&self, call: &Call<'_>, payment: &str) -> Result<Payment, Refusal> {
        let operation = Operation::RetrievePayment;
        let path = &[API[0], API[1], API[2], payment];
        let answer = self.ask(call, &Ask { operation, path, query: &[], body: None }).await?;
        match answer.read::<Payment>(200) {
            Some(payment) => Ok(payment),
            None => Err(self.refusal(call, operation, &answer)),
        }
    }

    async fn move_payment(
        &self,
        call: &Call<'_>,
        operation: Operation,
        payment: &str,
        verb: &str,
    ) -> Result<Answer, Refusal> {
        let path = &[API[0], API[1], API[2], payment, verb];
        let body = json!({ "phoneNumber": call.phone.e164() });
        self.ask(call, &Ask { operation, path, query: &[], body: Some(body) }).await
    }

    /// The answer was lost, but the payment may show what became of it. A
    /// payment that is still reserved proves nothing: the confirm may be on its way.
    async fn after_lost_confirm(
        &self,
        call: &Call<'_>,
        payment: &str,
        refusal: Refusal,
    ) -> Result<ChargeState, Refusal> {
        if refusal.certain {
            return Err(refusal);
        }
        match self.charge_state(call, payment).await {
            Ok(state @ (ChargeState::Succeeded | ChargeState::Denied(_) | ChargeState::Cancelled)) => Ok(state),
            Ok(ChargeState::Pending | ChargeState::Reserved) | Err(_) => Err(refusal),
        }
    }
}

/// How far a charge has come, from the carrier's word for it.
pub(super) fn state(carrier: Carrier, status: PaymentStatus) -> ChargeState {
    match status {
        PaymentStatus::Processing | PaymentStatus::PendingValidation => ChargeState::Pending,
        PaymentStatus::Succeeded => ChargeState::Succeeded,
        PaymentStatus::Denied => ChargeState::Denied(denied(carrier, "DENIED", Reason::PaymentDenied)),
        PaymentStatus::Reserved => ChargeState::Reserved,
        PaymentStatus::Cancelled => ChargeState::Cancelled,
    }
}

/// The code of an error, such as which conflict a 409 is about.
pub(super) fn conflict(answer: &Answer) -> String {
    ErrorInfo::read(&answer.body).code
}
