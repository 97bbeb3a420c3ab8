//! Asking for a code.

use carrier_checkout_protocol::PhoneNumber;
use serde_json::{Value, json};

use super::support::{Gateway, KEY, LINE, SHOP, challenge, monthly_challenge, monthly_order, wrong};

async fn message(gateway: &Gateway, phone: &str) -> String {
    let messages = gateway.sandbox.messages(&PhoneNumber::parse(phone).unwrap()).await;
    messages[0]["text"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_code_is_sent_and_the_window_knows_how_long_it_lives() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let sent = gateway.challenge(&session, LINE).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let time = |name: &str| sent.body[name].as_i64().unwrap();
    assert_eq!(time("expires_at") - time("server_time"), 180_000);
    assert_eq!(time("resend_at") - time("server_time"), 10_000);
    assert_eq!((&sent.body["tries_left"], &sent.body["sends_left"]), (&json!(5), &json!(4)));
    assert_eq!(sent.body["phone"], "010-****-6789");
    assert_eq!(gateway.stage(&session).await, json!({ "status": "challenged", "challenge": sent.body }));
}

#[tokio::test]
async fn the_message_names_seller_and_amount_and_is_bound_to_both_pages() {
    let gateway = Gateway::start().await;
    let mut body = challenge(LINE);
    body["embedder"] = json!(SHOP);
    assert_eq!(gateway.post("/v1/checkout/challenges", &gateway.session().await, &body).await.status, 201);
    let code = gateway.code(LINE).await;
    assert_eq!(
        message(&gateway, LINE).await,
        format!(
            "[달빛상점] 9,900원 결제 인증번호 [{code}] 본인이 아니면 입력하지 마세요.\n@localhost #{code} @localhost"
        )
    );
}

#[tokio::test]
async fn a_page_that_is_not_the_merchants_gets_no_code() {
    let gateway = Gateway::start().await;
    for embedder in ["https://evil.example", "http://localhost:8080/", "null", ""] {
        let mut body = challenge(LINE);
        body["embedder"] = json!(embedder);
        let refused = gateway.post("/v1/checkout/challenges", &gateway.session().await, &body).await;
        assert_eq!(refused.problem(), (422, "invalid_request".into()), "{embedder}");
    }
    assert_eq!(gateway.wire.count("send-code"), 0);
}

#[tokio::test]
async fn every_required_consent_is_needed_in_its_current_version() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    for at in 0..4 {
        let mut body = challenge(LINE);
        body["consents"].as_array_mut().unwrap().remove(at);
        let refused = gateway.post("/v1/checkout/challenges", &session, &body).await;
        assert_eq!(refused.problem(), (422, "consent_missing".into()), "without {at}");
    }
    let mut body = challenge(LINE);
    body["consents"][2]["version"] = json!("2020-01-01");
    let refused = gateway.post("/v1/checkout/challenges", &session, &body).await;
    assert_eq!(refused.problem(), (422, "consent_missing".into()));
    assert_eq!(gateway.wire.count("send-code"), 0);
}

#[tokio::test]
async fn monthly_billing_has_a_consent_of_its_own() {
    let gateway = Gateway::start().await;
    let session = gateway.post("/v1/sessions", KEY, &monthly_order(15)).await.text("/id");
    assert_eq!(gateway.challenge(&session, LINE).await.problem(), (422, "consent_missing".into()));
    assert_eq!(gateway.post("/v1/checkout/challenges", &session, &monthly_challenge(LINE)).await.status, 201);
}

#[tokio::test]
async fn a_refusal_before_the_code_leaves_the_session_open_with_its_reason() {
    let gateway = Gateway::start().await;
    for (line, reason) in [
        ("0001", "otp_not_delivered"),
        ("0002", "subscriber_blocked"),
        ("0004", "line_minor"),
        ("0005", "line_overdue"),
        ("0006", "line_suspended_or_lost"),
        ("0007", "line_corporate"),
        ("0008", "line_prepaid"),
        ("0009", "carrier_maintenance"),
    ] {
        let session = gateway.session().await;
        let refused = gateway.challenge(&session, &format!("0100000{line}")).await;
        assert_eq!(refused.reason(), (402, "payment_declined".into(), reason.into()), "{line}");
        let stage = gateway.stage(&session).await;
        assert_eq!((&stage["status"], &stage["last_failure"]["reason"]), (&json!("open"), &json!(reason)));
        assert_eq!(stage["last_failure"]["quote"], refused.body.get("quote").cloned().unwrap_or(Value::Null));
        assert_eq!(gateway.challenge(&session, LINE).await.status, 201, "after {line} another line may try");
    }
}

#[tokio::test]
async fn a_carrier_that_does_not_answer_is_a_bad_gateway() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    gateway.wire.cut("send-code", super::support_wire::Cut::AnswerLost);
    let refused = gateway.challenge(&session, LINE).await;
    assert_eq!(refused.reason(), (502, "carrier_unavailable".into(), "carrier_error".into()));
    assert_eq!(refused.body["retryable"], true);
    gateway.wire.mend();
    assert_eq!(gateway.stage(&session).await["status"], "open");
    assert_eq!(gateway.challenge(&session, LINE).await.status, 201);
}

#[tokio::test]
async fn a_session_sends_so_many_codes_and_no_more() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    for left in (0..5).rev() {
        assert_eq!(gateway.challenge(&session, LINE).await.body["sends_left"], left);
    }
    let refused = gateway.challenge(&session, LINE).await;
    assert_eq!(refused.reason(), (429, "sends_exhausted".into(), "otp_sends_exceeded".into()));
    assert_eq!(gateway.wire.count("send-code"), 5);
    assert_eq!(gateway.stage(&session).await["status"], "challenged", "the last code can still be used");
}

#[tokio::test]
async fn another_code_is_sent_not_too_soon_and_has_all_its_tries() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (id, first) = gateway.challenged(&session, LINE).await;
    gateway.verify(&session, &id, &wrong(&first)).await;
    let path = format!("/v1/checkout/challenges/{id}/resend");
    assert_eq!(gateway.post(&path, &session, &json!({})).await.problem(), (429, "resend_too_soon".into()));
    gateway.clock.advance(10_000);
    let sent = gateway.post(&path, &session, &json!({})).await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    assert_eq!(
        (&sent.body["id"], &sent.body["sends_left"], &sent.body["tries_left"]),
        (&json!(id), &json!(3), &json!(5))
    );
    let second = gateway.code(LINE).await;
    assert_eq!(gateway.verify(&session, &id, &second).await.status, 200);
    gateway.clock.advance(10_000);
    assert_eq!(gateway.post(&path, &session, &json!({})).await.problem(), (409, "challenge_closed".into()));
}

#[tokio::test]
async fn a_code_that_expired_is_replaced_by_another_send() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    gateway.clock.advance(180_000);
    let refused = gateway.verify(&session, &id, &code).await;
    assert_eq!(refused.reason(), (410, "challenge_expired".into(), "otp_expired".into()));
    assert_eq!(gateway.stage(&session).await["status"], "challenged");
    let path = format!("/v1/checkout/challenges/{id}/resend");
    assert_eq!(gateway.post(&path, &session, &json!({})).await.status, 200);
    assert_eq!(gateway.verify(&session, &id, &gateway.code(LINE).await).await.status, 200);
}

#[tokio::test]
async fn resending_uses_up_sends_too() {
    let gateway = Gateway::with(|config| config.limits.code_sends = 2).await;
    let session = gateway.session().await;
    let (id, _) = gateway.challenged(&session, LINE).await;
    let path = format!("/v1/checkout/challenges/{id}/resend");
    gateway.clock.advance(10_000);
    assert_eq!(gateway.post(&path, &session, &json!({})).await.body["sends_left"], 0);
    gateway.clock.advance(10_000);
    assert_eq!(gateway.post(&path, &session, &json!({})).await.problem(), (429, "sends_exhausted".into()));
}

#[tokio::test]
async fn a_new_challenge_replaces_the_one_before_and_releases_what_it_reserved() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    let (second, code) = gateway.challenged(&session, "01098765432").await;
    assert_eq!(gateway.pay(&token).await.problem(), (410, "token_expired".into()));
    assert_eq!(gateway.app.release().await.unwrap(), 1);
    assert_eq!((gateway.bill("cancelled").await, gateway.bill("reserved").await), (1, 0));
    assert_eq!(gateway.verify(&session, &second, &code).await.status, 200);
}

#[tokio::test]
async fn a_challenge_that_is_not_this_sessions_is_not_found() {
    let gateway = Gateway::start().await;
    let (session, stranger) = (gateway.session().await, gateway.session().await);
    let (id, code) = gateway.challenged(&session, LINE).await;
    for id in [id.as_str(), "ch_0000000000000000000001", "1"] {
        assert_eq!(gateway.verify(&stranger, id, &code).await.problem(), (404, "challenge_not_found".into()));
        let path = format!("/v1/checkout/challenges/{id}/resend");
        let refused = gateway.post(&path, &stranger, &json!({})).await;
        assert_eq!(refused.problem(), (404, "challenge_not_found".into()));
    }
}

#[tokio::test]
async fn a_line_gets_so_many_codes_within_an_hour_whichever_sessions_ask() {
    let gateway = Gateway::with(|config| config.limits.line_sends = 3).await;
    for _ in 0..3 {
        gateway.challenged(&gateway.session().await, LINE).await;
    }
    let session = gateway.session().await;
    let refused = gateway.challenge(&session, LINE).await;
    assert_eq!(refused.reason(), (402, "payment_declined".into(), "too_many_requests".into()));
    assert_eq!(gateway.wire.count("send-code"), 3);
    assert_eq!(gateway.stage(&session).await, json!({ "status": "open" }));
    assert_eq!(gateway.challenge(&session, "01098765432").await.status, 201, "another line has its own");
    gateway.clock.advance(3_600_000);
    gateway.app.sweep().await.unwrap();
    assert_eq!(gateway.challenge(&gateway.session().await, LINE).await.status, 201, "an hour later");
}

#[tokio::test]
async fn a_line_that_has_had_its_codes_may_still_type_the_last_one() {
    let gateway = Gateway::with(|config| config.limits.line_sends = 1).await;
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    gateway.clock.advance(10_000);
    let refused = gateway.post(&format!("/v1/checkout/challenges/{id}/resend"), &session, &json!({})).await;
    assert_eq!(refused.reason(), (429, "resend_too_soon".into(), "too_many_requests".into()));
    assert_eq!(gateway.challenge(&session, LINE).await.reason().2, "too_many_requests");
    assert_eq!(gateway.stage(&session).await["challenge"]["sends_left"], 4, "no send of the session is used");
    assert_eq!(gateway.verify(&session, &id, &code).await.status, 200);
}

#[tokio::test]
async fn codes_that_are_asked_for_at_the_same_time_are_no_more_than_a_line_may_get() {
    let gateway = Gateway::with(|config| config.limits.line_sends = 2).await;
    let (a, b, c) = (gateway.session().await, gateway.session().await, gateway.session().await);
    let ask = async |session: &str| gateway.challenge(session, LINE).await.status;
    let (a, b, c) = tokio::join!(ask(&a), ask(&b), ask(&c));
    assert_eq!([a, b, c].iter().filter(|status| **status == 201).count(), 2);
    assert_eq!(gateway.wire.count("send-code"), 2);
}
