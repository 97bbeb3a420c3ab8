//! What an operator watches.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt as _;

use super::refunds::paid;
use super::support::{Gateway, KEY, LINE, challenge, wrong};
use super::support_database::on_postgres;
use super::support_openmetrics::{Family, read};
use super::support_wire::Cut;
use super::webhooks::Receiver;

impl Gateway {
    async fn metrics_text(&self) -> String {
        let request = Request::get("/metrics").body(Body::empty()).unwrap();
        let response = self.app.metrics_router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "application/openmetrics-text; version=1.0.0; charset=utf-8");
        String::from_utf8(to_bytes(response.into_body(), 1 << 22).await.unwrap().to_vec()).unwrap()
    }
}

/// The value of a series, which stands in the text as it is asked for.
fn value(text: &str, series: &str) -> f64 {
    let found = text.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    found.unwrap_or_else(|| panic!("no {series} in {text}")).parse().unwrap()
}

/// A gateway to which nearly everything has happened.
async fn eventful() -> Gateway {
    let (receiver, gateway) = Receiver::gateway_with(|config| config.serving.rates.failures = 1).await;
    let payment = paid(&gateway, LINE).await;
    gateway.cancel(&payment).await;
    let (_, token) = gateway.verified("01000000014").await;
    gateway.pay(&token).await;
    let session = gateway.session().await;
    let (challenge, code) = gateway.challenged(&session, LINE).await;
    gateway.verify(&session, &challenge, &wrong(&code)).await;
    let (_, token) = gateway.verified(LINE).await;
    gateway.wire.cut("/confirm", Cut::AnswerLost);
    gateway.wire.cut("/payments", Cut::AnswerLost);
    gateway.pay(&token).await;
    gateway.clock.advance(1_500);
    for _ in 0..3 {
        let request = Request::get("/v1/payments").header("x-forwarded-for", "203.0.113.7");
        gateway.send(request.header("authorization", "Bearer sk_live_guess").body(Body::empty()).unwrap()).await;
    }
    receiver.answers(StatusCode::INTERNAL_SERVER_ERROR);
    let background = gateway.app.run_background();
    gateway
        .until(async |gateway| {
            let text = gateway.metrics_text().await;
            let done = |task| text.contains(&format!("background_last_success_timestamp_seconds{{task=\"{task}\"}}"));
            ["carriers", "approvals", "outbox"].iter().all(done)
                && text.contains("deliveries_total{outcome=\"failed\"} 3")
        })
        .await;
    background.stop().await;
    gateway
}

#[tokio::test]
async fn what_is_measured_is_what_was_agreed() {
    let text = eventful().await.metrics_text().await;
    let mut lines = Vec::new();
    for (name, family) in read(&text) {
        lines.push(format!("{name} {} {}", family.kind, family.help));
        for labels in family.series.iter().filter(|labels| !labels.is_empty()) {
            let shown = labels.iter().map(|(name, value)| match (name.as_str(), on_postgres()) {
                ("database", true) => "database=sqlite".to_owned(),
                _ => format!("{name}={value}"),
            });
            lines.push(format!("  {}", shown.collect::<Vec<_>>().join(" ")));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[tokio::test]
async fn it_counts_what_happened() {
    let text = eventful().await.metrics_text().await;
    for (series, count) in [
        ("sessions_total", 4.0),
        ("challenges_total{carrier=\"SKT\",channel=\"sms\",outcome=\"sent\"}", 4.0),
        ("verified_total{carrier=\"SKT\",channel=\"sms\"}", 3.0),
        ("payments_total{carrier=\"SKT\",outcome=\"succeeded\"}", 1.0),
        ("payments_total{carrier=\"SKT\",outcome=\"failed\"}", 1.0),
        ("failures_total{reason=\"otp_mismatch\"}", 1.0),
        ("refunds_total{kind=\"cancel\",outcome=\"succeeded\"}", 1.0),
        ("refused_requests_total{limit=\"failures\"}", 2.0),
        ("waiting{what=\"payments\"}", 1.0),
        ("waiting_oldest_seconds{what=\"payments\"}", 1.5),
        ("database_usable", 1.0),
        ("http_requests_in_flight", 0.0),
        ("windows_listening", 0.0),
        ("http_request_duration_seconds_count{method=\"POST\",route=\"/v1/sessions\",status=\"2xx\"}", 4.0),
        ("http_request_duration_seconds_count{method=\"GET\",route=\"/v1/payments\",status=\"4xx\"}", 3.0),
    ] {
        assert_eq!(value(&text, &format!("carrier_checkout_{series}")), count, "{series}");
    }
    let confirm =
        "carrier_checkout_carrier_request_duration_seconds_count{carrier=\"SKT\",operation=\"confirmPayment\"";
    assert_eq!(value(&text, &format!("{confirm},outcome=\"ok\"}}")), 1.0);
    assert_eq!(value(&text, &format!("{confirm},outcome=\"failed\"}}")), 1.0);
    assert!(value(&text, "process_resident_memory_bytes") > 1e6);
    assert!(value(&text, "process_open_fds") > 3.0);
}

#[tokio::test]
async fn nothing_in_it_is_personal_or_a_merchants_or_made_up_by_a_stranger() {
    let gateway = eventful().await;
    let session = gateway.session().await;
    gateway.get(&format!("/v1/checkout/{session}?phone={LINE}"), "").await;
    gateway.get(&format!("/{LINE}/{session}"), "").await;
    let method = axum::http::Method::from_bytes(b"STRANGE").unwrap();
    gateway.send(Request::builder().method(method).uri("/v1/payments").body(Body::empty()).unwrap()).await;
    let text = gateway.metrics_text().await;
    for private in ["23456789", "cs_", "pay_", "mer_", "order-1", "203.0.113", "STRANGE", KEY] {
        assert!(!text.contains(private), "{private}");
    }
    assert!(text.contains("method=\"other\"") && text.contains("route=\"(none)\""));
}

#[tokio::test]
async fn it_is_not_to_be_had_where_shoppers_are() {
    let gateway = Gateway::start().await;
    assert_eq!(gateway.get("/metrics", KEY).await.problem(), (404, "not_found".into()));
}

#[tokio::test]
async fn an_approval_is_counted_by_its_channel() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let mut by_app = challenge(LINE);
    by_app["channel"] = "pass".into();
    assert_eq!(gateway.post("/v1/checkout/challenges", &session, &by_app).await.status, 201);
    let text = gateway.metrics_text().await;
    let series = "carrier_checkout_challenges_total{carrier=\"SKT\",channel=\"pass\",outcome=\"sent\"}";
    assert_eq!(value(&text, series), 1.0);
}

const DOCUMENT: &str = include_str!("../../../../docs/metrics.md");
const ALERTS: &str = include_str!("../../../../deploy/alerts.yml");

/// Names of series by those of their families.
fn series(families: &BTreeMap<String, Family>) -> BTreeMap<String, &Family> {
    let suffix = |family: &Family| match family.kind.as_str() {
        "counter" => "_total",
        "info" => "_info",
        _ => "",
    };
    families.iter().map(|(name, family)| (format!("{name}{}", suffix(family)), family)).collect()
}

#[tokio::test]
async fn the_document_has_every_series_with_its_kind_and_labels() {
    let families = read(&eventful().await.metrics_text().await);
    let mut served = BTreeSet::new();
    for (name, family) in series(&families) {
        let labels: Vec<_> = family.labels().into_iter().map(|label| format!("`{label}`")).collect();
        served.insert(format!("| `{name}` | {} | {} |", family.kind, labels.join(", ")));
    }
    let rows = DOCUMENT.lines().filter(|line| line.starts_with("| `") && !line.contains("CHECKOUT_"));
    let described = rows.map(|row| row.rsplitn(3, '|').nth(2).unwrap().to_owned() + "|").collect::<BTreeSet<_>>();
    assert_eq!(described, served);
}

#[tokio::test]
async fn every_alert_asks_for_what_is_served_and_is_explained() {
    let families = read(&eventful().await.metrics_text().await);
    let served = series(&families);
    let alerts: Value = serde_norway::from_str(ALERTS).unwrap();
    let rules = alerts["groups"][0]["rules"].as_array().unwrap();
    assert!(rules.len() >= 5);
    for rule in rules {
        let (name, asked) = (rule["alert"].as_str().unwrap(), rule["expr"].as_str().unwrap());
        assert!(DOCUMENT.contains(&format!("### {name}\n")), "{name} is not explained");
        assert!(rule["annotations"]["summary"].is_string() && rule["for"].is_string(), "{name}");
        let words = asked.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        let mut names = words.filter(|word| word.starts_with("carrier_checkout_") || word.starts_with("process_"));
        let known = |name: &str| {
            let family = ["_count", "_sum", "_bucket"].iter().find_map(|part| name.strip_suffix(part));
            served.contains_key(name) || family.is_some_and(|family| served.contains_key(family))
        };
        assert!(names.clone().count() > 0 && names.all(known), "{name}: {asked}");
    }
}
