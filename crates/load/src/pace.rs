//! The open model: arrivals come by the clock, whether or not those before are done, and each one's time counts from
//! when it was to begin. So a gateway that stands still is charged for everybody who waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

/// Who finds so many before it gives up: the queue only grows.
const QUEUE: usize = 4_000;

/// A rate is sustained when 99 of 100 are done within that time.
pub(crate) const SLOWEST: Duration = Duration::from_millis(250);

/// What was found at one rate.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Found {
    /// How many were to come each second.
    pub(crate) rate: f64,
    pub(crate) done: u64,
    pub(crate) failed: u64,
    /// Whether some did not begin, because too many were under way.
    pub(crate) drowned: bool,
    pub(crate) p50_ms: f64,
    pub(crate) p90_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) p999_ms: f64,
    pub(crate) max_ms: f64,
    /// Why the first one failed.
    pub(crate) failure: Option<String>,
}

impl Found {
    pub(crate) fn is_sustained(&self) -> bool {
        self.failed == 0 && !self.drowned && self.p99_ms <= SLOWEST.as_secs_f64() * 1e3
    }
}

/// Lets them come at random, so many each second on average, for so long.
pub(crate) async fn arrive<F>(rate: f64, during: Duration, one: impl Fn() -> F) -> anyhow::Result<Found>
where
    F: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    let (sender, mut results) = unbounded_channel();
    let began = Instant::now();
    let mut chance = fastrand::Rng::with_seed(20_261_122);
    let (mut at, mut tasks, mut drowned) = (Duration::ZERO, JoinSet::new(), false);
    loop {
        // Whoever comes independently of the others leaves such pauses (a Poisson process).
        at += Duration::from_secs_f64(-(1.0 - chance.f64()).ln() / rate);
        if at >= during {
            break;
        }
        sleep_until(began + at).await;
        while tasks.try_join_next().is_some() {}
        if tasks.len() >= QUEUE {
            drowned = true;
            break;
        }
        let (due, work, sender) = (began + at, one(), sender.clone());
        tasks.spawn(async move {
            let result = work.await;
            let _ = sender.send((due.elapsed(), result));
        });
    }
    drop(sender);
    let mut times = Histogram::<u64>::new_with_bounds(1, 600_000_000, 3)?;
    let (mut failed, mut failure) = (0, None);
    while let Some((took, result)) = results.recv().await {
        match result {
            Ok(()) => times.saturating_record(u64::try_from(took.as_micros())?),
            Err(error) => {
                failed += 1;
                failure.get_or_insert(format!("{error:#}"));
            }
        }
    }
    let ms = |quantile| times.value_at_quantile(quantile) as f64 / 1e3;
    Ok(Found {
        rate,
        done: times.len(),
        failed,
        drowned,
        p50_ms: ms(0.5),
        p90_ms: ms(0.9),
        p99_ms: ms(0.99),
        p999_ms: ms(0.999),
        max_ms: ms(1.0),
        failure,
    })
}

/// How many are done each second by so many who each begin anew as soon as they are done: where to look for the
/// greatest rate, and nothing that is told.
pub(crate) async fn hurry<F>(
    hands: usize,
    during: Duration,
    one: impl Fn() -> F + Clone + Send + 'static,
) -> anyhow::Result<f64>
where
    F: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    let (done, until) = (Arc::new(AtomicU64::new(0)), Instant::now() + during);
    let mut tasks = JoinSet::new();
    for _ in 0..hands {
        let (one, done) = (one.clone(), done.clone());
        tasks.spawn(async move {
            while Instant::now() < until {
                one().await?;
                done.fetch_add(1, Ordering::Relaxed);
            }
            anyhow::Ok(())
        });
    }
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    Ok(done.load(Ordering::Relaxed) as f64 / during.as_secs_f64())
}

/// The greatest rate that is sustained, near where it was guessed.
pub(crate) async fn greatest<F>(
    guess: f64,
    during: Duration,
    steps: u32,
    one: impl Fn() -> F,
) -> anyhow::Result<Option<Found>>
where
    F: Future<Output = anyhow::Result<()>> + Send + 'static,
{
    let (mut low, mut high, mut best) = (guess * 0.1, guess * 1.1, None);
    for step in 0..steps {
        let rate = if step == 0 { guess * 0.8 } else { (low + high) / 2.0 };
        let found = arrive(rate, during, &one).await?;
        if found.is_sustained() {
            low = rate;
            best = Some(found);
        } else {
            high = rate;
        }
    }
    Ok(best)
}

#[cfg(test)]
mod tests {
    use tokio::sync::Mutex;
    use tokio::time::sleep;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn whoever_has_to_wait_is_timed_from_when_it_was_to_begin() {
        let turn = Arc::new(Mutex::new(()));
        // One after the other, ten a second, and twenty come.
        let found = arrive(20.0, Duration::from_secs(10), || {
            let turn = turn.clone();
            async move {
                let _mine = turn.lock().await;
                sleep(Duration::from_millis(100)).await;
                Ok(())
            }
        });
        let found = found.await.unwrap();
        assert!(found.done > 150, "{found:?}");
        assert!(found.p50_ms > 2_000.0 && found.max_ms > 7_000.0, "{found:?}");
        assert!(!found.is_sustained());
    }

    #[tokio::test(start_paused = true)]
    async fn a_rate_is_sustained_when_nearly_all_are_done_soon_and_none_fails() {
        let soon = async || {
            sleep(Duration::from_millis(20)).await;
            Ok(())
        };
        let found = arrive(50.0, Duration::from_secs(10), soon).await.unwrap();
        assert!((400..600).contains(&found.done) && found.is_sustained(), "{found:?}");
        assert!((20.0..23.0).contains(&found.p99_ms), "{found:?}");
        let failing = arrive(50.0, Duration::from_secs(1), async || anyhow::bail!("no")).await.unwrap();
        assert_eq!((failing.done, failing.failure.as_deref()), (0, Some("no")));
        assert!(!failing.is_sustained());
    }

    #[tokio::test(start_paused = true)]
    async fn the_greatest_rate_is_found_near_the_guess() {
        // Forty a second at most.
        let turn = Arc::new(Mutex::new(()));
        let one = || {
            let turn = turn.clone();
            async move {
                let _mine = turn.lock().await;
                sleep(Duration::from_millis(25)).await;
                Ok(())
            }
        };
        let found = greatest(45.0, Duration::from_secs(60), 6, one).await.unwrap().unwrap();
        assert!((24.0..40.0).contains(&found.rate), "{found:?}");
    }
}
