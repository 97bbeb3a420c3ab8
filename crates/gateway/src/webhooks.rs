//! Tells the merchants what happened, by Standard Webhooks.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use carrier_checkout_protocol::{EventId, Timestamp};
use futures_util::future::join_all;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use standardwebhooks::{HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP, Webhook};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::app::App;
use crate::merchants::Secret;
use crate::problem::Refused;
use crate::store::{Delivery, DeliveryTry, MerchantId};

/// How long a delivery may take before another gateway may try it too.
const LEASE_MS: i64 = 60_000;

/// How many events are delivered at the same time.
const AT_ONCE: usize = 100;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// The pauses after each try that failed, as Standard Webhooks proposes: three
/// days and a few hours in all.
const PAUSES: [i64; 9] =
    [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// The deliveries that are under way.
///
/// A merchant begins another one while it has fewer under way than there is room for. So one whose server hangs takes
/// half of the room at most, two take a third each, and there is always some for those whose servers answer.
#[derive(Default)]
pub(crate) struct UnderWay {
    tasks: JoinSet<()>,
    /// Each delivery holds its merchant's, so that whichever way it ends it is not counted any more.
    of: HashMap<MerchantId, Arc<()>>,
}

/// For whom there are events, as far as this gateway knows by itself: it need not look for them.
#[derive(Default)]
pub(crate) struct Told {
    merchants: Mutex<HashSet<MerchantId>>,
    wake: Notify,
}

impl Told {
    /// There is an event of that merchant's.
    pub(crate) fn tell(&self, merchant: &MerchantId) {
        self.merchants.lock().unwrap_or_else(PoisonError::into_inner).insert(merchant.clone());
        self.wake.notify_one();
    }

    /// Waits until there is one.
    pub(crate) async fn told(&self) {
        self.wake.notified().await;
    }

    /// Whose there are; each is given once.
    pub(crate) fn take(&self) -> Vec<MerchantId> {
        std::mem::take(&mut *self.merchants.lock().unwrap_or_else(PoisonError::into_inner)).into_iter().collect()
    }
}

/// What is left after deliveries have begun.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Left {
    /// Nothing that is due.
    Nothing,
    /// There may be more that is due.
    Perhaps,
    /// Events of merchants that have their share under way.
    HeldBack,
}

impl UnderWay {
    /// Waits until one has ended.
    pub(crate) async fn ended(&mut self) -> Option<()> {
        self.tasks.join_next().await.map(drop)
    }

    /// Waits until all have ended.
    pub(crate) async fn all_ended(&mut self) {
        while self.ended().await.is_some() {}
    }

    /// How many more each of them may begin, as far as any may.
    fn shares(&mut self, merchants: Vec<MerchantId>) -> Vec<(MerchantId, u32)> {
        while self.tasks.try_join_next().is_some() {}
        self.of.retain(|_, held| Arc::strong_count(held) > 1);
        let mut free = AT_ONCE.saturating_sub(self.tasks.len());
        let share = |merchant: MerchantId| {
            let under_way = self.of.get(&merchant).map_or(0, |held| Arc::strong_count(held) - 1);
            // With so many more, it has as many as there is room for.
            let more = free.saturating_sub(under_way).div_ceil(2);
            free -= more;
            (more > 0).then(|| Some((merchant, u32::try_from(more).ok()?))).flatten()
        };
        merchants.into_iter().filter_map(share).collect()
    }

    fn begin(&mut self, merchant: &MerchantId, delivery: impl Future<Output = ()> + Send + 'static) {
        let held = self.of.entry(merchant.clone()).or_default().clone();
        self.tasks.spawn(async move {
            delivery.await;
            drop(held);
        });
    }
}

/// What came of one try: the status of the answer, if there was one.
struct Sent(Option<StatusCode>);

impl App {
    /// Delivers events that are due. Gives how many there were.
    ///
    /// # Errors
    /// When the store fails; what a receiver does not take is sent again later.
    pub async fn deliver(&self) -> Result<usize, Refused> {
        let now = self.now();
        let shares = UnderWay::default().shares(self.merchants_due(now).await?);
        let due = self.store.claim_deliveries(now, now + LEASE_MS, &shares).await?;
        // One that fails has been logged, and is due again after its lease.
        join_all(due.iter().map(|delivery| self.deliver_one(delivery))).await;
        Ok(due.len())
    }

    /// Begins to deliver events that are due, of those merchants or of all, beside those that are under way: a receiver
    /// that is slow keeps nobody else's waiting.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn begin_deliveries(
        &self,
        under_way: &mut UnderWay,
        of: Option<Vec<MerchantId>>,
    ) -> Result<Left, Refused> {
        let now = self.now();
        let merchants = match of {
            Some(merchants) => merchants,
            None => self.merchants_due(now).await?,
        };
        let waiting = merchants.len();
        let shares = under_way.shares(merchants);
        let due = self.store.claim_deliveries(now, now + LEASE_MS, &shares).await?;
        let taken = |merchant: &MerchantId| due.iter().filter(|delivery| delivery.merchant == *merchant).count();
        let perhaps = shares.iter().any(|(merchant, share)| taken(merchant) == *share as usize);
        for delivery in due {
            let (app, merchant) = (self.clone(), delivery.merchant.clone());
            // One that fails has been logged, and is due again after its lease.
            under_way.begin(&merchant, async move { drop(app.deliver_one(&delivery).await) });
        }
        Ok(match perhaps {
            true => Left::Perhaps,
            false if shares.len() < waiting => Left::HeldBack,
            false => Left::Nothing,
        })
    }

    async fn merchants_due(&self, now: Timestamp) -> Result<Vec<MerchantId>, Refused> {
        // Of so many some have less than their share under way, if any has.
        Ok(self.store.merchants_due(now, u32::try_from(AT_ONCE).unwrap_or(u32::MAX)).await?)
    }

    /// Sends an event of that merchant's again, at once. Says whether there is such an event.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn redeliver(&self, merchant: &MerchantId, event: &EventId) -> Result<bool, Refused> {
        let due = self.store.redeliver(merchant, event, self.now()).await?;
        self.wake.outbox.tell(merchant);
        Ok(due)
    }

    async fn deliver_one(&self, delivery: &Delivery) -> Result<(), Refused> {
        let Sent(answered) = self.send(delivery).await?;
        let tried = DeliveryTry { at: self.now(), status: answered.map(|status| status.as_u16()) };
        if answered.is_some_and(|status| status.is_success()) {
            self.metrics.delivery_tried("delivered");
            return Ok(self.store.delivered(&delivery.event, &tried).await?);
        }
        // 410: the receiver wants no more of it.
        let unwanted = answered == Some(StatusCode::GONE);
        let again_at = if unwanted { None } else { next_try(delivery.attempts, tried.at) };
        self.metrics.delivery_tried(if again_at.is_none() { "given_up" } else { "failed" });
        tracing::warn!(event = %delivery.event, given_up = again_at.is_none(), "an event was not taken");
        Ok(self.store.delivery_failed(&delivery.event, &tried, again_at).await?)
    }

    async fn send(&self, delivery: &Delivery) -> Result<Sent, Refused> {
        let seconds = self.now().millis() / SECOND;
        let request = self
            .webhooks
            .post(&delivery.target.url)
            .header(CONTENT_TYPE, "application/json")
            .header(HEADER_WEBHOOK_ID, delivery.event.as_str())
            .header(HEADER_WEBHOOK_TIMESTAMP, seconds.to_string())
            .header(HEADER_WEBHOOK_SIGNATURE, self.signatures(delivery, seconds)?)
            .body(delivery.payload.clone());
        Ok(Sent(request.send().await.ok().map(|answer| answer.status())))
    }

    /// One signature for each secret, so that a receiver can be given a new one.
    fn signatures(&self, delivery: &Delivery, seconds: i64) -> Result<String, Refused> {
        let secrets = Secret::open(&self.sealer, &delivery.merchant, &delivery.target.secrets)?;
        let now = self.now();
        let sign = |secret: &Secret| {
            Webhook::new(secret.reveal())?.sign(delivery.event.as_str(), seconds, delivery.payload.as_bytes())
        };
        let signatures = secrets.iter().filter(|secret| secret.holds(now)).map(sign).collect::<Result<Vec<_>, _>>();
        signatures.map(|signatures| signatures.join(" ")).map_err(|error| Refused::internal(&error))
    }
}

fn next_try(attempts: u32, now: Timestamp) -> Option<Timestamp> {
    let pause = usize::try_from(attempts).ok().and_then(|at| PAUSES.get(at));
    pause.map(|pause| now + *pause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_that_hangs_takes_half_of_the_room_and_two_a_third_each() {
        let mut under_way = UnderWay::default();
        let merchants = ["hangs", "hangs-too", "answers"].map(|id| MerchantId(id.to_owned()));
        let mut shares = |of: &MerchantId| {
            let shares = under_way.shares(vec![of.clone()]);
            let share = shares.first().map_or(0, |(_, share)| *share);
            (0..share).for_each(|_| under_way.begin(of, std::future::pending()));
            share
        };
        let [hangs, too, answers] = &merchants;
        assert_eq!([shares(hangs), shares(hangs)], [50, 0]);
        assert_eq!([shares(too), shares(too)], [25, 0]);
        assert_eq!([shares(hangs), shares(answers)], [0, 13], "there is room for others");
    }

    #[test]
    fn pauses_grow_until_three_days_are_over() {
        assert!(PAUSES.is_sorted_by(|before, after| before < after));
        let all: i64 = PAUSES.iter().sum();
        assert!((72 * HOUR..80 * HOUR).contains(&all), "{all}");
        let now = Timestamp::from_millis(0);
        let tries = (0..).map_while(|attempts| next_try(attempts, now)).count();
        assert_eq!((tries, next_try(0, now)), (PAUSES.len(), Some(now + 5 * SECOND)));
    }
}
