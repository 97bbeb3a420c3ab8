//! Typing the code.

use carrier_checkout_protocol::TokenId;
use serde_json::json;

use super::support::{Gateway, LINE, typed, wrong};
use super::support_wire::Cut;

#[tokio::test]
async fn the_right_code_reserves_the_amount_and_gives_a_token() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    let verified = gateway.verify(&session, &id, &code).await;
    assert_eq!(verified.status, 200, "{}", verified.body);
    assert!(TokenId::parse(&verified.text("/token")).is_ok());
    assert_eq!((&verified.body["challenge"], &verified.body["phone"]), (&json!(id), &json!("010-****-6789")));
    assert_eq!((gateway.bill("reserved").await, gateway.charged().await), (1, 0));
}

#[tokio::test]
async fn a_reloaded_window_gets_the_token_again() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    let stage = gateway.stage(&session).await;
    assert_eq!((&stage["status"], &stage["token"]), (&json!("verified"), &json!(token)));
}

#[tokio::test]
async fn a_wrong_code_says_how_many_tries_are_left() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    for left in [4, 3] {
        let refused = gateway.verify(&session, &id, &wrong(&code)).await;
        assert_eq!(refused.reason(), (422, "code_mismatch".into(), "otp_mismatch".into()));
        assert_eq!(refused.body["tries_left"], left);
        assert_eq!(gateway.stage(&session).await["challenge"]["tries_left"], left);
    }
    assert_eq!(gateway.verify(&session, &id, &code).await.status, 200);
}

#[tokio::test]
async fn the_last_wrong_try_ends_the_whole_challenge() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    for _ in 0..4 {
        gateway.verify(&session, &id, &wrong(&code)).await;
    }
    let refused = gateway.verify(&session, &id, &wrong(&code)).await;
    assert_eq!(refused.reason(), (429, "tries_exhausted".into(), "otp_last_try_failed".into()));
    assert_eq!(gateway.verify(&session, &id, &code).await.problem(), (409, "challenge_closed".into()));
    let stage = gateway.stage(&session).await;
    assert_eq!((&stage["status"], &stage["last_failure"]["reason"]), (&json!("open"), &json!("otp_last_try_failed")));
    let (id, code) = gateway.challenged(&session, LINE).await;
    assert_eq!(gateway.verify(&session, &id, &code).await.status, 200);
}

#[tokio::test]
async fn the_content_must_be_agreed_to_and_that_costs_no_try() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    let path = format!("/v1/checkout/challenges/{id}/verify");
    for content in [
        json!({ "kind": "payment_content", "version": "2020-01-01" }),
        json!({ "kind": "privacy_collection", "version": "2026-11-01" }),
    ] {
        let refused = gateway.post(&path, &session, &json!({ "code": code, "content": content })).await;
        assert_eq!(refused.problem(), (422, "consent_missing".into()));
    }
    for body in [json!({ "code": code }), json!({ "code": "12345", "content": typed(&code)["content"] })] {
        assert_eq!(gateway.post(&path, &session, &body).await.problem(), (422, "invalid_request".into()));
    }
    assert_eq!(gateway.stage(&session).await["challenge"]["tries_left"], 5);
}

#[tokio::test]
async fn a_refusal_after_the_code_leaves_the_session_open_with_its_reason() {
    let gateway = Gateway::start().await;
    for (line, reason) in [("01000000003", "limit_month_carrier"), ("01000000010", "risk_policy")] {
        let session = gateway.session().await;
        let (id, code) = gateway.challenged(&session, line).await;
        let refused = gateway.verify(&session, &id, &code).await;
        assert_eq!(refused.reason(), (402, "payment_declined".into(), reason.into()));
        assert!(refused.text("/quote").starts_with("SKT-"));
        let stage = gateway.stage(&session).await;
        assert_eq!((&stage["status"], &stage["last_failure"]["reason"]), (&json!("open"), &json!(reason)));
        assert_eq!(gateway.verify(&session, &id, &code).await.problem(), (409, "challenge_closed".into()));
    }
}

#[tokio::test]
async fn a_lost_reservation_is_made_good_by_the_same_request_without_judging_the_code_again() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    let path = format!("/v1/checkout/challenges/{id}/verify");
    gateway.wire.cut("/payments", Cut::AnswerLost);
    let refused = gateway.post_as(&path, &session, "key-1", &typed(&code)).await;
    assert_eq!(refused.problem(), (502, "carrier_unavailable".into()));
    assert_eq!(gateway.stage(&session).await["status"], "challenged");
    gateway.wire.mend();
    let guessed = gateway.verify(&session, &id, &wrong(&code)).await;
    assert_eq!(guessed.problem(), (422, "code_mismatch".into()), "no other code takes its place");
    let verified = gateway.post_as(&path, &session, "key-1", &typed(&code)).await;
    assert_eq!(verified.status, 200, "{}", verified.body);
    assert_eq!(gateway.wire.count("validate-code"), 1);
    assert_eq!(gateway.bill("reserved").await, 1);
}

#[tokio::test]
async fn another_code_may_be_asked_for_when_the_amount_could_not_be_reserved() {
    let gateway = Gateway::start().await;
    for step in ["resend", "switch"] {
        let session = gateway.session().await;
        let (id, code) = gateway.challenged(&session, LINE).await;
        gateway.wire.cut("/payments", Cut::AnswerLost);
        assert_eq!(gateway.verify(&session, &id, &code).await.problem(), (502, "carrier_unavailable".into()));
        gateway.wire.mend();
        gateway.clock.advance(180_000);
        let path = format!("/v1/checkout/challenges/{id}/{step}");
        let sent = gateway.post(&path, &session, &json!({ "channel": "sms" })).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        let (again, code) = (sent.text("/id"), gateway.code(LINE).await);
        assert_ne!(again, id, "the code that was right cannot be used any more");
        assert_eq!(gateway.verify(&session, &again, &code).await.status, 200);
    }
}

#[tokio::test]
async fn a_code_that_the_carrier_could_not_judge_costs_no_try() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    gateway.wire.cut("validate-code", Cut::AnswerLost);
    assert_eq!(gateway.verify(&session, &id, &wrong(&code)).await.problem(), (502, "carrier_unavailable".into()));
    gateway.wire.mend();
    assert_eq!(gateway.stage(&session).await["challenge"]["tries_left"], 5);
    assert_eq!(gateway.verify(&session, &id, &code).await.status, 200);
}

#[tokio::test]
async fn verifies_at_the_same_time_make_one_reservation_and_one_token() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    let answers = tokio::join!(
        gateway.verify(&session, &id, &code),
        gateway.verify(&session, &id, &code),
        gateway.verify(&session, &id, &code),
    );
    let answers = [answers.0, answers.1, answers.2];
    let token = gateway.stage(&session).await["token"].clone();
    assert!(answers.iter().any(|answer| answer.status == 200));
    for answer in answers {
        if answer.status == 200 {
            assert_eq!(answer.body["token"], token);
        } else {
            assert_eq!(answer.problem(), (409, "idempotency_in_flight".into()));
        }
    }
    assert_eq!(gateway.bill("reserved").await, 1);
    assert_eq!(gateway.verify(&session, &id, &code).await.body["token"], token, "and again later");
    assert_eq!(gateway.verify(&session, &id, &wrong(&code)).await.problem(), (409, "challenge_closed".into()));
}
