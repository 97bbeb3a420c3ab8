//! Tells the merchants what happened, by Standard Webhooks.

use carrier_checkout_protocol::Timestamp;
use futures_util::future::join_all;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use standardwebhooks::{HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP, Webhook};

use crate::app::{App, secrets_place};
use crate::problem::Refused;
use crate::store::Delivery;

/// How long a delivery may take before another gateway may try it too.
const LEASE_MS: i64 = 60_000;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// The pauses after each try that failed, as Standard Webhooks proposes: three
/// days and a few hours in all.
const PAUSES: [i64; 9] =
    [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// What came of one try.
enum Sent {
    Taken,
    /// 410: the receiver wants no more of it.
    Unwanted,
    NotTaken,
}

impl App {
    /// Delivers the events that are due. Gives how many there were.
    ///
    /// # Errors
    /// When the store fails; what a receiver does not take is sent again later.
    pub async fn deliver(&self) -> Result<usize, Refused> {
        let now = self.now();
        let due = self.store.claim_deliveries(now, now + LEASE_MS).await?;
        // One that fails has been logged, and is due again after its lease.
        join_all(due.iter().map(|delivery| self.deliver_one(delivery))).await;
        Ok(due.len())
    }

    async fn deliver_one(&self, delivery: &Delivery) -> Result<(), Refused> {
        let sent = self.send(delivery).await?;
        let now = self.now();
        match sent {
            Sent::Taken => self.store.delivered(&delivery.event, now).await?,
            Sent::Unwanted => self.store.delivery_failed(&delivery.event, None).await?,
            Sent::NotTaken => {
                let again_at = next_try(delivery.attempts, now);
                tracing::warn!(event = %delivery.event, given_up = again_at.is_none(), "an event was not taken");
                self.store.delivery_failed(&delivery.event, again_at).await?;
            }
        }
        Ok(())
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
        Ok(match request.send().await.map(|answer| answer.status()) {
            Ok(status) if status.is_success() => Sent::Taken,
            Ok(StatusCode::GONE) => Sent::Unwanted,
            Ok(_) | Err(_) => Sent::NotTaken,
        })
    }

    /// One signature for each secret, so that a receiver can be given a new one.
    fn signatures(&self, delivery: &Delivery, seconds: i64) -> Result<String, Refused> {
        let secrets = self.sealer.open(&secrets_place(&delivery.merchant), &delivery.target.secrets)?;
        let secrets: Vec<String> = serde_json::from_slice(&secrets).map_err(|error| Refused::internal(&error))?;
        let sign =
            |secret: &String| Webhook::new(secret)?.sign(delivery.event.as_str(), seconds, delivery.payload.as_bytes());
        let signatures = secrets.iter().map(sign).collect::<Result<Vec<_>, _>>();
        signatures.map(|signatures| signatures.join(" ")).map_err(|error| Refused::internal(&error))
    }
}

fn next_try(attempts: u32, now: Timestamp) -> Option<Timestamp> {
    let pause = usize::try_from(attempts).ok().and_then(|at| PAUSES.get(at));
    pause.map(|pause| now + *pause)
}
