//! How many requests are taken from one merchant and from one address, by all gateways together ([`bucket`]).
//!
//! A limit keeps one caller from taking the place of the others. It is no proof and no lock: where the store cannot be
//! asked, requests pass. An address is kept as a keyed hash alone, and for two minutes.

mod bucket;
mod guard;

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use carrier_checkout_protocol::{ErrorCode, Reason, Timestamp};
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName, HeaderValue};
use tokio::sync::Mutex as AsyncMutex;

pub(crate) use self::bucket::FULL_AFTER_MS;
pub use self::bucket::{Bucket, Rate};
use self::bucket::{Held, Verdict};
pub(crate) use self::guard::{limit_address, limit_pages};
use crate::address::Address;
use crate::app::App;
use crate::problem::Refused;
use crate::seal::Fingerprint;
use crate::serving::Rates;

/// So many callers are remembered at most. Those who have to wait come first.
const REMEMBERED: usize = 100_000;

/// So many merchants' keys are known at most.
const KNOWN_KEYS: usize = 10_000;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limited {
    /// The requests of a merchant's backend.
    Merchant,
    /// What windows and pages at an address make.
    Address,
    /// Keys and sessions that nobody knows, from an address.
    Failures,
}

impl Limited {
    /// Its name in headers and metrics.
    const fn name(self) -> &'static str {
        match self {
            Self::Merchant => "merchant",
            Self::Address => "address",
            Self::Failures => "failures",
        }
    }

    const fn rate(self, rates: &Rates) -> Rate {
        Rate(match self {
            Self::Merchant => rates.merchant,
            Self::Address => rates.address,
            Self::Failures => rates.failures,
        })
    }
}

/// A limit that somebody has met, for the answer's headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Met {
    pub(crate) limit: &'static str,
    pub(crate) per_minute: u32,
    pub(crate) wait_seconds: i64,
}

/// draft-ietf-httpapi-ratelimit-headers-10: what is left, and of what.
pub(crate) const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
pub(crate) const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

impl Met {
    /// Says so in the answer's headers.
    pub(crate) fn write(self, headers: &mut HeaderMap) {
        let Self { limit, per_minute, wait_seconds } = self;
        headers.insert(RETRY_AFTER, HeaderValue::from(wait_seconds));
        for (name, value) in [
            (RATE_LIMIT, format!("\"{limit}\";r=0;t={wait_seconds}")),
            (RATE_LIMIT_POLICY, format!("\"{limit}\";q={per_minute};w=60")),
        ] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
    }
}

type Callers = HashMap<Vec<u8>, Arc<AsyncMutex<Held>>>;

/// What this gateway holds of the buckets.
#[derive(Default)]
pub(crate) struct Limiter {
    callers: Mutex<Callers>,
    /// The keys that were let in: a neighbour at the same address who guesses keeps none of them out.
    known: Mutex<HashSet<Vec<u8>>>,
    /// When old ones were last forgotten.
    swept: AtomicI64,
}

impl Limiter {
    fn callers(&self) -> MutexGuard<'_, Callers> {
        self.callers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, HashSet<Vec<u8>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn held(&self, key: &[u8], rate: Rate, now: Timestamp) -> Arc<AsyncMutex<Held>> {
        let mut callers = self.callers();
        if let Some(held) = callers.get(key) {
            return held.clone();
        }
        if callers.len() >= REMEMBERED {
            forget(&mut callers, |held| held.empty_for(now).is_none());
        }
        callers.entry(key.to_vec()).or_insert_with(|| Arc::new(AsyncMutex::new(Held::new(rate, now)))).clone()
    }
}

/// One that is in use is no old one.
fn forget(callers: &mut Callers, which: impl Fn(&Held) -> bool) {
    callers.retain(|_, held| !held.try_lock().is_ok_and(|held| which(&held)));
}

impl App {
    /// Lets a request of that merchant's backend pass, or says when.
    pub(crate) async fn limit_merchant(&self, merchant: &str) -> Result<(), Refused> {
        self.limit(Limited::Merchant, Some(merchant.as_bytes())).await
    }

    /// Says when, where too many keys that nobody knows came from there. A key that was let in before is no guess.
    pub(crate) async fn may_guess(&self, address: &Address, key: Option<&Fingerprint>) -> Result<(), Refused> {
        let rate = Limited::Failures.rate(&self.rates);
        let Some(network) = self.stranger(address).filter(|_| rate.0 > 0) else { return Ok(()) };
        let held = self.limiter.callers().get(&self.key(Limited::Failures, &network)).cloned();
        let Some(held) = held else { return Ok(()) };
        let now = self.now();
        let empty_for = held.lock().await.empty_for(now);
        match empty_for {
            Some(_) if key.is_some_and(|key| self.limiter.known().contains(&key.0)) => Ok(()),
            Some(wait) => Err(self.met(Limited::Failures, rate, wait)),
            None => Ok(()),
        }
    }

    /// Somebody had a key, or a session, that nobody knows.
    pub(crate) async fn guessed(&self, address: &Address) -> Result<(), Refused> {
        self.limit(Limited::Failures, self.stranger(address).as_deref()).await
    }

    /// That key was let in.
    pub(crate) fn let_in(&self, key: &Fingerprint) {
        let mut known = self.limiter.known();
        if known.len() < KNOWN_KEYS && !known.contains(&key.0) {
            known.insert(key.0.clone());
        }
    }

    /// Forgets whoever has not asked for so long that it makes no difference.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn forget_callers(&self) -> Result<(), Refused> {
        let now = self.now();
        // The background comes by every second; a write for nothing would keep others waiting.
        let before = self.limiter.swept.swap(now.millis(), Ordering::Relaxed);
        if now.millis() - before < FULL_AFTER_MS {
            self.limiter.swept.store(before, Ordering::Relaxed);
            return Ok(());
        }
        forget(&mut self.limiter.callers(), |held| held.is_old(now));
        // In debt a bucket takes twice as long to be full.
        Ok(self.store.forget_buckets(now - 2 * FULL_AFTER_MS).await?)
    }

    async fn limit(&self, limited: Limited, who: Option<&[u8]>) -> Result<(), Refused> {
        let rate = limited.rate(&self.rates);
        let Some(who) = who.filter(|_| rate.0 > 0) else { return Ok(()) };
        let (key, now) = (self.key(limited, who), self.now());
        let held = self.limiter.held(&key, rate, now);
        // Requests of one caller wait here for one draw instead of making many.
        let mut held = held.lock().await;
        let verdict = match held.spend(rate, now) {
            Verdict::Ask { spent } => match self.store.draw(&key, rate, spent, now).await {
                Ok((had, bucket)) => held.had(had, rate, bucket.empty_for_ms(rate), now),
                Err(error) => {
                    drop(Refused::from(error));
                    self.metrics.refused("unknown");
                    held.had(rate.portion(), rate, 0, now)
                }
            },
            verdict => verdict,
        };
        match verdict {
            Verdict::Wait(wait) => Err(self.met(limited, rate, wait)),
            Verdict::Passes | Verdict::Ask { .. } => Ok(()),
        }
    }

    fn met(&self, limited: Limited, rate: Rate, wait_ms: i64) -> Refused {
        self.metrics.refused(limited.name());
        let wait_seconds = (wait_ms + 999) / 1_000;
        let met = Met { limit: limited.name(), per_minute: rate.0, wait_seconds };
        Refused { met: Some(Box::new(met)), ..Refused::reason(ErrorCode::RateLimited, Reason::TooManyRequests) }
    }

    fn key(&self, limited: Limited, who: &[u8]) -> Vec<u8> {
        self.sealer.proof(&[b"limit", limited.name().as_bytes(), who])
    }

    /// What is counted of an address. Who comes from a private one without a proxy that is named to us is a proxy that
    /// is not, or somebody in the operator's house: to count those would be to count everybody as one.
    fn stranger(&self, address: &Address) -> Option<Vec<u8>> {
        if !self.behind_proxy && address.is_private() { None } else { address.network() }
    }
}
