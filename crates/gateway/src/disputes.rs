//! Disputes: the shopper says not to have paid, and the operator decides.

use carrier_checkout_protocol::payment::{Dispute, DisputeStatus, Payment, PaymentStatus};
use carrier_checkout_protocol::refund::{Refund, RefundStatus};
use carrier_checkout_protocol::webhook::Happened;
use carrier_checkout_protocol::{DisputeId, ErrorCode, PaymentId};

use crate::api::refunds::cancel_rest;
use crate::app::App;
use crate::problem::Refused;
use crate::random;
use crate::store::{PaymentRecord, StoreError};

/// What the operator has decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The shopper has not paid, and gets the money back.
    Uphold,
    /// The shopper has paid.
    Reject,
}

/// What has come of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decided {
    /// The payment is no longer frozen.
    Rejected,
    /// There is nothing left to give back.
    Upheld,
    /// The carrier takes it off the bill; what has become of that so far.
    GivenBack(Refund),
    /// The merchant has begun to give back what is left; nothing is known of it yet.
    UnderWay,
    /// The month is over in Korea: the money can only be paid out, to an account that the shopper has to name.
    NeedsAccount,
}

/// Why a decision could not be recorded or followed.
#[derive(Debug, thiserror::Error)]
pub enum DecisionError {
    /// There is no such dispute.
    #[error("there is no such dispute")]
    NotFound,
    /// It was decided otherwise before.
    #[error("the dispute was {0} before")]
    Otherwise(DisputeStatus),
    /// Nothing was recorded, or it was and nothing could be given back: the same decision may be made again.
    #[error("{}", .0.code)]
    Refused(Refused),
}

impl From<Refused> for DecisionError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<StoreError> for DecisionError {
    fn from(error: StoreError) -> Self {
        Self::Refused(error.into())
    }
}

/// A dispute that waits for the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDispute {
    /// The dispute.
    pub dispute: Dispute,
    /// What it is about.
    pub payment: PaymentId,
    /// Who sold it.
    pub merchant: String,
    /// The merchant's number of the order.
    pub order: String,
    /// What was charged, in won.
    pub amount: u32,
}

impl App {
    /// Freezes the payment and has its merchant told, once. Says whether it was this time.
    pub(crate) async fn open_dispute(&self, payment: &PaymentRecord) -> Result<bool, Refused> {
        if payment.dispute.is_some() {
            return Ok(false);
        }
        // Without the time: somebody may have to read it out on the phone, and there are few.
        let dispute = Dispute::open(DisputeId::from_random(random::bits()), self.now());
        let event = self.event(&payment.merchant, Happened::PaymentDisputed(self.with_dispute(payment, &dispute)?))?;
        let opened = self.store.open_dispute(&payment.id, &dispute, &event).await?;
        if opened {
            tracing::warn!(payment = %payment.id, dispute = %dispute.id, "a payment is disputed");
            self.wake.outbox.tell(&payment.merchant);
        }
        Ok(opened)
    }

    /// The disputes that wait for a decision, the longest waiting first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_disputes(&self) -> Result<Vec<OpenDispute>, Refused> {
        let mut open = Vec::new();
        for id in self.store.open_disputes().await? {
            let payment = self.store.payment(&id).await?.ok_or(ErrorCode::Internal)?;
            // One that was closed in between is left out.
            let Some(dispute) = payment.dispute.filter(|dispute| dispute.status == DisputeStatus::Open) else {
                continue;
            };
            open.push(OpenDispute {
                dispute,
                payment: id,
                merchant: payment.merchant.0,
                order: payment.order.to_string(),
                amount: payment.amount.get(),
            });
        }
        Ok(open)
    }

    /// Records the decision, has the merchant told and, where the shopper is right and the month is not over, has the
    /// carrier take off the bill whatever is left. The same decision again goes on with what the first left undone.
    ///
    /// # Errors
    /// When there is none, it was decided otherwise before, or the store or the carrier fails.
    pub async fn close_dispute(&self, id: &DisputeId, decision: Decision) -> Result<Decided, DecisionError> {
        let payment = self.store.disputed_payment(id).await?.ok_or(DecisionError::NotFound)?;
        let status = match decision {
            Decision::Uphold => DisputeStatus::Upheld,
            Decision::Reject => DisputeStatus::Rejected,
        };
        let payment = self.decided(payment, status).await?;
        match decision {
            Decision::Reject => Ok(Decided::Rejected),
            Decision::Uphold => Ok(self.make_good(&payment, id).await?),
        }
    }

    /// The payment, after it was decided so.
    async fn decided(&self, payment: PaymentId, status: DisputeStatus) -> Result<PaymentRecord, DecisionError> {
        let stored = async || Ok::<_, Refused>(self.store.payment(&payment).await?.ok_or(ErrorCode::Internal)?);
        let (record, at) = (stored().await?, self.now());
        let dispute = record.dispute.clone().ok_or_else(|| Refused::from(ErrorCode::Internal))?;
        if dispute.status == DisputeStatus::Open {
            let closed = Dispute { status, closed_at: Some(at), ..dispute };
            let told = Happened::PaymentDisputeClosed(self.with_dispute(&record, &closed)?);
            let event = self.event(&record.merchant, told)?;
            if self.store.close_dispute(&payment, status, at, &event).await? {
                tracing::info!(payment = %payment, dispute = %closed.id, %status, "a dispute is closed");
                self.wake.outbox.tell(&record.merchant);
                self.tell_windows(&record.session);
            }
        }
        // Somebody else may have been quicker.
        let record = stored().await?;
        match &record.dispute {
            Some(dispute) if dispute.status != status => Err(DecisionError::Otherwise(dispute.status)),
            Some(_) | None => Ok(record),
        }
    }

    async fn make_good(&self, payment: &PaymentRecord, id: &DisputeId) -> Result<Decided, Refused> {
        if matches!(payment.standing(), PaymentStatus::Cancelled | PaymentStatus::Refunded) {
            return Ok(Decided::Upheld);
        }
        // After a refund that has failed the same decision begins another one. No merchant's key has a space in it.
        let refunds = self.store.refunds_of(&payment.id).await?;
        let failed = refunds.iter().filter(|refund| refund.status == RefundStatus::Failed).count();
        let key = self.sealer.key_proof(&format!("dispute {id} {failed}"));
        match cancel_rest(self, payment, key, &random::hex()).await {
            Ok(Some(refund)) => Ok(Decided::GivenBack(Self::show_refund(&refund))),
            Ok(None) => Ok(Decided::NeedsAccount),
            Err(refused) if refused.code == ErrorCode::PaymentNotRefundable => Ok(Decided::UnderWay),
            Err(refused) => Err(refused),
        }
    }

    fn with_dispute(&self, payment: &PaymentRecord, dispute: &Dispute) -> Result<Payment, Refused> {
        self.show_payment(&PaymentRecord { dispute: Some(dispute.clone()), ..payment.clone() })
    }
}
