//! Many honest shoppers at once: every window is open before the first of them begins, and then all pay.

use std::sync::atomic::Ordering;
use std::time::Duration;

use serde::Serialize;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::gateway::Gateway;
use crate::http::Patience;

#[derive(Debug, Serialize)]
pub(crate) struct Found {
    sessions: usize,
    paid: usize,
    open_seconds: f64,
    pay_seconds: f64,
    /// How often somebody was turned away, and came again.
    shed: u64,
    /// How often a connection broke, or there was none.
    broken: u64,
}

pub(crate) async fn come(gateway: &Gateway, sessions: usize, broken: &mut Vec<String>) -> anyhow::Result<Found> {
    let patience = Patience::default();
    let shoppers = gateway.shoppers.clone().with(gateway.client.clone().patient(patience.clone()));
    // Webhooks wait for each other, too.
    let shoppers = shoppers.told_within(Duration::from_secs(120));
    let since = Instant::now();
    let mut opening = JoinSet::new();
    for _ in 0..sessions {
        let shoppers = shoppers.clone();
        opening.spawn(async move { shoppers.open().await });
    }
    let mut open = Vec::new();
    while let Some(opened) = opening.join_next().await {
        match opened? {
            Ok(opened) => open.push(opened),
            Err(error) => broken.push(format!("a window did not open: {error:#}")),
        }
    }
    let (open_seconds, since) = (since.elapsed().as_secs_f64(), Instant::now());
    let mut paying = JoinSet::new();
    for opened in open {
        let shoppers = shoppers.clone();
        paying.spawn(async move { shoppers.finish(opened).await });
    }
    let (mut paid, mut failures) = (0, Vec::new());
    while let Some(ended) = paying.join_next().await {
        match ended? {
            Ok(()) => paid += 1,
            Err(error) => failures.push(format!("{error:#}")),
        }
    }
    if let Some(why) = failures.first() {
        broken.push(format!("{} of {sessions} shoppers at once could not pay: {why}", failures.len()));
    }
    Ok(Found {
        sessions,
        paid,
        open_seconds,
        pay_seconds: since.elapsed().as_secs_f64(),
        shed: patience.shed.load(Ordering::Relaxed),
        broken: patience.broken.load(Ordering::Relaxed),
    })
}
