//! Carriers that answer strangely, late or not at all.

use std::time::Duration;

use carrier_checkout_gateway::camara::Refusal;
use carrier_checkout_protocol::{Carrier, Reason};
use serde_json::json;

use super::fake::{Fake, Reply, carriers_at, no};
use super::{SMS, call, phone};

const SEND: &str = "POST /skt/one-time-password-sms/v1/send-code";

async fn refused(reply: fn() -> Reply) -> Refusal {
    let fake = Fake::start(move |path, _| if path == SEND { reply() } else { Reply::Usual }).await;
    let phone = phone("010-2345-6789");
    fake.carriers().send_code(&call(Carrier::Skt, &phone), SMS).await.unwrap_err()
}

fn seen(refusal: &Refusal) -> (Reason, &str, bool) {
    (refusal.failure.reason, refusal.failure.quote.as_deref().unwrap_or_default(), refusal.certain)
}

#[tokio::test]
async fn an_unknown_code_is_quoted() {
    let refusal = refused(|| no(403, "SKT.SOMETHING_NEW", "call 010-2345-6789")).await;
    assert_eq!(seen(&refusal), (Reason::Unknown, "SKT-403-SKT.SOMETHING_NEW", true));
    let refusal = refused(|| no(500, "INTERNAL", "")).await;
    assert_eq!(seen(&refusal), (Reason::CarrierError, "SKT-500-INTERNAL", false));
}

#[tokio::test]
async fn an_error_without_a_body_is_quoted_by_its_status() {
    assert_eq!(seen(&refused(|| Reply::Text(400, "")).await), (Reason::Unknown, "SKT-400", true));
    assert_eq!(seen(&refused(|| Reply::Text(502, "<html>")).await), (Reason::CarrierError, "SKT-502", false));
    assert_eq!(seen(&refused(|| Reply::Json(400, json!([1]))).await), (Reason::Unknown, "SKT-400", true));
}

#[tokio::test]
async fn a_success_that_cannot_be_read_may_have_happened() {
    for reply in [|| Reply::Text(200, "<html>"), || Reply::Text(200, ""), || Reply::Json(200, json!({ "id": 1 }))] {
        assert_eq!(seen(&refused(reply).await), (Reason::CarrierError, "SKT-200", false));
    }
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    let refusal = refused(|| Reply::Json(200, json!({ "authenticationId": "x".repeat(2 << 20) }))).await;
    assert_eq!(seen(&refusal), (Reason::CarrierError, "SKT-TOO_LONG", false));
}

#[tokio::test]
async fn silence_is_not_certain() {
    let fake = Fake::start(|path, _| if path == SEND { Reply::Silence } else { Reply::Usual }).await;
    let phone = phone("010-2345-6789");
    let refusal = fake.impatient_carriers().send_code(&call(Carrier::Skt, &phone), SMS).await.unwrap_err();
    assert_eq!(seen(&refusal), (Reason::CarrierError, "SKT-TIMEOUT", false));
}

#[tokio::test]
async fn a_redirection_is_not_followed() {
    assert_eq!(seen(&refused(|| Reply::Elsewhere).await), (Reason::CarrierError, "SKT-302", true));
}

#[tokio::test]
async fn a_carrier_that_cannot_be_reached_did_nothing() {
    // Bound and dropped: nobody listens there.
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let phone = phone("010-2345-6789");
    let carriers = carriers_at(&format!("http://{address}"), Duration::from_secs(5));
    let refusal = carriers.send_code(&call(Carrier::Skt, &phone), SMS).await.unwrap_err();
    assert_eq!(seen(&refusal), (Reason::CarrierError, "SKT-UNREACHABLE", true));
}

#[tokio::test]
async fn too_many_requests_and_our_own_mistakes_have_reasons() {
    assert_eq!(refused(|| no(429, "QUOTA_EXCEEDED", "")).await.failure.reason, Reason::TooManyRequests);
    assert_eq!(refused(|| no(403, "PERMISSION_DENIED", "")).await.failure.reason, Reason::GatewayError);
    assert_eq!(refused(|| no(400, "INVALID_ARGUMENT", "")).await.failure.reason, Reason::GatewayError);
    assert_eq!(refused(|| no(404, "NOT_FOUND", "")).await.failure.reason, Reason::CarrierOrNumberUnregistered);
    assert_eq!(
        refused(|| no(403, "ONE_TIME_PASSWORD_SMS.MAX_OTP_CODES_EXCEEDED", "")).await.failure.reason,
        Reason::TooManyRequests
    );
}
