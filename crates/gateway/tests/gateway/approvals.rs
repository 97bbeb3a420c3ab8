//! Calls and the PASS app: asked, approved, rejected, ignored, switched; and the word that something has changed.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use futures_util::StreamExt as _;
use serde_json::{Value, json};

use super::support::{Answer, Gateway, KEY, LINE, SHOP, challenge, exchange};

/// A second, after which the carrier may be asked again.
const SECOND: i64 = 1_000;

fn by(line: &str, channel: &str) -> Value {
    let mut body = challenge(line);
    body["channel"] = json!(channel);
    body["embedder"] = json!(SHOP);
    body
}

fn content() -> Value {
    json!({ "content": { "kind": "payment_content", "version": "2026-11-01" } })
}

impl Gateway {
    /// A session with a call or an app's request that waits for the shopper.
    async fn asked(&self, channel: &str) -> (String, String) {
        self.asked_on(LINE, channel).await
    }

    async fn asked_on(&self, line: &str, channel: &str) -> (String, String) {
        let session = self.session().await;
        let asked = self.post("/v1/checkout/challenges", &session, &by(line, channel)).await;
        assert_eq!(asked.status, 201, "{}", asked.body);
        assert_eq!((&asked.body["channel"], &asked.body["approval"]), (&json!(channel), &json!("pending")));
        (session, asked.text("/id"))
    }

    /// The shopper answers the newest call or request; then the carrier is asked about it.
    async fn answered(&self, action: &str) {
        self.sandbox.answer(LINE, action).await;
        self.a_second_later().await;
    }

    async fn a_second_later(&self) {
        self.clock.advance(SECOND);
        self.sandbox.clock.advance(SECOND);
        self.app.poll_approvals().await.unwrap();
    }

    async fn step(&self, session: &str, challenge: &str, step: &str, body: &Value) -> Answer {
        self.post(&format!("/v1/checkout/challenges/{challenge}/{step}"), session, body).await
    }
}

#[tokio::test]
async fn what_is_approved_on_the_phone_is_paid() {
    for channel in ["ars", "pass"] {
        let gateway = Gateway::start().await;
        let (session, id) = gateway.asked(channel).await;
        let message = gateway.sandbox.newest(LINE).await;
        assert_eq!(
            (&message["channel"], &message["text"]),
            (&json!(channel), &json!("[달빛상점] 9,900원 휴대폰 결제"))
        );
        gateway.answered("approve").await;
        assert_eq!(gateway.stage(&session).await["challenge"]["approval"], "approved");
        let verified = gateway.step(&session, &id, "verify", &content()).await;
        assert_eq!(verified.status, 200, "{}", verified.body);
        let again = gateway.step(&session, &id, "verify", &content()).await;
        assert_eq!(again.text("/token"), verified.text("/token"), "an answer that was lost is given again");
        let paid = gateway.post("/v1/payments", KEY, &exchange(&verified.text("/token"))).await;
        assert_eq!(paid.text("/status"), "succeeded");
        assert_eq!(gateway.charged().await, 1);
    }
}

#[tokio::test]
async fn nothing_is_reserved_before_the_approval_and_the_tick() {
    let gateway = Gateway::start().await;
    let (session, id) = gateway.asked("pass").await;
    let early = gateway.step(&session, &id, "verify", &content()).await;
    assert_eq!(early.problem(), (409, "approval_pending".into()));
    assert_eq!(early.body["retryable"], true);
    let with_a_code = json!({ "code": "123456", "content": content()["content"] });
    let guessed = gateway.step(&session, &id, "verify", &with_a_code).await;
    assert_eq!(guessed.problem(), (409, "approval_pending".into()), "no code stands for an approval");
    for _ in 0..10 {
        gateway.step(&session, &id, "verify", &content()).await;
    }
    gateway.answered("approve").await;
    let old = json!({ "content": { "kind": "payment_content", "version": "2020-01-01" } });
    assert_eq!(gateway.step(&session, &id, "verify", &old).await.problem(), (422, "consent_missing".into()));
    assert_eq!(gateway.bill("reserved").await, 0);
    assert_eq!(gateway.step(&session, &id, "verify", &content()).await.status, 200, "asking used no try");
}

#[tokio::test]
async fn a_code_is_needed_where_a_code_was_sent() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (id, _) = gateway.challenged(&session, LINE).await;
    let none = gateway.step(&session, &id, "verify", &content()).await;
    assert_eq!(none.problem(), (422, "invalid_request".into()));
}

#[tokio::test]
async fn who_rejects_ends_the_challenge() {
    let gateway = Gateway::start().await;
    let (session, id) = gateway.asked("ars").await;
    gateway.answered("reject").await;
    let stage = gateway.stage(&session).await;
    assert_eq!((&stage["status"], &stage["last_failure"]["reason"]), (&json!("open"), &json!("auth_rejected")));
    let late = gateway.step(&session, &id, "verify", &content()).await;
    assert_eq!(late.problem(), (409, "challenge_closed".into()));
}

#[tokio::test]
async fn a_request_that_nobody_answers_runs_out_and_may_be_made_again() {
    let gateway = Gateway::start().await;
    let (session, id) = gateway.asked("pass").await;
    gateway.clock.advance(180 * SECOND);
    gateway.sandbox.clock.advance(180 * SECOND);
    gateway.app.poll_approvals().await.unwrap();
    let late = gateway.step(&session, &id, "verify", &content()).await;
    assert_eq!(late.problem(), (410, "challenge_expired".into()));
    let again = gateway.step(&session, &id, "resend", &json!({})).await;
    assert_eq!((again.status, &again.body["approval"]), (200, &json!("pending")));
    gateway.answered("approve").await;
    assert_eq!(gateway.step(&session, &id, "verify", &content()).await.status, 200);
}

#[tokio::test]
async fn the_time_for_the_last_step_begins_with_the_approval() {
    let gateway = Gateway::start().await;
    let (session, id) = gateway.asked("pass").await;
    gateway.clock.advance(178 * SECOND);
    gateway.sandbox.clock.advance(178 * SECOND);
    gateway.answered("approve").await;
    gateway.clock.advance(170 * SECOND);
    assert_eq!(gateway.step(&session, &id, "verify", &content()).await.status, 200);
}

#[tokio::test]
async fn an_approval_that_was_not_used_in_time_is_asked_for_anew_and_proves_nothing() {
    let gateway = Gateway::start().await;
    let (session, id) = gateway.asked("pass").await;
    gateway.answered("approve").await;
    gateway.clock.advance(20 * SECOND);
    let early = gateway.step(&session, &id, "resend", &json!({})).await;
    assert_eq!(early.problem(), (409, "challenge_closed".into()), "it still counts");
    gateway.clock.advance(180 * SECOND);
    gateway.sandbox.clock.advance(200 * SECOND);
    let again = gateway.step(&session, &id, "resend", &json!({})).await;
    assert_eq!((again.status, &again.body["approval"]), (200, &json!("pending")), "{}", again.body);
    let before = gateway.step(&session, &id, "verify", &content()).await;
    assert_eq!(before.problem().1, "approval_pending");
    gateway.answered("approve").await;
    assert_eq!(gateway.step(&session, &id, "verify", &content()).await.status, 200);
}

#[tokio::test]
async fn a_carrier_that_does_not_answer_is_asked_again() {
    let gateway = Gateway::start().await;
    let (session, _) = gateway.asked("pass").await;
    gateway.wire.cut("oauth2/token", super::support_wire::Cut::AnswerLost);
    gateway.a_second_later().await;
    assert_eq!(gateway.stage(&session).await["challenge"]["approval"], "pending");
    gateway.wire.mend();
    gateway.sandbox.answer(LINE, "approve").await;
    for _ in 0..6 {
        gateway.a_second_later().await;
    }
    assert_eq!(gateway.stage(&session).await["challenge"]["approval"], "approved");
}

#[tokio::test]
async fn a_carrier_in_trouble_ends_no_request() {
    let gateway = Gateway::start().await;
    let (session, _) = gateway.asked("pass").await;
    gateway.wire.cut("oauth2/token", super::support_wire::Cut::TooMany);
    gateway.a_second_later().await;
    gateway.wire.mend();
    assert_eq!(gateway.stage(&session).await["challenge"]["approval"], "pending");
}

#[tokio::test]
async fn a_no_to_an_earlier_request_does_not_end_the_next_one() {
    let gateway = Gateway::start().await;
    let (session, id) = gateway.asked("pass").await;
    gateway.clock.advance(10 * SECOND);
    gateway.sandbox.clock.advance(10 * SECOND);
    let again = gateway.step(&session, &id, "resend", &json!({})).await;
    assert_eq!(again.status, 200, "{}", again.body);
    gateway.sandbox.answer_oldest(LINE, "reject").await;
    gateway.a_second_later().await;
    assert_eq!(gateway.stage(&session).await["challenge"]["approval"], "pending");
}

#[tokio::test]
async fn a_channel_is_switched_without_typing_anything_again() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let (sms, code) = gateway.challenged(&session, LINE).await;
    let pass = gateway.step(&session, &sms, "switch", &json!({ "channel": "pass" })).await;
    assert_eq!((pass.status, &pass.body["approval"], &pass.body["sends_left"]), (201, &json!("pending"), &json!(3)));
    let old = gateway.verify(&session, &sms, &code).await;
    assert_eq!(old.problem(), (409, "challenge_closed".into()), "the code before is void");
    gateway.answered("approve").await;
    let verified = gateway.step(&session, &pass.text("/id"), "verify", &content()).await;
    assert_eq!(verified.status, 200, "{}", verified.body);
    let late = gateway.step(&session, &pass.text("/id"), "switch", &json!({ "channel": "sms" })).await;
    assert_eq!(late.problem(), (409, "challenge_closed".into()));
}

#[tokio::test]
async fn an_earlier_request_that_is_approved_later_proves_nothing() {
    let gateway = Gateway::start().await;
    let (session, first) = gateway.asked("pass").await;
    let second = gateway.step(&session, &first, "switch", &json!({ "channel": "ars" })).await;
    assert_eq!(second.status, 201);
    gateway.sandbox.answer_oldest(LINE, "approve").await;
    gateway.a_second_later().await;
    let stage = gateway.stage(&session).await;
    assert_eq!(stage["challenge"]["approval"], "pending");
    assert_eq!(stage["challenge"]["channel"], "ars");
}

#[tokio::test]
async fn a_window_hears_that_something_has_changed() {
    let gateway = Gateway::start().await;
    let (session, _) = gateway.asked("pass").await;
    let request = Request::get("/v1/checkout/events").header("authorization", format!("Bearer {session}"));
    let response = gateway.open(request.body(Body::empty()).unwrap()).await;
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut words = response.into_body().into_data_stream();
    assert_eq!(words.next().await.unwrap().unwrap(), "event: open\ndata: 1\n\n");
    let (other, _) = gateway.asked_on("01034567890", "pass").await;
    gateway.sandbox.answer("01034567890", "approve").await;
    gateway.answered("approve").await;
    let heard = tokio::time::timeout(Duration::from_secs(10), words.next()).await.unwrap();
    assert_eq!(heard.unwrap().unwrap(), "event: changed\ndata: 1\n\n");
    assert_eq!(gateway.stage(&session).await["challenge"]["approval"], "approved");
    assert_eq!(gateway.stage(&other).await["challenge"]["approval"], "approved");
    gateway.app.close_windows();
    let end = tokio::time::timeout(Duration::from_secs(10), words.next()).await.unwrap();
    assert!(end.is_none(), "one word for one change, and then the end");
}

#[tokio::test]
async fn a_window_hears_that_a_charge_has_ended() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    let request = Request::get("/v1/checkout/events").header("authorization", format!("Bearer {session}"));
    let mut words = gateway.open(request.body(Body::empty()).unwrap()).await.into_body().into_data_stream();
    assert_eq!(words.next().await.unwrap().unwrap(), "event: open\ndata: 1\n\n");
    assert_eq!(gateway.pay(&token).await.text("/status"), "succeeded");
    let heard = tokio::time::timeout(Duration::from_secs(10), words.next()).await.unwrap();
    assert_eq!(heard.unwrap().unwrap(), "event: changed\ndata: 1\n\n");
}

#[tokio::test]
async fn nobody_hears_of_a_session_without_its_id() {
    let gateway = Gateway::start().await;
    let refused = gateway.get("/v1/checkout/events", "cs_0000000000000000000001").await;
    assert_eq!(refused.problem(), (404, "session_not_found".into()));
    let none = Request::get("/v1/checkout/events").body(Body::empty()).unwrap();
    let body = gateway.open(none).await.into_body();
    let body: Value = serde_json::from_slice(&to_bytes(body, 1 << 16).await.unwrap()).unwrap();
    assert_eq!(body["code"], "unauthenticated");
}

#[tokio::test]
async fn one_session_holds_a_few_connections_and_no_more() {
    let gateway = Gateway::start().await;
    let (session, other) = (gateway.session().await, gateway.session().await);
    let listen = async |session: &str| {
        let request = Request::get("/v1/checkout/events").header("authorization", format!("Bearer {session}"));
        gateway.open(request.body(Body::empty()).unwrap()).await
    };
    let mut open = Vec::new();
    for _ in 0..8 {
        let answer = listen(&session).await;
        assert_eq!(answer.status(), 200);
        open.push(answer);
    }
    assert_eq!(gateway.get("/v1/checkout/events", &session).await.problem(), (429, "rate_limited".into()));
    assert_eq!(listen(&other).await.status(), 200);
    open.pop();
    assert_eq!(listen(&session).await.status(), 200, "one has gone away");
}
