//! The phone as JSON and as a stream of events.

use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use futures_util::StreamExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::{ANYBODY, Sandbox};

#[tokio::test]
async fn messages_are_listed_with_the_newest_last() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    skt.send_code(ANYBODY).await.is(200);
    sandbox.clock.advance(1_000);
    skt.send_code(ANYBODY).await.is(200);
    skt.send_code("+821087654321").await.is(200);
    let messages = sandbox.messages("010-2345-6789").await;
    let times: Vec<&Value> = messages.iter().map(|message| &message["received_at"]).collect();
    assert_eq!(times, [1_795_303_860_000_i64, 1_795_303_861_000]);
    let code = messages[0]["code"].as_str().unwrap();
    assert_eq!(messages[0]["channel"], "sms");
    assert_eq!(messages[0]["text"], format!("[웹툰샵] 인증번호 [{code}]"));
    assert!(messages[0]["id"].is_string() && messages[0]["id"] != messages[1]["id"]);
    assert_eq!(sandbox.messages("%2B82%2010-2345-6789").await, messages);
}

#[tokio::test]
async fn a_text_message_has_nothing_to_approve() {
    let sandbox = Sandbox::new().await;
    sandbox.skt().await.send_code(ANYBODY).await.is(200);
    let id = sandbox.messages("01023456789").await[0]["id"].as_str().unwrap().to_owned();
    let json = "application/json";
    let answer = async |number: &str, id: &str, body: &'static str| {
        sandbox.post(&format!("/phones/{number}/messages/{id}"), json, body).await
    };
    for body in [r#"{"action":"approve"}"#, r#"{"action":"reject"}"#] {
        let refused = answer("01023456789", &id, body).await;
        refused.refuses(409, "INCOMPATIBLE_STATE");
        assert!(refused.text.contains("nothing to"), "{}", refused.text);
    }
    let approve = r#"{"action":"approve"}"#;
    answer("01023456789", "999", approve).await.refuses(404, "NOT_FOUND");
    answer("01023456789", "x", approve).await.refuses(404, "NOT_FOUND");
    answer("01087654321", &id, approve).await.refuses(404, "NOT_FOUND");
    answer("01023456789", &id, r#"{"action":"ignore"}"#).await.refuses(400, "INVALID_ARGUMENT");
    answer("02123", &id, approve).await.refuses(400, "INVALID_ARGUMENT");
}

#[tokio::test]
async fn a_number_that_is_none_has_no_messages() {
    let sandbox = Sandbox::new().await;
    for number in ["12", "0212345678", "010-2345", "%ff"] {
        sandbox.get(&format!("/phones/{number}/messages")).await.refuses(400, "INVALID_ARGUMENT");
        sandbox.get(&format!("/phones/{number}/events")).await.refuses(400, "INVALID_ARGUMENT");
    }
    sandbox.get("/phones/01023456789/events?after=x").await.refuses(400, "INVALID_ARGUMENT");
}

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
