//! What an operator watches: `GET /metrics`, in the text format of OpenMetrics, which Prometheus reads.
//!
//! It is served by a listener of its own ([`crate::serving::Serving::metrics_listen`]) and not by the public one: how
//! much is sold and which carrier is in trouble is nobody's business, and a scraper in the operator's network needs no
//! secret then. Nothing personal is in it, and nothing whose number of values a stranger decides: routes are
//! templates, methods and reasons come from closed lists, and merchants are not told apart.
//!
//! [`Metrics`] has what is counted as it happens; `standing` what the store is asked for when somebody looks, and
//! `process` what the system says. docs/metrics.md explains each, and a test holds it to what is served.

mod http;
mod process;
mod standing;

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use carrier_checkout_protocol::{Carrier, Channel, Failure};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

pub(crate) use self::http::observe;
use self::process::Process;
pub(crate) use self::process::max_open_files;
use self::standing::StandingGauges;
use crate::store::Watched;

/// The names and values of a series' labels.
type Labels<const N: usize> = [(&'static str, Cow<'static, str>); N];

type Counters<const N: usize> = Family<Labels<N>, Counter>;
type Histograms<const N: usize> = Family<Labels<N>, Histogram, fn() -> Histogram>;

/// From what a store answers in to what the slowest carrier is waited for.
const SECONDS: [f64; 13] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 60.0];

/// What is counted. Cheap to clone; the clones count together.
#[derive(Clone)]
pub struct Metrics(Arc<Counted>);

/// The series, by what they tell of.
pub struct Counted {
    registry: Registry,
    requests: Histograms<3>,
    in_flight: Gauge,
    sessions: Counter,
    challenges: Counters<3>,
    verified: Counters<2>,
    payments: Counters<2>,
    failures: Counters<1>,
    refunds: Counters<2>,
    carriers: Histograms<3>,
    deliveries: Counters<1>,
    rounds: Counters<2>,
    last_round: Family<Labels<1>, Gauge>,
    refused: Counters<1>,
    standing: StandingGauges,
    process: Process,
}

impl Deref for Metrics {
    type Target = Counted;
    fn deref(&self) -> &Counted {
        &self.0
    }
}

impl Metrics {
    /// Everything at zero.
    #[must_use]
    pub(crate) fn new(store: &dyn Watched) -> Self {
        let mut root = Registry::default();
        let process = Process::register(&mut root);
        let registry = root.sub_registry_with_prefix("carrier_checkout");
        let build = [("version", env!("CARGO_PKG_VERSION")), ("database", store.connections().database)];
        registry.register("build", "What runs", Info::new(build));
        let help = "How long a connection to the database, or SQLite's write lock, was waited for";
        registry.register("database_wait_seconds", help, store.waits());
        let standing = StandingGauges::register(registry);
        Self(Arc::new(Counted {
            requests: histograms(registry, "http_request_duration_seconds", "How long requests took"),
            in_flight: gauge(registry, "http_requests_in_flight", "Requests that are being answered"),
            sessions: counter(registry, "sessions", "Sessions that merchants made"),
            challenges: counters(registry, "challenges", "Codes and approvals that a carrier was asked for"),
            verified: counters(registry, "verified", "Challenges that became a token"),
            payments: counters(registry, "payments", "Payments that ended"),
            failures: counters(registry, "failures", "What shoppers were told of as a failure"),
            refunds: counters(registry, "refunds", "Refunds that ended"),
            carriers: histograms(registry, "carrier_request_duration_seconds", "How long carriers took to answer"),
            deliveries: counters(registry, "deliveries", "Tries to deliver a webhook"),
            rounds: counters(registry, "background_rounds", "Rounds of the background"),
            last_round: {
                let family = Family::default();
                let help = "When a round of the background last succeeded";
                registry.register("background_last_success_timestamp_seconds", help, family.clone());
                family
            },
            refused: counters(registry, "refused_requests", "Requests refused by a limit"),
            standing,
            process,
            registry: root,
        }))
    }
}

impl Counted {
    /// A merchant made a session.
    pub(crate) fn session_made(&self) {
        self.sessions.inc();
    }

    /// A carrier was asked for a code or an approval.
    pub(crate) fn challenged(&self, carrier: Carrier, channel: Channel, sent: bool) {
        let outcome = if sent { "sent" } else { "refused" };
        let labels = [carrier_label(carrier), channel_label(channel), ("outcome", outcome.into())];
        self.challenges.get_or_create(&labels).inc();
    }

    /// A challenge became a token.
    pub(crate) fn verified(&self, carrier: Carrier, channel: Channel) {
        self.verified.get_or_create(&[carrier_label(carrier), channel_label(channel)]).inc();
    }

    /// A payment ended.
    pub(crate) fn payment_ended(&self, carrier: Carrier, failure: Option<&Failure>) {
        self.payments.get_or_create(&[carrier_label(carrier), succeeded(failure.is_none())]).inc();
        if let Some(failure) = failure {
            self.failed(failure);
        }
    }

    /// A shopper was told of a failure.
    pub(crate) fn failed(&self, failure: &Failure) {
        self.failures.get_or_create(&[("reason", failure.reason.as_str().into())]).inc();
    }

    /// A refund ended.
    pub(crate) fn refund_ended(&self, kind: &'static str, success: bool) {
        self.refunds.get_or_create(&[("kind", kind.into()), succeeded(success)]).inc();
    }

    /// A carrier answered, or did not.
    pub(crate) fn carrier_asked(
        &self,
        carrier: Carrier,
        operation: &'static str,
        outcome: &'static str,
        took: Duration,
    ) {
        let labels = [carrier_label(carrier.billed_by()), ("operation", operation.into()), ("outcome", outcome.into())];
        self.carriers.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// A webhook was tried.
    pub(crate) fn delivery_tried(&self, outcome: &'static str) {
        self.deliveries.get_or_create(&[("outcome", outcome.into())]).inc();
    }

    /// A round of the background ended.
    pub(crate) fn round_ended(&self, task: &'static str, success: bool, at_ms: i64) {
        self.rounds.get_or_create(&[("task", task.into()), succeeded(success)]).inc();
        if success {
            self.last_round.get_or_create(&[("task", task.into())]).set(at_ms / 1_000);
        }
    }

    /// A limit refused a request.
    pub(crate) fn refused(&self, limit: &'static str) {
        self.refused.get_or_create(&[("limit", limit.into())]).inc();
    }
}

fn carrier_label(carrier: Carrier) -> (&'static str, Cow<'static, str>) {
    ("carrier", carrier.as_str().into())
}

fn channel_label(channel: Channel) -> (&'static str, Cow<'static, str>) {
    ("channel", channel.as_str().into())
}

fn succeeded(success: bool) -> (&'static str, Cow<'static, str>) {
    ("outcome", if success { "succeeded" } else { "failed" }.into())
}

fn durations() -> Histogram {
    Histogram::new(SECONDS)
}

fn counter(registry: &mut Registry, name: &str, help: &str) -> Counter {
    let counter = Counter::default();
    registry.register(name, help, counter.clone());
    counter
}

fn gauge(registry: &mut Registry, name: &str, help: &str) -> Gauge {
    let gauge = Gauge::default();
    registry.register(name, help, gauge.clone());
    gauge
}

fn counters<const N: usize>(registry: &mut Registry, name: &str, help: &str) -> Counters<N> {
    let family = Counters::default();
    registry.register(name, help, family.clone());
    family
}

fn histograms<const N: usize>(registry: &mut Registry, name: &str, help: &str) -> Histograms<N> {
    let family = Histograms::new_with_constructor(durations);
    registry.register(name, help, family.clone());
    family
}
