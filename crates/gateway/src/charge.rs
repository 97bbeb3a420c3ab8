//! From a reservation to the phone bill, and what to do when nobody says.
//!
//! A payment that processes is driven to its end by whoever holds it: the
//! request that began it, then the background. Neither ever charges twice:
//! a confirm is repeated only for a payment that the carrier itself still
//! calls reserved, and a carrier confirms a payment once.

use std::time::Duration;

use carrier_checkout_protocol::payment::PaymentStatus;
use carrier_checkout_protocol::webhook::Happened;
use carrier_checkout_protocol::{ErrorCode, Failure, PaymentId, Reason};
use futures_util::StreamExt as _;
use futures_util::stream::iter;
use tokio::time::{sleep, timeout};

use crate::app::App;
use crate::camara::{Call, ChargeState, Refusal};
use crate::problem::Refused;
use crate::random;
use crate::store::{PaymentEnd, PaymentRecord, Release};

/// How long a request waits between asking what became of its payment.
const PAUSES: [Duration; 4] =
    [Duration::from_millis(250), Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];

/// How long a request asks in all; a confirm before it may have taken long.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many carriers are asked at the same time.
const AT_ONCE: usize = 8;

/// When the background asks first, after the request has given up.
const FIRST_CHECK_MS: i64 = 2_000;

/// The longest pause between two checks of one payment.
const LAST_CHECK_MS: i64 = 300_000;

/// How long one round of the background may hold a payment or a reservation.
const LEASE_MS: i64 = 120_000;

/// How often a release is tried. After that the carrier's own limit on
/// reservations ends it.
const RELEASE_TRIES: u32 = 12;

/// How sure a state makes us.
enum Known {
    End(PaymentEnd),
    Reserved,
    NotYet,
}

impl App {
    /// Has the carrier charge a payment that was just begun, and asks a few
    /// times what became of it. Gives the payment as it then is.
    pub(crate) async fn charge(&self, id: &PaymentId, correlator: &str) -> Result<PaymentRecord, Refused> {
        let payment = self.stored_payment(id).await?;
        match self.confirm(&payment, correlator).await? {
            Ok(state) => match self.known(&payment, state) {
                Known::End(end) => self.finish(&payment, &end).await,
                Known::Reserved | Known::NotYet => self.follow(payment, correlator).await,
            },
            Err(Refusal { failure, certain: true }) => self.finish(&payment, &PaymentEnd::Failed(failure)).await,
            Err(Refusal { certain: false, .. }) => self.follow(payment, correlator).await,
        }
    }

    /// Asks a few times what became of a payment; then the background goes on.
    pub(crate) async fn follow(&self, payment: PaymentRecord, correlator: &str) -> Result<PaymentRecord, Refused> {
        if payment.status != PaymentStatus::Processing {
            return Ok(payment);
        }
        // Giving up in the middle of a question does no harm: the next one asks the same.
        if let Ok(Some(end)) = timeout(PATIENCE, self.ask_often(&payment, correlator)).await {
            return self.finish(&payment, &end?).await;
        }
        self.store.check_again(&payment.id, self.now() + FIRST_CHECK_MS).await?;
        self.stored_payment(&payment.id).await
    }

    /// Asks about every payment that has been processing for too long. Gives
    /// how many there were.
    ///
    /// # Errors
    /// When the store fails; what a carrier does not say is asked again later.
    pub async fn settle(&self) -> Result<usize, Refused> {
        let now = self.now();
        let due = self.store.claim_unsettled(now, now + LEASE_MS).await?;
        // One that fails has been logged, and is due again after its lease.
        iter(&due).for_each_concurrent(AT_ONCE, async |id| drop(self.settle_one(id).await)).await;
        Ok(due.len())
    }

    /// Gives back what is reserved for challenges that have ended. Gives how
    /// many there were.
    ///
    /// # Errors
    /// When the store fails; what a carrier does not take is tried again later.
    pub async fn release(&self) -> Result<usize, Refused> {
        let now = self.now();
        let due = self.store.claim_releases(now, now + LEASE_MS).await?;
        iter(&due).for_each_concurrent(AT_ONCE, async |release| drop(self.release_one(release).await)).await;
        Ok(due.len())
    }

    async fn settle_one(&self, id: &PaymentId) -> Result<(), Refused> {
        let payment = self.stored_payment(id).await?;
        if let Some(end) = self.ask(&payment, &random::hex()).await? {
            self.finish(&payment, &end).await?;
        } else {
            let pause = (FIRST_CHECK_MS << payment.checks.min(20)).min(LAST_CHECK_MS);
            self.store.check_again(id, self.now() + pause).await?;
        }
        Ok(())
    }

    async fn release_one(&self, release: &Release) -> Result<(), Refused> {
        let phone = self.sealer.open_phone(release.challenge.as_str(), &release.phone)?;
        let correlator = random::hex();
        let call = Call { carrier: release.carrier, phone: phone.reveal(), correlator: &correlator };
        let again = match self.carriers.release(&call, &release.reservation).await {
            Err(Refusal { certain: false, .. }) if release.attempts < RELEASE_TRIES => {
                Some(self.now() + (FIRST_CHECK_MS << release.attempts).min(LAST_CHECK_MS))
            }
            Ok(()) | Err(_) => None,
        };
        Ok(self.store.end_release(&release.challenge, again).await?)
    }

    /// What became of a payment, if a carrier says it soon.
    async fn ask_often(&self, payment: &PaymentRecord, correlator: &str) -> Option<Result<PaymentEnd, Refused>> {
        for pause in PAUSES {
            if let Some(end) = self.ask(payment, correlator).await.transpose() {
                return Some(end);
            }
            sleep(pause).await;
        }
        None
    }

    /// What became of a payment, if the carrier says. One that it still calls
    /// reserved was never told to charge, or the word was lost.
    async fn ask(&self, payment: &PaymentRecord, correlator: &str) -> Result<Option<PaymentEnd>, Refused> {
        let phone = self.sealer.open_phone(payment.challenge.as_str(), &payment.phone)?;
        let call = Call { carrier: payment.carrier, phone: phone.reveal(), correlator };
        let state = match &payment.charge {
            _ if payment.later => self.month_state(payment, &call).await?,
            Some(charge) => self.carriers.charge_state(&call, charge).await,
            None => return Err(ErrorCode::Internal.into()),
        };
        let Ok(state) = state else { return Ok(None) };
        match self.known(payment, state) {
            Known::End(end) => return Ok(Some(end)),
            Known::NotYet => return Ok(None),
            Known::Reserved => {}
        }
        // A refusal here says nothing of an earlier confirm that is on its way.
        match self.confirm(payment, correlator).await?.map(|state| self.known(payment, state)) {
            Ok(Known::End(end)) => Ok(Some(end)),
            Ok(Known::Reserved | Known::NotYet) => Ok(None),
            Err(refusal) => Ok(Self::month_refused(payment, refusal)),
        }
    }

    /// Has the carrier charge: what is reserved, or a later month.
    async fn confirm(
        &self,
        payment: &PaymentRecord,
        correlator: &str,
    ) -> Result<Result<ChargeState, Refusal>, Refused> {
        let phone = self.sealer.open_phone(payment.challenge.as_str(), &payment.phone)?;
        let call = Call { carrier: payment.carrier, phone: phone.reveal(), correlator };
        match &payment.charge {
            _ if payment.later => self.charge_month(payment, &call).await,
            Some(charge) => Ok(self.carriers.confirm(&call, charge).await),
            None => Err(ErrorCode::Internal.into()),
        }
    }

    fn known(&self, payment: &PaymentRecord, state: ChargeState) -> Known {
        match state {
            ChargeState::Succeeded => Known::End(PaymentEnd::Succeeded(self.now(), Self::new_key(payment))),
            ChargeState::Denied(failure) => Known::End(PaymentEnd::Failed(failure)),
            // The carrier let go of it: nothing was charged, and nothing will be.
            ChargeState::Cancelled => Known::End(PaymentEnd::Failed(Failure::from(Reason::CarrierError))),
            ChargeState::Reserved => Known::Reserved,
            ChargeState::Pending => Known::NotYet,
        }
    }

    /// Records the end, unless somebody else has, and gives the payment as it is.
    async fn finish(&self, payment: &PaymentRecord, end: &PaymentEnd) -> Result<PaymentRecord, Refused> {
        let ended = match end {
            PaymentEnd::Succeeded(at, key) => PaymentRecord {
                status: PaymentStatus::Succeeded,
                paid_at: Some(*at),
                billing_key: key.as_ref().map(|key| key.id.clone()).or(payment.billing_key.clone()),
                ..payment.clone()
            },
            PaymentEnd::Failed(failure) => {
                PaymentRecord { status: PaymentStatus::Failed, failure: Some(failure.clone()), ..payment.clone() }
            }
        };
        let told = self.show_payment(&ended)?;
        let happened = match end {
            PaymentEnd::Succeeded(..) => Happened::PaymentSucceeded(told),
            PaymentEnd::Failed(_) => Happened::PaymentFailed(told),
        };
        let event = self.event(&payment.merchant, happened)?;
        if self.store.finish_payment(&payment.id, end, &event).await? {
            tracing::info!(payment = %payment.id, status = %ended.status, "a payment ended");
            self.metrics.payment_ended(payment.carrier, ended.failure.as_ref());
            self.wake.outbox.tell(&payment.merchant);
            if matches!(end, PaymentEnd::Failed(_)) {
                // The carrier may still hold the amount.
                self.wake.carriers.notify_one();
            }
            self.tell_windows(&payment.session);
            return Ok(ended);
        }
        self.stored_payment(&payment.id).await
    }

    async fn stored_payment(&self, id: &PaymentId) -> Result<PaymentRecord, Refused> {
        Ok(self.store.payment(id).await?.ok_or(ErrorCode::Internal)?)
    }
}
