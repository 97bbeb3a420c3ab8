//! How honest shoppers fare meanwhile, and what it costs in memory.

use std::cell::Cell;
use std::path::Path;
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

/// Of fewer shoppers the slowest one would be the p99, and one is chance: then it is the median that is judged.
const ENOUGH: usize = 100;

/// The most that a gateway may have beside what it had before, in MiB: whatever comes, there are so many connections.
const MOST_MORE: u64 = 768;

/// The most that it may have kept when it has rested, as a multiple of before, with as many MiB that any program keeps.
const MOST_AFTER: (u64, u64) = (4, 64);

/// How long it may take to rest: connections are let go, and their memory after them.
const REST_WITHIN: Duration = Duration::from_secs(60);

const OFTEN: Duration = Duration::from_millis(100);

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
        let (which, took) = if self.paid < ENOUGH { ("p50", self.p50_ms) } else { ("p99", self.p99_ms) };
        if took > SLOWEST.as_millis() {
            broken.push(format!("during {storm} {} honest shoppers took {took} ms ({which})", self.paid));
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
                sleep(OFTEN).await;
            }
        };
        tokio::select! {
            done = something => done,
            ended = watching => Err(ended.context("the gateway ended while it was stormed")),
        }
    }

    /// What is left when nobody wants anything any more. It is waited for: a busy machine takes its time.
    pub(crate) async fn rested(
        mut self,
        gateway: &Gateway,
        storm: &str,
        broken: &mut Vec<String>,
    ) -> anyhow::Result<Self> {
        let (times, extra) = MOST_AFTER;
        let most = self.before * times + extra * MIB;
        let until = Instant::now() + REST_WITHIN;
        loop {
            self.after = gateway.usage()?.memory;
            if self.after <= most || Instant::now() > until {
                break;
            }
            sleep(OFTEN).await;
        }
        let more = self.peak.get().saturating_sub(self.before) / MIB;
        if more > MOST_MORE {
            broken.push(format!("during {storm} the gateway took {more} MiB more than before"));
        }
        if self.after > most {
            let (before, after) = (self.before / MIB, self.after / MIB);
            broken.push(format!("after {storm} the gateway keeps {after} MiB, and had {before} MiB before"));
        }
        Ok(self)
    }
}

/// Tells the gateway to stop, and looks how it did: what panics is caught by whoever serves the next request, so that
/// its log alone knows.
pub(crate) async fn stopped(gateway: Gateway, log: &Path, broken: &mut Vec<String>) -> anyhow::Result<()> {
    if let Err(error) = gateway.stop().await {
        broken.push(format!("{error:#}"));
    }
    let said = String::from_utf8_lossy(&std::fs::read(log)?).into_owned();
    broken.extend(panics(&said));
    Ok(())
}

/// Each panic with what it says, which is the line after.
fn panics(log: &str) -> Vec<String> {
    let lines: Vec<&str> = log.lines().collect();
    let each = lines.iter().enumerate().filter(|(_, line)| line.contains("panicked at"));
    each.map(|(at, line)| format!("{line} {}", lines.get(at + 1).unwrap_or(&""))).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_with_its_reason() {
        let log = "ready\n\nthread 'tokio-rt-worker' (7) panicked at src/a.rs:1:2:\nno way\ntold to stop\n";
        assert_eq!(panics(log), ["thread 'tokio-rt-worker' (7) panicked at src/a.rs:1:2: no way"]);
        assert!(panics("ready\ntold to stop\n").is_empty());
    }

    #[test]
    fn one_slow_shopper_of_few_is_chance() {
        let honest = |paid, p50_ms| Honest { paid, failures: Vec::new(), p50_ms, p99_ms: 11_000, shed: 0 };
        assert!(honest(99, 200).judged("it").is_empty());
        assert!(!honest(99, 11_000).judged("it").is_empty());
        assert!(!honest(100, 200).judged("it").is_empty());
    }
}
