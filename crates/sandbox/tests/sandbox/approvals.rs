//! Calls and PASS requests on the phone: as JSON and on its page.

use serde_json::json;

use crate::support::{ANYBODY, MESSAGE, Sandbox};

const PHONE: &str = "01023456789";

#[tokio::test]
async fn a_call_and_a_pass_request_are_listed_with_their_state_and_no_code() {
    let sandbox = Sandbox::new().await;
    sandbox.skt().await.send_code(ANYBODY).await.is(200);
    sandbox.asked("ars", ANYBODY).await;
    sandbox.asked("pass", ANYBODY).await;
    let messages = sandbox.messages(PHONE).await;
    assert!(messages[0]["code"].is_string() && messages[0].get("state").is_none());
    for (message, channel) in messages[1..].iter().zip(["ars", "pass"]) {
        let expected = json!({
            "id": message["id"],
            "channel": channel,
            "text": MESSAGE,
            "state": "waiting",
            "received_at": 1_795_303_860_000_i64,
        });
        assert_eq!(message, &expected);
    }
}

#[tokio::test]
async fn a_request_is_answered_once() {
    let sandbox = Sandbox::new().await;
    for (action, state) in [("approve", "approved"), ("reject", "rejected")] {
        for means in ["ars", "pass"] {
            sandbox.asked(means, ANYBODY).await;
            assert_eq!(sandbox.answer(PHONE, action).await.is(204).text, "");
            for again in ["approve", "reject"] {
                sandbox.answer(PHONE, again).await.refuses(409, "INCOMPATIBLE_STATE");
            }
            assert_eq!(sandbox.messages(PHONE).await.last().unwrap()["state"], state);
        }
    }
}

#[tokio::test]
async fn what_has_ended_cannot_be_answered() {
    let sandbox = Sandbox::new().await;
    sandbox.asked("ars", ANYBODY).await;
    sandbox.clock.advance(180_000);
    sandbox.answer(PHONE, "approve").await.refuses(409, "INCOMPATIBLE_STATE");
    assert_eq!(sandbox.messages(PHONE).await[0]["state"], "ended");
}

#[tokio::test]
async fn only_the_phone_that_was_asked_can_answer() {
    let sandbox = Sandbox::new().await;
    let request = sandbox.asked("ars", ANYBODY).await;
    let id = sandbox.messages(PHONE).await[0]["id"].as_str().unwrap().to_owned();
    let approve = r#"{"action":"approve"}"#;
    let (other, unknown) = (format!("/phones/01087654321/messages/{id}"), format!("/phones/{PHONE}/messages/999"));
    for path in [other, unknown] {
        sandbox.post(&path, "application/json", approve).await.refuses(404, "NOT_FOUND");
    }
    // A form of another site cannot answer either: it cannot send JSON.
    let path = format!("/phones/{PHONE}/messages/{id}");
    sandbox.post(&path, "text/plain", approve).await.refuses(415, "UNSUPPORTED_MEDIA_TYPE");
    sandbox.poll(&request).await.declines(400, "authorization_pending");
}

/// The part of the page that shows its last message.
async fn last_item(sandbox: &Sandbox) -> String {
    let page = sandbox.get(&format!("/phones/{PHONE}")).await.is(200).text.clone();
    let list = page.split_once("</ol>").unwrap().0.to_owned();
    list.rsplit_once("<li ").unwrap().1.to_owned()
}

#[tokio::test]
async fn the_page_shows_who_asks_what_and_how_far_it_is() {
    let sandbox = Sandbox::new().await;
    for (means, from, approve, waiting, done) in [
        ("ars", "자동응답 전화(ARS)", "1번 누르기(승인)", "전화가 울리고 있습니다.", "1번을 눌러 승인했습니다."),
        ("pass", "PASS 앱 인증 요청", ">승인</button>", "답을 기다리고 있습니다.", "승인했습니다."),
    ] {
        sandbox.asked(means, ANYBODY).await;
        let item = last_item(&sandbox).await;
        for part in [from, approve, MESSAGE, "role=\"group\"", "거절", "data-state=\"waiting\""] {
            assert!(item.contains(part), "{part}\n{item}");
        }
        assert!(item.contains(&format!("<span data-when=\"waiting\">{waiting}</span>")), "{item}");
        sandbox.answer(PHONE, "approve").await.is(204);
        let item = last_item(&sandbox).await;
        assert!(item.contains(&format!("<span data-when=\"approved\">{done}</span>")), "{item}");
        assert!(item.contains(&format!("<span data-when=\"waiting\" hidden>{waiting}</span>")), "{item}");
    }
}

#[tokio::test]
async fn the_page_has_a_mould_for_each_channel() {
    let page = Sandbox::new().await.get(&format!("/phones/{PHONE}")).await.is(200).text.clone();
    for channel in ["sms", "ars", "pass"] {
        assert_eq!(page.matches(&format!("<template data-mould=\"{channel}\">")).count(), 1, "{page}");
    }
}

#[tokio::test]
async fn what_is_asked_cannot_be_markup() {
    let sandbox = Sandbox::new().await;
    let form = "client_id=sandbox&client_secret=sandbox-secret&scope=openid&login_hint=tel:%2B821023456789\
                &acr_values=pass&binding_message=%3Cimg+src%3Dx%3E";
    sandbox.post("/carriers/skt/bc-authorize", crate::support::FORM, form).await.is(200);
    let item = last_item(&sandbox).await;
    assert!(item.contains("&lt;img src=x") && !item.contains("<img"), "{item}");
}
