//! Giving back: by the carrier within the payment's month, by whoever pays
//! out to bank accounts from the 1st on; and what to do when nobody says.
//!
//! Both outsides know a refund by its id, and do it once however often they
//! are asked. So a lost answer is looked up, and asked for again if there is
//! none: by the request that began it, then by the background.

use std::time::Duration;

use carrier_checkout_protocol::payment::PaymentStatus;
use carrier_checkout_protocol::refund::{BankAccount, Refund, RefundKind, RefundStatus};
use carrier_checkout_protocol::webhook::Happened;
use carrier_checkout_protocol::{ErrorCode, Failure, Private, Reason, RefundId, Won};
use futures_util::StreamExt as _;
use futures_util::stream::iter;
use tokio::time::{sleep, timeout};

use crate::app::App;
use crate::camara::{Call, RefundState, Refunding, Refusal};
use crate::payouts::PayoutState;
use crate::problem::Refused;
use crate::random;
use crate::seal::Sealed;
use crate::store::{PaymentRecord, RefundEnd, RefundFinished, RefundRecord};

/// How long a request waits between asking what became of its refund.
const PAUSES: [Duration; 3] = [Duration::from_millis(250), Duration::from_millis(500), Duration::from_secs(1)];

/// How long a request asks in all.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many are asked about at the same time.
const AT_ONCE: usize = 8;

/// When the background asks first, after the request has given up, and the longest pause between two of its checks.
const FIRST_CHECK_MS: i64 = 2_000;
const LAST_CHECK_MS: i64 = 300_000;

/// How long one round of the background may hold a refund.
const LEASE_MS: i64 = 120_000;

/// From which check of the background on a refusal counts: until then the first request may still be on its way.
const CERTAIN_AFTER: u32 = 4;

/// Whether it is the first time that anybody outside hears of a refund.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heard {
    First,
    Again,
}

impl App {
    /// Has a refund that was just begun paid, and asks a few times what became of it. Gives it as it then is.
    pub(crate) async fn give_back(&self, id: &RefundId, correlator: &str) -> Result<RefundRecord, Refused> {
        let refund = self.stored_refund(id).await?;
        match self.ask_refund(&refund, correlator, Heard::First).await? {
            Some(end) => self.finish_refund(&refund, &end).await,
            None => self.follow_refund(refund, correlator).await,
        }
    }

    /// Asks a few times what became of a refund; then the background goes on.
    pub(crate) async fn follow_refund(&self, refund: RefundRecord, correlator: &str) -> Result<RefundRecord, Refused> {
        if refund.status != RefundStatus::Pending {
            return Ok(refund);
        }
        if let Ok(Some(end)) = timeout(PATIENCE, self.ask_refund_often(&refund.id, correlator)).await {
            return self.finish_refund(&refund, &end?).await;
        }
        self.store.check_refund_again(&refund.id, self.now() + FIRST_CHECK_MS).await?;
        self.stored_refund(&refund.id).await
    }

    /// Asks about every refund that has been pending for too long. Gives how many there were.
    ///
    /// # Errors
    /// When the store fails; what is not said is asked again later.
    pub async fn settle_refunds(&self) -> Result<usize, Refused> {
        let now = self.now();
        let due = self.store.claim_refunds(now, now + LEASE_MS).await?;
        // One that fails has been logged, and is due again after its lease.
        iter(&due).for_each_concurrent(AT_ONCE, async |id| drop(self.settle_refund(id).await)).await;
        Ok(due.len())
    }

    /// A refund, for its merchant.
    pub(crate) fn show_refund(refund: &RefundRecord) -> Refund {
        Refund {
            id: refund.id.clone(),
            payment: refund.payment.clone(),
            amount: refund.amount,
            kind: refund.kind,
            status: refund.status,
            reason: refund.reason.clone(),
            failure: refund.failure.clone(),
            created_at: refund.created_at,
            settled_at: refund.settled_at,
        }
    }

    /// Seals where a refund goes to.
    pub(crate) fn seal_account(&self, id: &RefundId, account: &Private<BankAccount>) -> Result<Sealed, Refused> {
        let account = serde_json::to_vec(account).map_err(|_| ErrorCode::Internal)?;
        Ok(self.sealer.seal(&account_place(id.as_str()), &account))
    }

    async fn settle_refund(&self, id: &RefundId) -> Result<(), Refused> {
        let refund = self.stored_refund(id).await?;
        if let Some(end) = self.ask_refund(&refund, &random::hex(), Heard::Again).await? {
            self.finish_refund(&refund, &end).await?;
        } else {
            let pause = (FIRST_CHECK_MS << refund.checks.min(20)).min(LAST_CHECK_MS);
            self.store.check_refund_again(id, self.now() + pause).await?;
        }
        Ok(())
    }

    async fn ask_refund_often(&self, id: &RefundId, correlator: &str) -> Option<Result<RefundEnd, Refused>> {
        for pause in PAUSES {
            sleep(pause).await;
            let asked = async {
                // By now the carrier's name of it may be known.
                let refund = self.stored_refund(id).await?;
                self.ask_refund(&refund, correlator, Heard::Again).await
            };
            if let Some(end) = asked.await.transpose() {
                return Some(end);
            }
        }
        None
    }

    /// What became of a refund, if anybody says. One that nobody knows of is asked for, once more if need be, unless
    /// its payment has been frozen meanwhile.
    async fn ask_refund(
        &self,
        refund: &RefundRecord,
        correlator: &str,
        heard: Heard,
    ) -> Result<Option<RefundEnd>, Refused> {
        let payment = self.store.payment(&refund.payment).await?.ok_or(ErrorCode::Internal)?;
        match refund.kind {
            RefundKind::Cancel => self.ask_carrier(refund, &payment, correlator, heard).await,
            RefundKind::Refund => self.ask_payouts(refund, heard).await,
        }
    }

    async fn ask_carrier(
        &self,
        refund: &RefundRecord,
        payment: &PaymentRecord,
        correlator: &str,
        heard: Heard,
    ) -> Result<Option<RefundEnd>, Refused> {
        let phone = self.sealer.open_phone(payment.challenge.as_str(), &payment.phone)?;
        let call = Call { carrier: payment.carrier, phone: phone.reveal(), correlator };
        let charge = payment.charge.as_deref().ok_or(ErrorCode::Internal)?;
        if let Some(known) = &refund.carrier_refund {
            return Ok(self.carriers.refund_state(&call, charge, known).await.ok().and_then(end_of));
        }
        let part = Some(refund.amount).filter(|amount| *amount < payment.amount);
        let refunding = Refunding { charge, id: &refund.id, part, order: &payment.order };
        let found = match heard {
            Heard::First => None,
            Heard::Again => match self.carriers.refunded(&call, &refunding).await {
                Ok(found) => found,
                Err(_) => return Ok(None),
            },
        };
        let refunded = match found {
            Some(refunded) => Ok(refunded),
            None if self.store.frozen(&payment.id).await? => Err(stopped()),
            None => self.carriers.refund(&call, &refunding).await,
        };
        match refunded {
            Ok(refunded) => {
                self.store.name_refund(&refund.id, &refunded.refund).await?;
                Ok(end_of(refunded.state))
            }
            // Refused the first time, it is; later, an earlier request may be on its way.
            Err(refusal) => {
                let counts = heard == Heard::First || refund.checks >= CERTAIN_AFTER;
                Ok((refusal.certain && counts).then_some(RefundEnd::Failed(refusal.failure)))
            }
        }
    }

    async fn ask_payouts(&self, refund: &RefundRecord, heard: Heard) -> Result<Option<RefundEnd>, Refused> {
        let Some(payouts) = &self.payouts else {
            tracing::error!(refund = %refund.id, "there is nobody any more to pay out a refund");
            return Ok(None);
        };
        let state = if self.store.frozen(&refund.payment).await? {
            match payouts.state(&refund.id).await {
                Ok(Some(state)) => state,
                Ok(None) if heard == Heard::First || refund.checks >= CERTAIN_AFTER => {
                    PayoutState::Failed(stopped().failure)
                }
                Ok(None) | Err(_) => return Ok(None),
            }
        } else {
            let sealed = refund.account.as_ref().ok_or(ErrorCode::Internal)?;
            let account = self.sealer.open(&account_place(refund.id.as_str()), sealed)?;
            let account: Private<BankAccount> = serde_json::from_slice(&account).map_err(|_| ErrorCode::Internal)?;
            match payouts.pay(&refund.id, refund.amount, &account).await {
                Ok(state) => state,
                Err(_) => return Ok(None),
            }
        };
        Ok(match state {
            PayoutState::Pending => None,
            PayoutState::Succeeded => Some(RefundEnd::Succeeded),
            PayoutState::Failed(failure) => Some(RefundEnd::Failed(failure)),
        })
    }

    /// Records the end, unless somebody else has, and gives the refund as it is.
    async fn finish_refund(&self, refund: &RefundRecord, end: &RefundEnd) -> Result<RefundRecord, Refused> {
        loop {
            let payment = self.store.payment(&refund.payment).await?.ok_or(ErrorCode::Internal)?;
            let (at, before) = (self.now(), payment.refunded.map_or(0, Won::get));
            let happened = match end {
                RefundEnd::Succeeded => self.given_back(refund, &payment, before)?,
                RefundEnd::Failed(failure) => Happened::RefundFailed(Self::show_refund(&RefundRecord {
                    status: RefundStatus::Failed,
                    failure: Some(failure.clone()),
                    settled_at: Some(at),
                    ..refund.clone()
                })),
            };
            let event = self.event(&payment.merchant, happened)?;
            match self.store.finish_refund(&refund.id, end, at, before, &event).await? {
                RefundFinished::Yes => {
                    self.metrics.refund_ended(refund.kind.as_str(), *end == RefundEnd::Succeeded);
                    tracing::info!(refund = %refund.id, succeeded = *end == RefundEnd::Succeeded, "a refund ended");
                    self.wake.outbox.tell(&payment.merchant);
                    self.tell_windows(&payment.session);
                }
                RefundFinished::Before => {}
                // Another refund of the same payment was quicker: the event is written anew.
                RefundFinished::Outdated => continue,
            }
            return self.stored_refund(&refund.id).await;
        }
    }

    /// What the merchant is told once the refund has succeeded.
    fn given_back(&self, refund: &RefundRecord, payment: &PaymentRecord, before: u32) -> Result<Happened, Refused> {
        let refunded = Won::new(before + refund.amount.get()).map_err(|error| Refused::internal(&error))?;
        let told = self.show_payment(&PaymentRecord {
            refunded: Some(refunded),
            paid_out: payment.paid_out || refund.kind == RefundKind::Refund,
            ..payment.clone()
        })?;
        Ok(match told.status {
            PaymentStatus::Cancelled => Happened::PaymentCancelled(told),
            PaymentStatus::PartiallyRefunded
            | PaymentStatus::Refunded
            | PaymentStatus::Processing
            | PaymentStatus::Succeeded
            | PaymentStatus::Failed => Happened::PaymentRefunded(told),
        })
    }

    async fn stored_refund(&self, id: &RefundId) -> Result<RefundRecord, Refused> {
        Ok(self.store.refund(id).await?.ok_or(ErrorCode::Internal)?)
    }
}

/// Where a refund's account is sealed.
pub(crate) fn account_place(id: &str) -> String {
    format!("account:{id}")
}

/// A dispute came in between: nobody was asked, and nobody will be.
fn stopped() -> Refusal {
    Refusal { failure: Failure::quoting(Reason::RiskPolicy, "DISPUTED".to_owned()), certain: true }
}

fn end_of(state: RefundState) -> Option<RefundEnd> {
    match state {
        RefundState::Pending => None,
        RefundState::Succeeded => Some(RefundEnd::Succeeded),
        RefundState::Denied(failure) => Some(RefundEnd::Failed(failure)),
    }
}
