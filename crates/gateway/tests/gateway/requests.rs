//! What every request has to keep to, and what every error looks like.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::support::{Answer, Gateway, KEY, LINE, order, typed, wrong};

async fn raw(gateway: &Gateway, media_type: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post("/v1/sessions")
        .header("authorization", format!("Bearer {KEY}"))
        .header("idempotency-key", "1")
        .header("content-type", media_type);
    gateway.send(request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn what_is_no_json_is_refused() {
    let gateway = Gateway::start().await;
    for body in ["{", "", "{\"order_id\": }", "amount=1"] {
        assert_eq!(raw(&gateway, "application/json", body).await.problem(), (400, "malformed_json".into()), "{body}");
    }
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
        let refused = raw(&gateway, media_type, order().to_string()).await;
        assert_eq!(refused.problem(), (415, "unsupported_media_type".into()), "{media_type}");
    }
    assert_eq!(raw(&gateway, "application/json; charset=utf-8", order().to_string()).await.status, 201);
}

#[tokio::test]
async fn a_list_of_what_an_object_holds_is_not_that_object() {
    let gateway = Gateway::start().await;
    let list = json!(["order-1", 9_900, order()["goods"]]).to_string();
    for body in [list.clone(), format!(" \n{list}"), "[]".to_owned()] {
        assert_eq!(
            raw(&gateway, "application/json", body.clone()).await.problem(),
            (422, "invalid_request".into()),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_body_of_more_than_64_kib_is_refused() {
    let gateway = Gateway::start().await;
    let large = raw(&gateway, "application/json", " ".repeat(64 * 1024 + 1)).await;
    assert_eq!(large.problem(), (413, "body_too_large".into()));
    let mut body = order().to_string();
    body.push_str(&" ".repeat(64 * 1024 - body.len()));
    assert_eq!(raw(&gateway, "application/json", body).await.status, 201);
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems_too() {
    let gateway = Gateway::start().await;
    for path in ["/", "/v1/nothing", "/v1/checkout/challenges/1/2/3", "/assets/nothing.js"] {
        assert_eq!(gateway.get(path, "").await.problem(), (404, "not_found".into()), "{path}");
    }
    let refused = gateway.get("/v1/payments/pay_1/cancel", KEY).await;
    assert_eq!(refused.problem(), (405, "method_not_allowed".into()));
    assert_eq!(refused.headers["allow"], "POST");
    assert_eq!(refused.text("/type"), "urn:carrier-checkout:problem:method_not_allowed");
    assert_eq!(refused.body["retryable"], false);
}

#[tokio::test]
async fn it_says_whether_it_is_alive_and_ready() {
    let gateway = Gateway::start().await;
    let alive = gateway.get("/healthz", "").await;
    assert_eq!((alive.status, alive.body), (200, json!("ok")));
    assert_eq!(gateway.get("/readyz", "").await.status, 200);
}

#[tokio::test]
async fn every_post_needs_a_key() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    for (path, bearer) in [
        ("/v1/sessions", KEY),
        ("/v1/payments", KEY),
        ("/v1/checkout/challenges", session.as_str()),
        ("/v1/checkout/challenges/ch_0000000000000000000001/verify", session.as_str()),
        ("/v1/checkout/challenges/ch_0000000000000000000001/resend", session.as_str()),
        ("/v1/checkout/cancel", session.as_str()),
    ] {
        let long = "x".repeat(256);
        for key in [None, Some(""), Some("a b"), Some(&*long), Some("\""), Some("\"\""), Some("\"a"), Some("\"a\"b")] {
            let mut request = Request::post(path)
                .header("authorization", format!("Bearer {bearer}"))
                .header("content-type", "application/json");
            if let Some(key) = key {
                request = request.header("idempotency-key", key);
            }
            let refused = gateway.send(request.body(Body::from("{}")).unwrap()).await;
            assert_eq!(refused.problem(), (400, "idempotency_key_missing".into()), "{path} {key:?}");
            assert_eq!(refused.headers["x-content-type-options"], "nosniff");
        }
    }
    assert_eq!(gateway.stage(&session).await["status"], "open");
}

fn replayed(answer: &Answer) -> bool {
    answer.headers.get("idempotency-replayed").is_some_and(|value| value == "true")
}

#[tokio::test]
async fn the_same_key_gives_the_same_answer_again() {
    let gateway = Gateway::start().await;
    let first = gateway.post_as("/v1/sessions", KEY, "key-1", &order()).await;
    let again = gateway.post_as("/v1/sessions", KEY, "key-1", &order()).await;
    assert_eq!((first.status, &first.body), (again.status, &again.body));
    assert_eq!((replayed(&first), replayed(&again)), (false, true));
    let mut other = order();
    other["amount"] = json!(1);
    let refused = gateway.post_as("/v1/sessions", KEY, "key-1", &other).await;
    assert_eq!(refused.problem(), (422, "idempotency_key_reused".into()));
    let token = json!({ "token": "tok_0000000000000000000001", "order_id": "order-1", "amount": 1 });
    let refused = gateway.post_as("/v1/payments", KEY, "key-1", &token).await;
    assert_eq!(refused.problem(), (422, "idempotency_key_reused".into()), "a key belongs to its path");
}

#[tokio::test]
async fn a_key_is_the_same_bare_and_as_the_string_that_the_draft_has() {
    let gateway = Gateway::start().await;
    let first = gateway.post_as("/v1/sessions", KEY, "key-1", &order()).await;
    let again = gateway.post_as("/v1/sessions", KEY, "\"key-1\"", &order()).await;
    assert_eq!((again.status, &again.body, replayed(&again)), (201, &first.body, true));
    let escaped = gateway.post_as("/v1/sessions", KEY, r#""a\"\\b""#, &order()).await;
    let bare = gateway.post_as("/v1/sessions", KEY, r#"a"\b"#, &order()).await;
    assert_eq!((escaped.status, &escaped.body, replayed(&bare)), (201, &bare.body, true));
}

#[tokio::test]
async fn two_keys_are_no_key() {
    let gateway = Gateway::start().await;
    let request = Request::post("/v1/sessions")
        .header("authorization", format!("Bearer {KEY}"))
        .header("content-type", "application/json")
        .header("idempotency-key", "key-1")
        .header("idempotency-key", "key-2");
    let refused = gateway.send(request.body(Body::from(order().to_string())).unwrap()).await;
    assert_eq!(refused.problem(), (400, "idempotency_key_missing".into()));
}

#[tokio::test]
async fn a_repeated_wrong_code_costs_one_try() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    let path = format!("/v1/checkout/challenges/{id}/verify");
    let body = typed(&wrong(&code));
    let first = gateway.post_as(&path, &session, "key-1", &body).await;
    let again = gateway.post_as(&path, &session, "key-1", &body).await;
    assert_eq!(first.problem(), (422, "code_mismatch".into()));
    assert_eq!((replayed(&again), &again.body), (true, &first.body));
    assert_eq!(again.headers["content-type"], "application/problem+json");
    assert_eq!(gateway.stage(&session).await["challenge"]["tries_left"], 4);
}

#[tokio::test]
async fn a_repeated_payment_is_charged_once() {
    let gateway = Gateway::start().await;
    let (_, token) = gateway.verified(LINE).await;
    let body = super::support::exchange(&token);
    let first = gateway.post_as("/v1/payments", KEY, "key-1", &body).await;
    let again = gateway.post_as("/v1/payments", KEY, "key-1", &body).await;
    assert_eq!((first.status, &first.body, replayed(&again)), (201, &again.body, true));
    assert_eq!(gateway.charged().await, 1);
}

#[tokio::test]
async fn keys_of_different_sessions_know_nothing_of_each_other() {
    let gateway = Gateway::start().await;
    for _ in 0..2 {
        let session = gateway.session().await;
        let cancelled = gateway.post_as("/v1/checkout/cancel", &session, "key-1", &json!({})).await;
        assert_eq!((cancelled.status, replayed(&cancelled)), (200, false));
    }
}

#[tokio::test]
async fn the_same_key_at_the_same_time_waits_its_turn() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    gateway.wire.cut("send-code", super::support_wire::Cut::Hangs);
    let body = super::support::challenge(LINE);
    let again = async {
        gateway.wire.saw("send-code").await;
        gateway.post_as("/v1/checkout/challenges", &session, "key-1", &body).await
    };
    let hanging = gateway.post_as("/v1/checkout/challenges", &session, "key-1", &body);
    let refused = tokio::select! {
        answer = hanging => panic!("it hangs, and yet: {}", answer.body),
        answer = again => answer,
    };
    assert_eq!(refused.problem(), (409, "idempotency_in_flight".into()));
    assert_eq!(
        (&refused.body["retryable"], &refused.headers["retry-after"]),
        (&Value::Bool(true), &"1".parse().unwrap())
    );
}

#[tokio::test]
async fn what_may_be_retried_is_not_stored() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    gateway.wire.cut("send-code", super::support_wire::Cut::AnswerLost);
    let body = super::support::challenge(LINE);
    let first = gateway.post_as("/v1/checkout/challenges", &session, "key-1", &body).await;
    assert_eq!(first.status, 502);
    gateway.wire.mend();
    let again = gateway.post_as("/v1/checkout/challenges", &session, "key-1", &body).await;
    assert_eq!((again.status, replayed(&again)), (201, false));
}
