//! The later months of monthly billing: what the carrier is asked about them.
//!
//! Nothing is reserved for them, and nobody proves the line anew. What keeps
//! a month from being charged twice is that the store begins it once, and
//! that the carrier knows it by the payment's id, however often it is asked.

use carrier_checkout_protocol::monthly::KoreanMonth;
use carrier_checkout_protocol::{BillingKeyId, ErrorCode, Failure, Reason, Timestamp};

use crate::app::App;
use crate::camara::{Call, ChargeState, Charged, Refusal, Reservation};
use crate::problem::Refused;
use crate::random;
use crate::store::{BillingKeyRecord, MerchantRecord, NewKey, PaymentEnd, PaymentRecord, SessionRecord};

/// From which check of the background on a refusal counts, and so does that there is no charge to be found: until
/// then the first request may still be on its way. The checks before it take half a minute.
const CERTAIN_AFTER: u32 = 4;

/// A month with what a carrier wants to know of it.
struct Month<'a> {
    payment: &'a PaymentRecord,
    session: SessionRecord,
    merchant: MerchantRecord,
}

impl Month<'_> {
    fn charge(&self) -> Reservation<'_> {
        Reservation {
            amount: self.payment.amount,
            client_correlator: self.payment.id.as_str(),
            order: &self.payment.order,
            goods: &self.session.goods.name,
            merchant: &self.merchant.seller.name,
            merchant_id: &self.merchant.id.0,
        }
    }
}

impl App {
    /// The key that a payment issues once it has succeeded: the first one of monthly billing.
    pub(crate) fn new_key(payment: &PaymentRecord) -> Option<NewKey> {
        let first = payment.monthly.filter(|_| !payment.later);
        first.map(|_| NewKey {
            id: BillingKeyId::from_random(random::bits()),
            month: KoreanMonth::of(payment.created_at),
        })
    }

    /// Has the carrier charge a later month, unless the key has been stopped or frozen since it was begun.
    pub(crate) async fn charge_month(
        &self,
        payment: &PaymentRecord,
        call: &Call<'_>,
    ) -> Result<Result<ChargeState, Refusal>, Refused> {
        if !self.store.may_charge(&payment.id).await? {
            return Ok(Err(Refusal { failure: Failure::from(Reason::RecurringKeyInvalid), certain: true }));
        }
        let month = self.month(payment).await?;
        match self.carriers.charge(call, &month.charge()).await {
            Ok(charged) => Ok(Ok(self.named(payment, charged).await?)),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// How far a later month's charge has come. One that the carrier does not know is said to be reserved: it may be
    /// asked for again.
    pub(crate) async fn month_state(
        &self,
        payment: &PaymentRecord,
        call: &Call<'_>,
    ) -> Result<Result<ChargeState, Refusal>, Refused> {
        if let Some(charge) = &payment.charge {
            return Ok(self.carriers.charge_state(call, charge).await);
        }
        let month = self.month(payment).await?;
        match self.carriers.charged(call, &month.charge()).await {
            Ok(Some(charged)) => Ok(Ok(self.named(payment, charged).await?)),
            Ok(None) => Ok(Ok(ChargeState::Reserved)),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// What a refusal says of a later month that the carrier does not know: nothing as long as the first request may
    /// be on its way.
    pub(crate) fn month_refused(payment: &PaymentRecord, refusal: Refusal) -> Option<PaymentEnd> {
        let certain = payment.later && refusal.certain && payment.checks >= CERTAIN_AFTER;
        certain.then_some(PaymentEnd::Failed(refusal.failure))
    }

    /// When a key can be charged next.
    pub(crate) fn next_charge(&self, key: &BillingKeyRecord) -> Option<Timestamp> {
        let chargeable = key.stopped.is_none() && !key.frozen;
        let month = key.last_month.next().max(KoreanMonth::of(self.now()));
        chargeable.then(|| month.on(key.monthly.day))
    }

    /// Keeps the carrier's name of the charge, by which it is asked from now on.
    async fn named(&self, payment: &PaymentRecord, charged: Charged) -> Result<ChargeState, Refused> {
        if payment.charge.is_none() {
            self.store.name_charge(&payment.id, &charged.payment).await?;
        }
        Ok(charged.state)
    }

    async fn month<'a>(&self, payment: &'a PaymentRecord) -> Result<Month<'a>, Refused> {
        let session = self.store.session(&payment.session).await?.ok_or(ErrorCode::Internal)?;
        let merchant = self.store.merchant(&payment.merchant).await?.ok_or(ErrorCode::Internal)?;
        Ok(Month { payment, session, merchant })
    }
}
