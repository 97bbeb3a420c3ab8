//! The phone as JSON.

use serde_json::Value;

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
