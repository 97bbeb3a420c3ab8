//! The phone as a stream of events.

use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use futures_util::{FutureExt, StreamExt};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{ANYBODY, Sandbox};

/// Opens the stream of a phone.
async fn open(sandbox: &Sandbox, query: &str, last_event_id: Option<&str>) -> BodyDataStream {
    let mut request = Request::get(format!("/phones/010-2345-6789/events{query}"));
    if let Some(id) = last_event_id {
        request = request.header("last-event-id", id);
    }
    let response = sandbox.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    response.into_body().into_data_stream()
}

/// The next event: its id and its data.
async fn next(stream: &mut BodyDataStream) -> (String, Value) {
    let bytes = stream.next().await.unwrap().unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().to_owned();
    (field("id:"), serde_json::from_str(&field("data:")).unwrap())
}

#[tokio::test]
async fn a_message_appears_on_every_open_page_of_its_phone() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let (mut one, mut other) = (open(&sandbox, "", None).await, open(&sandbox, "?after=0", None).await);
    skt.send_code("+821087654321").await.is(200);
    skt.send_code(ANYBODY).await.is(200);
    let messages = sandbox.messages("01023456789").await;
    for stream in [&mut one, &mut other] {
        let (id, data) = next(stream).await;
        assert_eq!((json!(id), &data), (messages[0]["id"].clone(), &messages[0]));
    }
    skt.send_code(ANYBODY).await.is(200);
    assert_eq!(next(&mut one).await.1, sandbox.messages("01023456789").await[1]);
}

#[tokio::test]
async fn a_page_goes_on_where_it_was() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    for _ in 0..3 {
        skt.send_code(ANYBODY).await.is(200);
    }
    let ids: Vec<String> =
        sandbox.messages("01023456789").await.iter().map(|m| m["id"].as_str().unwrap().to_owned()).collect();
    let mut loaded = open(&sandbox, &format!("?after={}", ids[0]), None).await;
    assert_eq!([next(&mut loaded).await.0, next(&mut loaded).await.0], ids[1..]);
    let mut reconnected = open(&sandbox, &format!("?after={}", ids[0]), Some(&ids[1])).await;
    assert_eq!(next(&mut reconnected).await.0, ids[2]);
}

/// The next event: its name, whether it has an id, and the message's state.
async fn next_state(stream: &mut BodyDataStream) -> (String, bool, String) {
    let bytes = stream.next().await.unwrap().unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned());
    let data: Value = serde_json::from_str(&field("data:").unwrap()).unwrap();
    let name = field("event:").unwrap_or_else(|| "message".to_owned());
    (name, field("id:").is_some(), data["state"].as_str().unwrap().to_owned())
}

fn state(state: &str) -> (String, bool, String) {
    ("state".to_owned(), false, state.to_owned())
}

#[tokio::test]
async fn every_open_page_learns_what_became_of_a_call() {
    let sandbox = Sandbox::new().await;
    let (mut one, mut other) = (open(&sandbox, "", None).await, open(&sandbox, "", None).await);
    for (means, action, becomes) in [("ars", "approve", "approved"), ("pass", "reject", "rejected")] {
        sandbox.asked(means, ANYBODY).await;
        for stream in [&mut one, &mut other] {
            assert_eq!(next_state(stream).await, ("message".to_owned(), true, "waiting".to_owned()));
        }
        sandbox.answer("01023456789", action).await.is(204);
        for stream in [&mut one, &mut other] {
            assert_eq!(next_state(stream).await, state(becomes));
        }
    }
}

#[tokio::test]
async fn an_open_page_learns_that_a_call_rang_out() {
    let sandbox = Sandbox::new().await;
    let mut page = open(&sandbox, "", None).await;
    sandbox.asked("pass", ANYBODY).await;
    sandbox.clock.advance(60_000);
    sandbox.asked("ars", ANYBODY).await;
    for _ in 0..2 {
        assert_eq!(next_state(&mut page).await.2, "waiting");
    }
    for (before_the_end, then) in [(119_999, 1), (59_999, 1)] {
        assert!(page.next().now_or_never().is_none(), "nothing happened yet");
        sandbox.clock.advance(before_the_end);
        assert!(page.next().now_or_never().is_none(), "it is not over yet");
        sandbox.clock.advance(then);
        assert_eq!(next_state(&mut page).await, state("ended"));
    }
    assert!(page.next().now_or_never().is_none());
    assert_eq!(sandbox.clock.sleepers(), 0, "nothing is left to wait for");
}

#[tokio::test]
async fn a_page_learns_what_happened_before_it_listened() {
    let sandbox = Sandbox::new().await;
    sandbox.asked("ars", ANYBODY).await;
    let id = sandbox.messages("01023456789").await[0]["id"].as_str().unwrap().to_owned();
    sandbox.answer("01023456789", "approve").await.is(204);
    let mut loaded = open(&sandbox, &format!("?after={id}"), None).await;
    assert_eq!(next_state(&mut loaded).await, state("approved"));
    let mut reconnected = open(&sandbox, "", Some(&id)).await;
    assert_eq!(next_state(&mut reconnected).await, state("approved"));
}
