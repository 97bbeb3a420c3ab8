//! What goes on without a request: charges and refunds to settle, reservations to
//! release, approvals to ask about, sessions that end, events to deliver.

use std::time::Duration;

use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::app::App;
use crate::problem::Refused;

/// How soon what is due is noticed without being told.
const ROUND: Duration = Duration::from_secs(1);

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
            tokio::spawn(tend_carriers(self.clone(), stopped.clone())),
            tokio::spawn(tend_approvals(self.clone(), stopped.clone())),
            tokio::spawn(tend_outbox(self.clone(), stopped)),
        ];
        Background { stop, tasks }
    }

    /// One round: what failed has been logged, and is due again in the next.
    async fn carriers_round(&self) -> Result<(), Refused> {
        self.settle().await?;
        self.settle_refunds().await?;
        self.sweep().await?;
        self.release().await?;
        Ok(())
    }
}

async fn tend_carriers(app: App, mut stopped: watch::Receiver<bool>) {
    loop {
        let _ = app.carriers_round().await;
        if pause(&app.wake.carriers, &mut stopped).await {
            return;
        }
    }
}

async fn tend_approvals(app: App, mut stopped: watch::Receiver<bool>) {
    loop {
        let _ = app.poll_approvals().await;
        if pause(&app.wake.approvals, &mut stopped).await {
            return;
        }
    }
}

async fn tend_outbox(app: App, mut stopped: watch::Receiver<bool>) {
    loop {
        let _ = app.deliver().await;
        if pause(&app.wake.outbox, &mut stopped).await {
            return;
        }
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
