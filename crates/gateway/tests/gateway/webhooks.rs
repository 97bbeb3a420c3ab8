//! What merchants are told, and how often.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{MethodRouter, post};
use carrier_checkout_gateway::config::{Config, SandboxWebhook};
use carrier_checkout_protocol::webhook::Event;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tokio::net::TcpListener;

use super::support::{Gateway, KEY, LINE};

pub(crate) const SECRET: &str = "whsec_c2FuZGJveC1kZW1vLXdlYmhvb2stc2VjcmV0LTMyYnl0";

/// A merchant's server: what it was told, and how it answers.
#[derive(Clone, Default)]
pub(crate) struct Receiver(Arc<Mutex<Received>>);

#[derive(Default)]
struct Received {
    told: Vec<(HeaderMap, Bytes)>,
    answer: Option<StatusCode>,
}

impl Receiver {
    pub(crate) async fn gateway() -> (Self, Gateway) {
        Self::gateway_with(|_| {}).await
    }

    /// A receiver for no gateway yet, and its URL.
    pub(crate) async fn start() -> (Self, String) {
        let receiver = Self::default();
        (receiver.clone(), serve(post(receive).with_state(receiver)).await)
    }

    /// A gateway with other settings.
    pub(crate) async fn gateway_with(change: impl FnOnce(&mut Config)) -> (Self, Gateway) {
        let (receiver, url) = Self::start().await;
        let webhook = SandboxWebhook { url: url.parse().unwrap(), secret: SECRET.to_owned() };
        let gateway = Gateway::with(|config| {
            config.sandbox.as_mut().unwrap().webhook = Some(webhook);
            change(config);
        })
        .await;
        (receiver, gateway)
    }

    pub(crate) fn answers(&self, status: StatusCode) {
        self.0.lock().unwrap().answer = Some(status);
    }

    /// The types of everything told so far, whose signatures may be of another time.
    pub(crate) fn kinds(&self) -> Vec<String> {
        let told = self.0.lock().unwrap().told.clone();
        let kind = |body: &Bytes| serde_json::from_slice::<Value>(body).unwrap()["type"].as_str().unwrap().to_owned();
        told.iter().map(|(_, body)| kind(body)).collect()
    }

    /// Everything told so far, whose signatures may be of another time.
    pub(crate) fn bodies(&self) -> Vec<Value> {
        let told = self.0.lock().unwrap().told.clone();
        told.iter().map(|(_, body)| serde_json::from_slice(body).unwrap()).collect()
    }

    /// Everything told so far; each must be signed.
    pub(crate) fn told(&self) -> Vec<(String, Value)> {
        let received = self.0.lock().unwrap();
        let verified = received.told.iter().map(|(headers, body)| {
            Webhook::new(SECRET).unwrap().verify(body, headers).unwrap();
            assert_eq!(headers["content-type"], "application/json");
            let event: Event = serde_json::from_slice(body).unwrap();
            let id = headers["webhook-id"].to_str().unwrap().to_owned();
            assert_eq!(event.id.as_str(), id);
            (id, serde_json::from_slice(body).unwrap())
        });
        verified.collect()
    }
}

/// Answers so, at that URL.
pub(crate) async fn serve(hooks: MethodRouter) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hooks", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/hooks", hooks)).await.unwrap() });
    url
}

async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let mut received = receiver.0.lock().unwrap();
    received.told.push((headers, body));
    received.answer.unwrap_or(StatusCode::NO_CONTENT)
}

#[tokio::test]
async fn a_payment_is_told_once_and_signed() {
    let (receiver, gateway) = Receiver::gateway().await;
    let (_, token) = gateway.verified(LINE).await;
    let paid = gateway.pay(&token).await;
    assert_eq!(gateway.app.deliver().await.unwrap(), 1);
    assert_eq!(gateway.app.deliver().await.unwrap(), 0);
    let [(_, event)] = &receiver.told()[..] else { panic!("one event") };
    assert_eq!((&event["type"], &event["data"]), (&json!("payment.succeeded"), &paid.body));
}

#[tokio::test]
async fn a_denied_payment_and_the_end_of_a_session_are_told_too() {
    let (receiver, gateway) = Receiver::gateway().await;
    let (session, token) = gateway.verified("01000000014").await;
    gateway.pay(&token).await;
    gateway.clock.advance(1_800_000);
    gateway.app.sweep().await.unwrap();
    gateway.clock.advance(-1_800_000); // signatures are judged by the real time
    gateway.app.deliver().await.unwrap();
    gateway.clock.advance(1_800_000);
    assert_eq!(gateway.app.deliver().await.unwrap(), 1);
    gateway.clock.advance(-1_800_000);
    let received = receiver.0.lock().unwrap().told.clone();
    let kinds: Vec<Value> =
        received.iter().map(|(_, body)| serde_json::from_slice::<Value>(body).unwrap()["type"].clone()).collect();
    assert_eq!(kinds, [json!("payment.failed"), json!("session.expired")]);
    let failed: Value = serde_json::from_slice(&received[0].1).unwrap();
    assert_eq!(failed["data"]["failure"]["reason"], "payment_denied");
    let expired: Value = serde_json::from_slice(&received[1].1).unwrap();
    assert_eq!((&expired["data"]["id"], &expired["data"]["status"]), (&json!(session), &json!("expired")));
}

#[tokio::test]
async fn an_event_that_was_not_taken_is_sent_again_as_it_was() {
    let (receiver, gateway) = Receiver::gateway().await;
    let (_, token) = gateway.verified(LINE).await;
    gateway.pay(&token).await;
    receiver.answers(StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(gateway.app.deliver().await.unwrap(), 1);
    gateway.clock.advance(4_999);
    assert_eq!(gateway.app.deliver().await.unwrap(), 0, "five seconds are not over");
    gateway.clock.advance(1);
    receiver.answers(StatusCode::OK);
    assert_eq!(gateway.app.deliver().await.unwrap(), 1);
    let [first, second] = &receiver.told()[..] else { panic!("two deliveries") };
    assert_eq!(first, second);
    gateway.clock.advance(86_400_000);
    assert_eq!(gateway.app.deliver().await.unwrap(), 0);
}

#[tokio::test]
async fn a_receiver_is_tried_for_days_and_then_given_up() {
    let (receiver, gateway) = Receiver::gateway().await;
    let (_, token) = gateway.verified(LINE).await;
    gateway.pay(&token).await;
    receiver.answers(StatusCode::SERVICE_UNAVAILABLE);
    let mut tries = 0;
    for _ in 0..12 {
        tries += gateway.app.deliver().await.unwrap();
        gateway.clock.advance(24 * 3_600_000);
    }
    assert_eq!(tries, 10);
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_asked_no_more() {
    let (receiver, gateway) = Receiver::gateway().await;
    let (_, token) = gateway.verified(LINE).await;
    gateway.pay(&token).await;
    receiver.answers(StatusCode::GONE);
    assert_eq!(gateway.app.deliver().await.unwrap(), 1);
    gateway.clock.advance(24 * 3_600_000);
    assert_eq!(gateway.app.deliver().await.unwrap(), 0);
}

#[tokio::test]
async fn the_background_delivers_by_itself() {
    let (receiver, gateway) = Receiver::gateway().await;
    let background = gateway.app.run_background();
    let session = gateway.session().await;
    gateway.post(&format!("/v1/sessions/{session}/expire"), KEY, &json!({})).await;
    gateway.until(async |_| !receiver.told().is_empty()).await;
    background.stop().await;
    assert_eq!(receiver.told()[0].1["type"], "session.expired");
}
