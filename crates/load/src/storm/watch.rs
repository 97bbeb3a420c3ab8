//! How honest shoppers fare meanwhile, and what it costs in memory.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::gateway::Gateway;
use crate::http::Patience;

/// The longest that 99 of 100 honest shoppers may take for all of a checkout while others overdo it, on two busy cores.
const SLOWEST: Duration = Duration::from_secs(10);

/// The most that a gateway may have beside what it had before, in MiB: whatever comes, there are so many connections.
const MOST_MORE: u64 = 768;

/// The most that it may have kept when it has rested, as a multiple of before, with as many MiB that any program keeps.
const MOST_AFTER: (u64, u64) = (4, 64);

const MIB: u64 = 1024 * 1024;

/// How honest shoppers fared.
#[derive(Debug, Serialize)]
pub(crate) struct Honest {
    pub(crate) paid: usize,
    failures: Vec<String>,
    p50_ms: u128,
    p99_ms: u128,
    /// How often they were turned away, and came again.
    shed: u64,
}

impl Honest {
    pub(crate) fn judged(&self, storm: &str) -> Vec<String> {
        let mut broken = Vec::new();
        if let Some(why) = self.failures.first() {
            broken.push(format!("during {storm} {} honest shoppers could not pay: {why}", self.failures.len()));
        }
        if self.paid == 0 {
            broken.push(format!("during {storm} nobody paid"));
        }
        if self.p99_ms > SLOWEST.as_millis() {
            broken.push(format!("during {storm} honest shoppers took {} ms (p99)", self.p99_ms));
        }
        broken
    }
}

/// Has honest shoppers come, so many each second, until the other is done.
pub(crate) async fn beside<T>(
    gateway: &Gateway,
    each_second: f64,
    other: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<(T, Honest)> {
    let over = Arc::new(AtomicBool::new(false));
    let patience = Patience::default();
    let shoppers = gateway.shoppers.clone().with(gateway.client.clone().patient(patience.clone()));
    let coming = {
        let over = over.clone();
        tokio::spawn(async move {
            let mut all = JoinSet::new();
            while !over.load(Ordering::Relaxed) {
                let shoppers = shoppers.clone();
                all.spawn(async move {
                    let since = Instant::now();
                    (shoppers.pay().await, since.elapsed())
                });
                sleep(Duration::from_secs_f64(1.0 / each_second)).await;
            }
            all.join_all().await
        })
    };
    let done = other.await;
    over.store(true, Ordering::Relaxed);
    let fared = coming.await?;
    let mut times: Vec<u128> =
        fared.iter().filter(|(paid, _)| paid.is_ok()).map(|(_, took)| took.as_millis()).collect();
    times.sort_unstable();
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied();
    let failures = fared.iter().filter_map(|(paid, _)| paid.as_ref().err().map(|error| format!("{error:#}"))).collect();
    let honest = Honest {
        paid: times.len(),
        failures,
        p50_ms: at(50).unwrap_or_default(),
        p99_ms: at(99).unwrap_or_default(),
        shed: patience.shed.load(Ordering::Relaxed),
    };
    Ok((done?, honest))
}

/// The gateway's memory, in bytes.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Memory {
    before: u64,
    peak: Cell<u64>,
    after: u64,
}

impl Memory {
    pub(crate) fn of(gateway: &Gateway) -> anyhow::Result<Self> {
        let before = gateway.usage()?.memory;
        Ok(Self { before, peak: Cell::new(before), after: before })
    }

    /// Watches while that goes on.
    pub(crate) async fn during<T>(
        &self,
        gateway: &Gateway,
        something: impl Future<Output = anyhow::Result<T>>,
    ) -> anyhow::Result<T> {
        let watching = async {
            loop {
                match gateway.usage() {
                    Ok(usage) => self.peak.set(self.peak.get().max(usage.memory)),
                    Err(error) => return error,
                }
                sleep(Duration::from_millis(100)).await;
            }
        };
        tokio::select! {
            done = something => done,
            ended = watching => Err(ended.context("the gateway has ended")),
        }
    }

    /// What is left when nobody wants anything any more.
    pub(crate) async fn rested(mut self, gateway: &Gateway, broken: &mut Vec<String>) -> anyhow::Result<Self> {
        sleep(Duration::from_secs(2)).await;
        self.after = gateway.usage()?.memory;
        let more = self.peak.get().saturating_sub(self.before) / MIB;
        if more > MOST_MORE {
            broken.push(format!("the gateway took {more} MiB more than before"));
        }
        let (times, extra) = MOST_AFTER;
        if self.after > self.before * times + extra * MIB {
            let (before, after) = (self.before / MIB, self.after / MIB);
            broken.push(format!("the gateway had {before} MiB before and keeps {after} MiB"));
        }
        Ok(self)
    }
}

/// Sentences that several tasks write.
#[derive(Clone, Default)]
pub(crate) struct Broken(Arc<Mutex<Vec<String>>>);

impl Broken {
    pub(crate) fn note(&self, law: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(law);
    }

    /// The first few: one fault breaks a law many times.
    pub(crate) fn told(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().take(5).cloned().collect()
    }
}
