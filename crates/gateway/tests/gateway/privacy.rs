//! What the gateway says about itself, and that nothing of it is personal.

use std::io::Write;
use std::sync::{Arc, Mutex, Once};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::{get, post};
use carrier_checkout_gateway::telemetry::{Leak, PrivacyLayer, RequestId, traced};
use serde_json::{Value, json};
use tower::ServiceExt;
use tracing::Subscriber;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::layer::SubscriberExt;

use super::support::{Gateway, KEY, LINE, challenge, wrong};

/// The log of one test, as JSON lines.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn lines(&self) -> Vec<Value> {
        let bytes = self.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Makes `subscriber` the one that hears this thread.
///
/// While it is the process's only one, tracing asks whichever thread meets a line first whether anybody
/// wants that line, and remembers a no for every thread: the tests beside this one have no subscriber and
/// would silence it. A global one that wants every line keeps that from happening.
pub(crate) fn heard_by(subscriber: impl Subscriber + Send + Sync) -> DefaultGuard {
    static EVERY_LINE: Once = Once::new();
    EVERY_LINE.call_once(|| tracing::subscriber::set_global_default(tracing_subscriber::registry()).unwrap());
    tracing::subscriber::set_default(subscriber)
}

fn logging(log: &Log) -> DefaultGuard {
    let log = log.clone();
    let lines = tracing_subscriber::fmt::layer().json().with_writer(move || log.clone());
    heard_by(tracing_subscriber::registry().with(lines))
}

fn kinds(layer: &PrivacyLayer) -> Vec<(String, &'static str)> {
    layer.leaks().into_iter().map(|Leak { field, kind, .. }| (field, kind)).collect()
}

#[tokio::test]
async fn a_request_is_logged_by_its_route_and_never_by_its_path() {
    let log = Log::default();
    let _guard = logging(&log);
    let router: Router = traced(
        Router::new()
            .route("/v1/checkout/{session}", get(async |id: RequestId| id.to_string()))
            .route("/broken", post(async || StatusCode::INTERNAL_SERVER_ERROR)),
    );
    let request = Request::get("/v1/checkout/cs_0000000000000000000001?phone=01023456789")
        .header("x-request-id", "mine")
        .header("authorization", "Bearer cs_0000000000000000000002");
    let answer = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let id = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    assert!(id.starts_with("req_") && id.len() == 26, "{id}");
    assert_eq!(axum::body::to_bytes(answer.into_body(), 100).await.unwrap(), id);
    router.oneshot(Request::post("/broken").body(Body::from("secret")).unwrap()).await.unwrap();

    let lines = log.lines();
    assert_eq!(lines.len(), 2);
    let span = &lines[0]["span"];
    assert_eq!((&span["request_id"], &span["method"]), (&Value::from(id), &Value::from("GET")));
    assert_eq!((&span["route"], &span["status"]), (&Value::from("/v1/checkout/{session}"), &Value::from(200)));
    assert!(span["latency_ms"].is_u64());
    assert_eq!((&lines[0]["level"], &lines[1]["level"]), (&Value::from("INFO"), &Value::from("ERROR")));
    let text = format!("{lines:?}");
    for private in ["cs_00", "0102345", "mine", "secret", "Bearer"] {
        assert!(!text.contains(private), "{private} is in {text}");
    }
}

#[test]
fn personal_data_in_a_field_a_message_or_a_span_is_noticed() {
    let layer = PrivacyLayer::new();
    layer.watch("482913");
    let _guard = heard_by(tracing_subscriber::registry().with(layer.clone()));
    tracing::info!(payment = "pay_0000000000000000000001", amount = 9_900, "charged 010-****-6789");
    assert_eq!(layer.leaks(), []);

    tracing::info!("sent to {}", "010-2345-6789");
    tracing::debug!(phone = "+821023456789");
    tracing::trace!(number = 1_023_456_789_u64);
    tracing::warn!(body = ?("birth", "9001011"), "refused");
    tracing::error!(text = "[shop] 9,900원 결제 인증번호 [482913]");
    let span = tracing::info_span!("challenge", line = "010 2345 6789", later = tracing::field::Empty);
    span.record("later", "900101-1");
    let expected = [
        ("message", "phone"),
        ("phone", "phone"),
        ("number", "phone"),
        ("body", "birth"),
        ("text", "watched"),
        ("line", "phone"),
        ("later", "birth"),
    ];
    assert_eq!(kinds(&layer), expected.map(|(field, kind)| (field.to_owned(), kind)));
    let told = format!("{:?}", layer.leaks());
    assert!(!told.contains("2345") && !told.contains("482913"), "{told}");
}

#[test]
#[should_panic(expected = "personal data in a log line")]
fn a_test_can_be_ended_by_the_line_that_leaks() {
    let _guard = heard_by(tracing_subscriber::registry().with(PrivacyLayer::new().panicking()));
    tracing::info!("called 01023456789");
}

#[test]
fn another_server_in_the_same_process_may_be_ignored() {
    let layer = PrivacyLayer::new().ignoring("another_server");
    let _guard = heard_by(tracing_subscriber::registry().with(layer.clone()));
    tracing::info!(target: "another_server::sms", "called 01023456789");
    assert_eq!(layer.leaks(), []);
}

/// The subscriber of a whole gateway: every line of it goes to the log and to the layer.
fn watched(log: &Log, layer: &PrivacyLayer) -> DefaultGuard {
    let log = log.clone();
    let lines = tracing_subscriber::fmt::layer().json().with_writer(move || log.clone());
    heard_by(tracing_subscriber::registry().with(lines).with(layer.clone()))
}

#[tokio::test]
async fn one_name_leads_from_the_answer_to_the_log_and_to_the_carrier() {
    let (log, layer) = (Log::default(), PrivacyLayer::new());
    let _guard = watched(&log, &layer);
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let sent = gateway.challenge(&session, LINE).await;
    let name = sent.headers["x-request-id"].to_str().unwrap();
    let told = gateway.wire.correlators();
    assert!(told.len() >= 3 && told.iter().all(|correlator| correlator == name), "{told:?}");
    let ours = |line: &&Value| line["span"]["route"] == "/v1/checkout/challenges";
    let lines = log.lines();
    let lines: Vec<&Value> = lines.iter().filter(ours).collect();
    assert!(!lines.is_empty() && lines.iter().all(|line| line["span"]["request_id"] == name), "{lines:?}");
}

fn answered(log: &Log) -> usize {
    let ours =
        |line: &Value| line["target"].as_str().is_some_and(|target| target.starts_with("carrier_checkout_gateway"));
    log.lines().iter().filter(|line| ours(line) && line["fields"]["message"] == "answered").count()
}

#[tokio::test]
async fn a_whole_payment_leaves_nothing_personal_in_the_log() {
    let (log, layer) = (Log::default(), PrivacyLayer::new().ignoring("carrier_checkout_sandbox"));
    let _guard = watched(&log, &layer);
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    for secret in [&session, KEY, &gateway.config.carriers.client_secret] {
        layer.watch(secret);
    }
    gateway.get(&format!("/v1/checkout/{session}?locale=ko"), &session).await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    layer.watch(&code);
    gateway.clock.advance(11_000);
    gateway.post(&format!("/v1/checkout/challenges/{id}/resend"), &session, &json!({})).await;
    let code = gateway.code(LINE).await;
    layer.watch(&code);
    let typo = wrong(&code);
    layer.watch(&typo);
    assert_eq!(gateway.verify(&session, &id, &typo).await.status, 422);
    let token = gateway.verify(&session, &id, &code).await.text("/token");
    layer.watch(&token);
    assert_eq!(gateway.pay(&token).await.text("/status"), "succeeded");
    assert_eq!(gateway.stage(&session).await["status"], "paid");
    assert_eq!(gateway.post("/v1/checkout/disputes", &session, &json!({})).await.status, 201);
    assert_eq!(layer.leaks(), []);
    assert!(answered(&log) >= 8, "{}", answered(&log));
}

#[tokio::test]
async fn what_fails_leaves_nothing_personal_in_the_log_either() {
    let (log, layer) = (Log::default(), PrivacyLayer::new().ignoring("carrier_checkout_sandbox"));
    let _guard = watched(&log, &layer);
    let gateway = Gateway::start().await;
    for refused_at_once in ["01000000001", "01000000009", "01000000011"] {
        let session = gateway.session().await;
        assert!(gateway.challenge(&session, refused_at_once).await.status >= 400);
    }
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, "01000000003").await;
    assert_eq!(gateway.verify(&session, &id, &code).await.text("/reason"), "limit_month_carrier");
    let (_, token) = gateway.verified("01000000014").await;
    gateway.pay(&token).await;
    let (_, token) = gateway.verified("01000000013").await;
    gateway.pay(&token).await;

    for body in [challenge("0102345678"), challenge("010-2345-6789-0123"), json!({ "phone": LINE, "birth": "9001011" })]
    {
        assert!(gateway.post("/v1/checkout/challenges", &session, &body).await.status >= 400);
    }
    let broken = Request::post(format!("/v1/checkout/challenges?phone={LINE}"))
        .header("authorization", format!("Bearer {session}"))
        .header("idempotency-key", "900101-1")
        .header("content-type", "application/json")
        .body(Body::from(format!("{{\"phone\": {LINE}")));
    assert_eq!(gateway.send(broken.unwrap()).await.problem(), (400, "malformed_json".to_owned()));
    assert_eq!(gateway.get(&format!("/v1/{LINE}/9001011"), &session).await.status, 404);
    assert_eq!(layer.leaks(), []);
    assert!(answered(&log) >= 20, "{}", answered(&log));
}
