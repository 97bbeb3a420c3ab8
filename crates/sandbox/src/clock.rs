//! The time, which a test may set.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use carrier_checkout_protocol::Timestamp;
use futures_util::future::BoxFuture;
use tokio::sync::watch;

/// Says what time it is, and waits.
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> Timestamp;

    /// Waits until that many milliseconds have passed.
    fn sleep(&self, millis: u32) -> BoxFuture<'static, ()>;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn sleep(&self, millis: u32) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(Duration::from_millis(u64::from(millis))))
    }
}

/// A clock that stands still until it is told to move on.
///
/// ```
/// # use carrier_checkout_sandbox::{Clock, ManualClock};
/// let clock = ManualClock::default();
/// let before = clock.now();
/// clock.advance(180_000);
/// assert_eq!(clock.now().millis_since(before), 180_000);
/// ```
#[derive(Debug)]
pub struct ManualClock {
    now: watch::Sender<Timestamp>,
    sleepers: watch::Sender<usize>,
}

impl ManualClock {
    /// A clock that shows `now`.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self { now: watch::Sender::new(now), sleepers: watch::Sender::new(0) }
    }

    /// Moves on by milliseconds and wakes whoever waited for that.
    pub fn advance(&self, millis: i64) {
        self.now.send_modify(|now| *now = *now + millis);
    }

    /// How many are waiting for this clock.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        *self.sleepers.borrow()
    }

    /// Waits until somebody waits for this clock.
    pub async fn slept_on(&self) {
        // The sender is our own, so this cannot fail.
        let _ = self.sleepers.subscribe().wait_for(|count| *count > 0).await;
    }
}

/// 2026-11-22 08:31 in Korea.
impl Default for ManualClock {
    fn default() -> Self {
        Self::at(Timestamp::from_millis(1_795_303_860_000))
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.now.borrow()
    }

    fn sleep(&self, millis: u32) -> BoxFuture<'static, ()> {
        let until = self.now() + i64::from(millis);
        let mut now = self.now.subscribe();
        let asleep = Asleep::count_in(&self.sleepers);
        Box::pin(async move {
            // A dropped clock has no more time to wait for.
            let _ = now.wait_for(|now| *now >= until).await;
            drop(asleep);
        })
    }
}

/// Somebody who waits, counted until they wake or give up.
struct Asleep(watch::Sender<usize>);

impl Asleep {
    fn count_in(sleepers: &watch::Sender<usize>) -> Self {
        sleepers.send_modify(|count| *count += 1);
        Self(sleepers.clone())
    }
}

impl Drop for Asleep {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}
