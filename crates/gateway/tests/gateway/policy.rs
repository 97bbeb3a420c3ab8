//! Which proof a payment needs, as the window and the merchant see it.

use axum::body::Body;
use axum::http::Request;
use carrier_checkout::server::hints;
use carrier_checkout_gateway::policy::Policy;
use carrier_checkout_gateway::random;
use carrier_checkout_protocol::{Locale, StepUp};
use futures_util::future::join_all;
use serde_json::{Value, json};

use super::support::{Answer, Gateway, KEY, LINE, challenge, order};

/// A line whose SIM was changed yesterday.
const CHANGED: &str = "01000000011";

fn by(channel: &str, phone: &str) -> Value {
    let mut body = challenge(phone);
    body["channel"] = json!(channel);
    body
}

pub(crate) fn gift_card(amount: u32) -> Value {
    let mut body = order();
    body["amount"] = json!(amount);
    body["goods"]["cash_like"] = json!(true);
    body
}

impl Gateway {
    async fn begin(&self, session: &str, channel: &str, phone: &str) -> Answer {
        self.post("/v1/checkout/challenges", session, &by(channel, phone)).await
    }

    pub(crate) async fn begin_from(&self, session: &str, phone: &str, address: &str) -> Answer {
        let request = Request::post("/v1/checkout/challenges")
            .header("authorization", format!("Bearer {session}"))
            .header("content-type", "application/json")
            .header("idempotency-key", random::hex())
            .header("x-forwarded-for", address);
        self.send(request.body(Body::from(by("sms", phone).to_string())).unwrap()).await
    }

    async fn offer(&self, session: &str) -> (Value, Value) {
        let shown = self.get("/v1/checkout", session).await.body;
        (shown["channels"].clone(), shown["hints"].clone())
    }
}

/// Only the app, and what is said of that.
fn pass_because(why: StepUp, cool_off_hours: Option<u16>) -> (Value, Value) {
    (json!(["pass"]), json!(hints(Some(why), cool_off_hours, Locale::Ko)))
}

/// A gateway whose policy is the live one, in the middle of a day in Korea.
pub(crate) async fn live(change: impl Fn(String) -> String) -> Gateway {
    let text = change(include_str!("../../policy.toml").replace("until = 6", "until = 0"));
    Gateway::with(|config| config.policy = Policy::parse(&text).unwrap()).await
}

#[tokio::test]
async fn cash_like_goods_are_proved_in_the_app_and_have_a_cap() {
    let gateway = Gateway::start().await;
    let session = gateway.post("/v1/sessions", KEY, &gift_card(50_000)).await.text("/id");
    assert_eq!(gateway.offer(&session).await, pass_because(StepUp::CashLike, Some(24)));
    let refused = gateway.begin(&session, "sms", LINE).await;
    assert_eq!(refused.reason(), (422, "channel_not_allowed".into(), "step_up_required".into()));
    assert_eq!(gateway.begin(&session, "pass", LINE).await.status, 201);
    let dear = gateway.post("/v1/sessions", KEY, &gift_card(100_001)).await;
    assert_eq!(dear.problem(), (422, "invalid_request".into()));
}

#[tokio::test]
async fn a_changed_sim_leaves_the_app_and_the_session_remembers_it() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let refused = gateway.begin(&session, "sms", CHANGED).await;
    assert_eq!(refused.reason(), (422, "channel_not_allowed".into(), "sim_changed".into()));
    assert!(gateway.sandbox.received(CHANGED).await.is_empty(), "no code went to a line that may be stolen");
    assert_eq!(gateway.offer(&session).await, pass_because(StepUp::SimChanged, None));
    assert_eq!(gateway.begin(&session, "ars", CHANGED).await.status, 422);
    assert_eq!(gateway.begin(&session, "pass", CHANGED).await.status, 201);
}

#[tokio::test]
async fn a_policy_may_refuse_a_changed_sim() {
    let gateway = live(|text| text.replace("refuse = false", "refuse = true")).await;
    let refused = gateway.begin(&gateway.session().await, "pass", CHANGED).await;
    assert_eq!(refused.reason(), (402, "payment_declined".into(), "sim_changed".into()));
}

#[tokio::test]
async fn who_tries_often_needs_the_app_and_is_then_refused() {
    let per_line = "per_line = { step_up = 1, refuse = 3 }";
    let gateway = live(|text| text.replace("per_line = { step_up = 5, refuse = 20 }", per_line)).await;
    assert_eq!(gateway.begin(&gateway.session().await, "sms", LINE).await.status, 201);
    let session = gateway.session().await;
    let refused = gateway.begin(&session, "sms", LINE).await;
    assert_eq!(refused.reason(), (422, "channel_not_allowed".into(), "step_up_required".into()));
    assert_eq!(gateway.offer(&session).await, pass_because(StepUp::Velocity, None));
    assert_eq!(gateway.begin(&session, "pass", LINE).await.status, 201);
    assert_eq!(gateway.begin(&gateway.session().await, "pass", LINE).await.status, 201);
    let refused = gateway.begin(&gateway.session().await, "pass", LINE).await;
    assert_eq!(refused.reason(), (402, "payment_declined".into(), "too_many_requests".into()));
    gateway.clock.advance(24 * 3_600_000);
    assert_eq!(gateway.begin(&gateway.session().await, "sms", LINE).await.status, 201, "a day later");
}

#[tokio::test]
async fn many_lines_from_one_address_are_one_that_tries_often() {
    let per_address = "per_address = { step_up = 2, refuse = 2 }";
    let gateway = live(|text| text.replace("per_address = { step_up = 30, refuse = 200 }", per_address)).await;
    let [a, b, c] = ["01023456781", "01023456782", "01023456783"];
    assert_eq!(gateway.begin_from(&gateway.session().await, a, "198.51.100.7").await.status, 201);
    assert_eq!(gateway.begin_from(&gateway.session().await, b, "203.0.113.1, 198.51.100.7").await.status, 201);
    let third = gateway.begin_from(&gateway.session().await, c, "198.51.100.7").await;
    assert_eq!(third.reason(), (402, "payment_declined".into(), "too_many_requests".into()));
    assert_eq!(gateway.begin_from(&gateway.session().await, c, "198.51.100.8").await.status, 201);
}

#[tokio::test]
async fn the_first_gift_card_of_a_line_is_held_back_and_a_day_has_a_cap() {
    let gateway = live(|text| text).await;
    let first = gateway.buy(&gift_card(50_000)).await;
    let paid_at = first.body["paid_at"].as_i64().unwrap();
    assert_eq!(first.body["deliver_after"], paid_at + 24 * 3_600_000, "{}", first.body);
    let second = gateway.buy(&gift_card(50_000)).await;
    assert!(second.body["deliver_after"].is_i64(), "a payment of a moment ago proves nothing: {}", second.body);
    let session = gateway.post("/v1/sessions", KEY, &gift_card(1_000)).await.text("/id");
    let refused = gateway.begin(&session, "pass", LINE).await;
    assert_eq!(refused.reason(), (402, "payment_declined".into(), "limit_day_cash_like".into()));
    assert_eq!(gateway.begin(&gateway.session().await, "sms", LINE).await.status, 201, "other goods may be bought");
    gateway.clock.advance(25 * 3_600_000);
    gateway.sandbox.clock.advance(25 * 3_600_000);
    let later = gateway.buy(&gift_card(50_000)).await;
    assert!(later.body.get("deliver_after").is_none(), "the line is known by now: {}", later.body);
}

#[tokio::test]
async fn sessions_at_the_same_time_share_the_days_cap() {
    let gateway = live(|text| text).await;
    let first = gateway.post("/v1/sessions", KEY, &gift_card(60_000)).await.text("/id");
    assert_eq!(gateway.begin(&first, "pass", LINE).await.status, 201);
    let second = gateway.post("/v1/sessions", KEY, &gift_card(60_000)).await.text("/id");
    let refused = gateway.begin(&second, "pass", LINE).await;
    assert_eq!(refused.reason(), (402, "payment_declined".into(), "limit_day_cash_like".into()));
    assert_eq!(gateway.begin(&first, "pass", LINE).await.status, 201, "the same order may be tried again");
}

/// Whoever begins so many sessions at once, each on a gateway of those in turn. Gives how many began, and checks why the
/// others did not.
pub(crate) async fn begun_at_once(gateways: &[&Gateway], order: &Value, times: usize, refusal: &str) -> usize {
    let mut sessions = Vec::new();
    for _ in 0..times {
        sessions.push(gateways[0].post("/v1/sessions", KEY, order).await.text("/id"));
    }
    let asked =
        sessions.iter().zip(gateways.iter().cycle()).map(|(session, gateway)| gateway.begin(session, "pass", LINE));
    let (begun, refused): (Vec<_>, Vec<_>) = join_all(asked).await.into_iter().partition(|answer| answer.status == 201);
    for answer in refused {
        assert_eq!(answer.reason(), (402, "payment_declined".into(), refusal.into()));
    }
    begun.len()
}

#[tokio::test]
async fn sessions_that_begin_at_once_share_the_days_cap() {
    let gateway = live(|text| text).await;
    let begun = begun_at_once(&[&gateway], &gift_card(40_000), 8, "limit_day_cash_like").await;
    assert_eq!(begun, 2, "two are within the cap");
    assert_eq!(gateway.sandbox.received(LINE).await.len(), 2, "nobody was asked for the others");
}

#[tokio::test]
async fn sessions_that_begin_at_once_are_counted_one_after_the_other() {
    let per_line = "per_line = { step_up = 3, refuse = 3 }";
    let gateway = live(|text| text.replace("per_line = { step_up = 5, refuse = 20 }", per_line)).await;
    assert_eq!(begun_at_once(&[&gateway], &order(), 8, "too_many_requests").await, 3);
}

#[tokio::test]
async fn lines_that_begin_at_once_from_one_address_are_counted_one_after_the_other() {
    let per_address = "per_address = { step_up = 3, refuse = 3 }";
    let gateway = live(|text| text.replace("per_address = { step_up = 30, refuse = 200 }", per_address)).await;
    let sessions = join_all((0..8).map(|_| gateway.session())).await;
    let lines: Vec<String> = (0..8).map(|number| format!("0102345678{number}")).collect();
    let asked = sessions.iter().zip(&lines).map(|(session, line)| gateway.begin_from(session, line, "198.51.100.7"));
    let begun = join_all(asked).await.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(begun, 3);
}

#[tokio::test]
async fn an_order_that_is_tried_again_counts_once_for_the_days_cap() {
    let gateway = live(|text| text).await;
    let first = gateway.post("/v1/sessions", KEY, &gift_card(40_000)).await.text("/id");
    for _ in 0..2 {
        assert_eq!(gateway.begin(&first, "pass", LINE).await.status, 201);
    }
    let second = gateway.post("/v1/sessions", KEY, &gift_card(60_000)).await.text("/id");
    assert_eq!(gateway.begin(&second, "pass", LINE).await.status, 201, "together they are within the cap");
}

#[tokio::test]
async fn switching_the_channel_is_no_way_around() {
    let per_line = "per_line = { step_up = 1, refuse = 9 }";
    let gateway = live(|text| text.replace("per_line = { step_up = 5, refuse = 20 }", per_line)).await;
    assert_eq!(gateway.begin(&gateway.session().await, "sms", LINE).await.status, 201);
    let session = gateway.session().await;
    let id = gateway.begin(&session, "pass", LINE).await.text("/id");
    gateway.clock.advance(23 * 60_000);
    let switch = format!("/v1/checkout/challenges/{id}/switch");
    let switched = gateway.post(&switch, &session, &json!({ "channel": "sms" })).await;
    assert_eq!(switched.reason(), (422, "channel_not_allowed".into(), "step_up_required".into()));
    assert_eq!(gateway.stage(&session).await["challenge"]["id"], json!(id), "what was asked before still waits");
}

#[tokio::test]
async fn what_is_not_cash_like_is_never_held_back() {
    let gateway = Gateway::start().await;
    let (_, token) = gateway.verified(LINE).await;
    let paid = gateway.pay(&token).await;
    assert!(paid.body.get("deliver_after").is_none(), "{}", paid.body);
}

impl Gateway {
    /// Buys with the PASS app.
    async fn buy(&self, order: &Value) -> Answer {
        let session = self.post("/v1/sessions", KEY, order).await.text("/id");
        let id = self.begin(&session, "pass", LINE).await.text("/id");
        self.sandbox.answer(LINE, "approve").await;
        self.clock.advance(1_000);
        self.sandbox.clock.advance(1_000);
        self.app.poll_approvals().await.unwrap();
        let content = json!({ "content": { "kind": "payment_content", "version": "2026-11-01" } });
        let verified = self.post(&format!("/v1/checkout/challenges/{id}/verify"), &session, &content).await;
        let token = verified.text("/token");
        let exchange = json!({ "token": token, "order_id": order["order_id"], "amount": order["amount"] });
        self.post("/v1/payments", KEY, &exchange).await
    }
}
