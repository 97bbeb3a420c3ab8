//! What the window loads, and closing it.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use super::support::{Gateway, KEY, LINE, monthly_order, order, stage};
use super::support_wire::Cut;

#[tokio::test]
async fn the_window_gets_everything_that_it_shows() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let shown = gateway.get("/v1/checkout", &session).await;
    assert_eq!(shown.status, 200);
    assert_eq!(shown.headers["cache-control"], "no-store");
    assert_eq!(shown.body["order"]["seller"], json!({ "name": "달빛상점", "phone": "02-1234-5678" }));
    assert_eq!(shown.body["order"]["goods"]["name"], "이모티콘 모음");
    assert_eq!(shown.body["provider"], json!({ "name": "캐리어체크아웃 (샌드박스)", "phone": "1600-0000" }));
    assert_eq!(shown.body["channels"], json!(["sms", "pass", "ars"]));
    assert_eq!(shown.body["carriers"].as_array().unwrap().len(), 9);
    let kinds = |shown: &serde_json::Value| -> Vec<String> {
        let consents = shown["consents"].as_array().unwrap();
        consents.iter().map(|consent| consent["kind"].as_str().unwrap().to_owned()).collect()
    };
    let five = [
        "carrier_billing_terms",
        "electronic_finance_terms",
        "privacy_collection",
        "privacy_third_party",
        "payment_content",
    ];
    assert_eq!(kinds(&shown.body), five);
    assert_eq!(stage(&shown.body), json!({ "status": "open" }));
    let session = gateway.post("/v1/sessions", KEY, &monthly_order(15)).await.text("/id");
    let shown = gateway.get("/v1/checkout", &session).await.body;
    assert!(kinds(&shown).contains(&"monthly_billing".to_owned()));
    let words = &shown["order"]["monthly"];
    assert_eq!(words["terms"], "월자동결제 (매월 15일 자동 결제)");
    assert_eq!(shown["consent_names"][4], "월자동결제 동의: 매월 15일 9,900원 자동 결제");
    assert!(shown["order"]["note"].as_str().unwrap().contains("언제든"), "{shown}");
}

#[tokio::test]
async fn what_can_be_turned_into_cash_comes_with_a_warning_and_nothing_else_does() {
    let gateway = Gateway::start().await;
    let plain = gateway.get("/v1/checkout", &gateway.session().await).await.body;
    assert!(plain["order"].get("note").is_none(), "{plain}");
    let mut body = order();
    body["goods"]["cash_like"] = json!(true);
    let session = gateway.post("/v1/sessions", KEY, &body).await.text("/id");
    let shown = gateway.get("/v1/checkout", &session).await.body;
    assert!(shown["order"]["note"].as_str().unwrap().contains("‘소액결제 현금화’는 불법이에요"), "{shown}");
}

#[tokio::test]
async fn a_window_without_a_session_of_this_gateway_gets_nothing() {
    let gateway = Gateway::start().await;
    let unknown = gateway.get("/v1/checkout", "cs_0000000000000000000001").await;
    assert_eq!(unknown.reason(), (404, "session_not_found".into(), "session_unknown".into()));
    for bearer in ["", "cs_1", KEY] {
        assert_eq!(gateway.get("/v1/checkout", bearer).await.problem(), (401, "unauthenticated".into()));
    }
    let none = Request::get("/v1/checkout").body(Body::empty()).unwrap();
    assert_eq!(gateway.send(none).await.problem(), (401, "unauthenticated".into()));
}

#[tokio::test]
async fn the_frame_may_be_held_by_the_merchants_pages_only() {
    let gateway = Gateway::start().await;
    let frame = gateway.get(&format!("/v1/checkout/{}", gateway.session().await), "").await;
    assert_eq!(frame.status, 200);
    let policy = frame.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors http://localhost:8080;"), "{policy}");
    for unknown in ["cs_0000000000000000000001", "1"] {
        let frame = gateway.get(&format!("/v1/checkout/{unknown}"), "").await;
        assert_eq!((frame.status, frame.headers["content-type"].to_str().unwrap()), (404, "text/html; charset=utf-8"));
    }
}

#[tokio::test]
async fn closing_the_window_ends_everything_and_can_be_repeated() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    for _ in 0..2 {
        let cancelled = gateway.post("/v1/checkout/cancel", &session, &json!({})).await;
        assert_eq!((cancelled.status, stage(&cancelled.body)), (200, json!({ "status": "cancelled" })));
    }
    assert_eq!(gateway.pay(&token).await.problem(), (410, "token_expired".into()));
    assert_eq!(gateway.challenge(&session, LINE).await.problem(), (409, "session_closed".into()));
    assert_eq!(gateway.app.release().await.unwrap(), 1);
    assert_eq!((gateway.bill("cancelled").await, gateway.charged().await), (1, 0));
    assert_eq!(gateway.get(&format!("/v1/sessions/{session}"), KEY).await.body["status"], "cancelled");
}

#[tokio::test]
async fn a_carrier_that_would_not_hear_of_a_release_is_asked_again() {
    // The first says so before anything is asked, the second instead of an answer.
    for part in ["/oauth2/token", "/cancel"] {
        let gateway = Gateway::start().await;
        let (session, _) = gateway.verified(LINE).await;
        gateway.wire.cut(part, Cut::TooMany);
        gateway.post("/v1/checkout/cancel", &session, &json!({})).await;
        assert_eq!(gateway.app.release().await.unwrap(), 1);
        assert_eq!(gateway.bill("reserved").await, 1, "{part}");
        gateway.wire.mend();
        gateway.clock.advance(2_000);
        assert_eq!(gateway.app.release().await.unwrap(), 1, "{part}");
        assert_eq!(gateway.bill("cancelled").await, 1, "{part}");
    }
}

#[tokio::test]
async fn closing_a_window_needs_no_body() {
    let gateway = Gateway::start().await;
    let request = Request::post("/v1/checkout/cancel")
        .header("authorization", format!("Bearer {}", gateway.session().await))
        .header("idempotency-key", "1");
    assert_eq!(gateway.send(request.body(Body::empty()).unwrap()).await.status, 200);
}

#[tokio::test]
async fn a_session_that_is_over_cannot_be_closed() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    gateway.clock.advance(1_800_000);
    let refused = gateway.post("/v1/checkout/cancel", &session, &json!({})).await;
    assert_eq!(refused.reason(), (410, "session_expired".into(), "session_expired".into()));
}

#[tokio::test]
async fn the_sweeper_ends_what_nobody_looks_at() {
    let gateway = Gateway::start().await;
    let open = gateway.session().await;
    let (verified, _) = gateway.verified(LINE).await;
    gateway.clock.advance(1_800_000);
    gateway.app.sweep().await.unwrap();
    assert_eq!(gateway.app.release().await.unwrap(), 1);
    assert_eq!(gateway.bill("cancelled").await, 1);
    for session in [open, verified] {
        assert_eq!(gateway.stage(&session).await["status"], "expired");
    }
}

#[tokio::test]
async fn a_code_sent_in_time_may_be_typed_after_the_time_to_begin() {
    let gateway = Gateway::with(|config| config.limits.session_ttl_ms = 60_000).await;
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    gateway.clock.advance(90_000);
    gateway.app.sweep().await.unwrap();
    let resent = gateway.post(&format!("/v1/checkout/challenges/{id}/resend"), &session, &json!({})).await;
    assert_eq!(resent.problem(), (410, "session_expired".into()));
    assert_eq!(gateway.verify(&session, &id, &code).await.status, 200);
}
