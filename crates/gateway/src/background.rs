//! What goes on without a request: charges and refunds to settle, reservations to
//! release, approvals to ask about, sessions that end, events to deliver, records to delete.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep_until, timeout};

use crate::app::App;
use crate::problem::Refused;
use crate::webhooks::{Left, UnderWay};

/// How soon what is due is noticed without being told.
const ROUND: Duration = Duration::from_secs(1);

/// How often what is too old is looked for.
const RECORDS_ROUND: Duration = Duration::from_secs(3_600);

/// The background of one gateway. It ends when it is stopped or dropped.
#[must_use = "the background ends when this is dropped"]
pub struct Background {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl App {
    /// Starts the background.
    pub fn run_background(&self) -> Background {
        let (stop, stopped) = watch::channel(false);
        let tasks = vec![
            self.tended("carriers", &stopped, tend_carriers),
            self.tended("sessions", &stopped, tend_sessions),
            self.tended("approvals", &stopped, tend_approvals),
            self.tended("outbox", &stopped, tend_outbox),
            self.tended("records", &stopped, tend_records),
        ];
        Background { stop, tasks }
    }

    fn tended<T: Future<Output = ()> + Send + 'static>(
        &self,
        task: &'static str,
        stopped: &watch::Receiver<bool>,
        tend: fn(Self, watch::Receiver<bool>) -> T,
    ) -> JoinHandle<()> {
        let (app, until) = (self.clone(), stopped.clone());
        let panicked = {
            let app = self.clone();
            move || app.metrics.round_ended(task, false, app.now().millis())
        };
        tokio::spawn(again(move || tend(app.clone(), until.clone()), panicked, stopped.clone()))
    }

    /// A round ended: what failed has been logged.
    fn round<T>(&self, task: &'static str, ended: Result<T, Refused>) {
        self.metrics.round_ended(task, ended.is_ok(), self.now().millis());
    }

    /// One round: what failed has been logged, and is due again in the next.
    async fn carriers_round(&self) -> Result<(), Refused> {
        self.settle().await?;
        self.settle_refunds().await?;
        self.release().await?;
        Ok(())
    }
}

/// A panic ends a round, and none that comes after it: its work is leased, and due again.
async fn again<T: Future<Output = ()>>(tend: impl Fn() -> T, panicked: impl Fn(), mut stopped: watch::Receiver<bool>) {
    let never = Notify::new();
    while AssertUnwindSafe(tend()).catch_unwind().await.is_err() {
        panicked();
        if pause(&never, &mut stopped).await {
            return;
        }
    }
}

async fn tend_carriers(app: App, mut stopped: watch::Receiver<bool>) {
    loop {
        app.round("carriers", app.carriers_round().await);
        if pause(&app.wake.carriers, &mut stopped).await {
            return;
        }
    }
}

/// By the clock alone: how much there is to sweep is not a matter of how much happens.
async fn tend_sessions(app: App, mut stopped: watch::Receiver<bool>) {
    let never = Notify::new();
    loop {
        app.round("sessions", app.sweep().await);
        if pause(&never, &mut stopped).await {
            return;
        }
    }
}

async fn tend_approvals(app: App, mut stopped: watch::Receiver<bool>) {
    loop {
        app.round("approvals", app.poll_approvals().await);
        if pause(&app.wake.approvals, &mut stopped).await {
            return;
        }
    }
}

/// Of merchants that it was told about at once, and of all in every round: there are retries, and other gateways.
async fn tend_outbox(app: App, mut stopped: watch::Receiver<bool>) {
    let mut under_way = UnderWay::default();
    let (mut of, mut round) = (None, Instant::now() + ROUND);
    loop {
        let begun = app.begin_deliveries(&mut under_way, of).await;
        let left = *begun.as_ref().unwrap_or(&Left::Nothing);
        app.round("outbox", begun);
        of = None;
        if left == Left::Perhaps {
            continue;
        }
        tokio::select! {
            () = app.wake.outbox.told() => of = Some(app.wake.outbox.take()),
            () = sleep_until(round) => round = Instant::now() + ROUND,
            // There is room again.
            Some(()) = under_way.ended(), if left == Left::HeldBack => {}
            // It changes only by being dropped.
            _ = stopped.changed() => {
                under_way.all_ended().await;
                return;
            }
        }
    }
}

/// It is cut short by the end: each batch is a transaction of its own.
async fn tend_records(app: App, mut stopped: watch::Receiver<bool>) {
    let forever = async {
        loop {
            let _ = app.forget().await;
            tokio::time::sleep(RECORDS_ROUND).await;
        }
    };
    tokio::select! {
        () = forever => {}
        _ = stopped.changed() => {}
    }
}

/// Waits for the next round. Says whether there is none.
async fn pause(wake: &Notify, stopped: &mut watch::Receiver<bool>) -> bool {
    tokio::select! {
        _ = timeout(ROUND, wake.notified()) => false,
        // It changes only by being dropped.
        _ = stopped.changed() => true,
    }
}

impl Background {
    /// Ends what is under way and stops.
    pub async fn stop(self) {
        let Self { stop, tasks } = self;
        drop(stop);
        for task in tasks {
            let _ = task.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_panics_goes_on() {
        let (rounds, panics) = (AtomicU32::new(0), AtomicU32::new(0));
        let (_stop, stopped) = watch::channel(false);
        let tend = async || assert!(rounds.fetch_add(1, Relaxed) == 2, "as if by a fault");
        let panicked = || {
            panics.fetch_add(1, Relaxed);
        };
        again(tend, panicked, stopped).await;
        assert_eq!((rounds.into_inner(), panics.into_inner()), (3, 2));
    }

    #[tokio::test(start_paused = true)]
    async fn what_panics_ends_when_it_is_stopped() {
        let (stop, stopped) = watch::channel(false);
        drop(stop);
        again(async || panic!("as if by a fault"), || (), stopped).await;
    }
}
