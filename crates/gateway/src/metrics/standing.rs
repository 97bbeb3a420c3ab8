//! What the store is asked for when somebody looks.

use std::sync::atomic::AtomicU64;

use carrier_checkout_protocol::Timestamp;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use tokio::time::timeout;

use super::Labels;
use crate::app::App;
use crate::problem::Refused;
use crate::store::{Backlog, Waiting};

/// How long the store may take: a scraper gives up after ten seconds, and then has nothing at all.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

type Gauges = Family<Labels<1>, Gauge<f64, AtomicU64>>;

pub(super) struct StandingGauges {
    waiting: Gauges,
    oldest: Gauges,
    connections: Gauges,
    usable: Gauge,
    windows: Gauge,
}

impl StandingGauges {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let (waiting, oldest, connections) = (Gauges::default(), Gauges::default(), Gauges::default());
        let (usable, windows) = (Gauge::default(), Gauge::default());
        registry.register("waiting", "What waits to be done, in the whole database", waiting.clone());
        registry.register("waiting_oldest_seconds", "For how long the oldest of it has waited", oldest.clone());
        registry.register("database_connections", "Connections to the database", connections.clone());
        registry.register("database_usable", "Whether the database could be asked just now", usable.clone());
        registry.register("windows_listening", "Windows that listen for a change", windows.clone());
        Self { waiting, oldest, connections, usable, windows }
    }

    pub(super) async fn look(&self, app: &App) {
        let now = app.now();
        let backlog = match timeout(PATIENCE, app.store.backlog(now)).await {
            Ok(Ok(backlog)) => Some(backlog),
            Ok(Err(error)) => {
                drop(Refused::from(error));
                None
            }
            Err(_) => None,
        };
        self.usable.set(i64::from(backlog.is_some()));
        self.show(backlog.as_ref(), now);
        let connections = app.store.connections();
        let used = connections.open.saturating_sub(connections.idle);
        for (state, count) in [("idle", connections.idle), ("used", used), ("max", connections.max)] {
            self.connections.get_or_create(&[("state", state.into())]).set(f64::from(count));
        }
        self.windows.set(i64::try_from(app.windows.listening()).unwrap_or(i64::MAX));
    }

    /// What nobody knows is not a number, and no old one either.
    fn show(&self, backlog: Option<&Backlog>, now: Timestamp) {
        let of = |waiting: fn(&Backlog) -> Waiting| backlog.map(waiting);
        for (what, waiting) in [
            ("deliveries", of(|backlog| backlog.deliveries)),
            ("payments", of(|backlog| backlog.payments)),
            ("refunds", of(|backlog| backlog.refunds)),
            ("releases", of(|backlog| backlog.releases)),
            ("sessions", of(|backlog| backlog.sessions)),
        ] {
            let labels = [("what", what.into())];
            self.waiting.get_or_create(&labels).set(waiting.map_or(f64::NAN, |waiting| waiting.count as f64));
            self.oldest.get_or_create(&labels).set(waiting.map_or(f64::NAN, |waiting| age(waiting, now)));
        }
    }
}

/// In seconds; what is due only later has not waited.
fn age(waiting: Waiting, now: Timestamp) -> f64 {
    let millis = waiting.since.map_or(0, |since| (now.millis() - since.millis()).max(0));
    millis as f64 / 1_000.0
}
