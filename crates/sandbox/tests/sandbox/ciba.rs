//! `POST /bc-authorize`, and its polls: the shopper approves on the phone.

use serde_json::json;

use crate::support::{ANYBODY, CLIENT, FORM, Sandbox};

const AUTHORIZE: &str = "/carriers/skt/bc-authorize";
const GOOD: [(&str, &str); 4] =
    [("scope", "openid"), ("login_hint", "tel:%2B821023456789"), ("acr_values", "ars"), ("binding_message", "9900")];

/// A form of a known client, with one field changed; without it when it is empty.
fn form(changed: &str, value: &str) -> String {
    let fields = GOOD.into_iter().filter(|(name, _)| *name != changed).chain([(changed, value)]);
    let fields = fields.filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("&{name}={value}"));
    format!("{CLIENT}{}", fields.collect::<String>())
}

#[tokio::test]
async fn an_approval_gives_one_token() {
    let sandbox = Sandbox::new().await;
    for means in ["ars", "pass"] {
        let asked = sandbox.ask(means, ANYBODY, "").await.is(200).json();
        assert_eq!((&asked["expires_in"], &asked["interval"]), (&json!(180), &json!(1)));
        let id = asked["auth_req_id"].as_str().unwrap();
        sandbox.poll(id).await.declines(400, "authorization_pending");
        sandbox.answer("01023456789", "approve").await.is(204);
        let token = sandbox.poll(id).await.is(200).json();
        assert_eq!((&token["token_type"], &token["expires_in"]), (&json!("Bearer"), &json!(3_600)));
        assert_eq!((token["access_token"].as_str().unwrap().len(), &token["scope"]), (64, &json!("openid")));
        sandbox.poll(id).await.declines(400, "invalid_grant");
    }
}

#[tokio::test]
async fn a_token_opens_what_was_asked_for_and_nothing_else() {
    let sandbox = Sandbox::new().await;
    for (more, status) in [("", 403), ("+sim-swap", 200)] {
        let asked = sandbox.post(AUTHORIZE, FORM, form("scope", &format!("openid{more}"))).await.is(200).json();
        sandbox.answer("01023456789", "approve").await.is(204);
        let mut skt = sandbox.skt().await;
        let token = sandbox.poll(asked["auth_req_id"].as_str().unwrap()).await.is(200).json();
        skt.token = token["access_token"].as_str().unwrap().to_owned();
        skt.post("/sim-swap/v2/check", &json!({ "phoneNumber": ANYBODY })).await.is(status);
    }
}

#[tokio::test]
async fn a_rejection_is_told_however_often_it_is_asked() {
    let sandbox = Sandbox::new().await;
    let id = sandbox.asked("pass", ANYBODY).await;
    sandbox.answer("01023456789", "reject").await.is(204);
    for _ in 0..3 {
        sandbox.poll(&id).await.declines(400, "access_denied");
    }
}

#[tokio::test]
async fn a_request_expires_by_the_clock() {
    let sandbox = Sandbox::new().await;
    for (asked, seconds) in [("", 180), ("&requested_expiry=1", 1), ("&requested_expiry=300", 300)] {
        let answer = sandbox.ask("ars", ANYBODY, asked).await.is(200).json();
        assert_eq!(answer["expires_in"], seconds);
        let id = answer["auth_req_id"].as_str().unwrap();
        sandbox.clock.advance(seconds * 1_000 - 1);
        sandbox.poll(id).await.declines(400, "authorization_pending");
        sandbox.clock.advance(1);
        sandbox.poll(id).await.declines(400, "expired_token");
        sandbox.answer("01023456789", "approve").await.refuses(409, "INCOMPATIBLE_STATE");
    }
}

#[tokio::test]
async fn an_approval_that_is_fetched_too_late_is_none() {
    let sandbox = Sandbox::new().await;
    let id = sandbox.asked("ars", ANYBODY).await;
    sandbox.clock.advance(179_999);
    sandbox.answer("01023456789", "approve").await.is(204);
    sandbox.clock.advance(1);
    sandbox.poll(&id).await.declines(400, "expired_token");
}

#[tokio::test]
async fn a_new_request_ends_the_earlier_one_of_the_same_line_and_means_only() {
    let sandbox = Sandbox::new().await;
    let by_pass = sandbox.asked("pass", ANYBODY).await;
    let somebody_else = sandbox.asked("ars", "+821087654321").await;
    let at_kt = sandbox.ask_at("kt", "ars", ANYBODY, "").await.is(200).json();
    let first = sandbox.asked("ars", ANYBODY).await;
    let second = sandbox.asked("ars", ANYBODY).await;
    sandbox.poll(&first).await.declines(400, "expired_token");
    for id in [&by_pass, &somebody_else, &second] {
        sandbox.poll(id).await.declines(400, "authorization_pending");
    }
    sandbox.poll_at("kt", at_kt["auth_req_id"].as_str().unwrap()).await.declines(400, "authorization_pending");
    sandbox.answer("01023456789", "approve").await.is(204);
    sandbox.poll(&second).await.is(200);
}

#[tokio::test]
async fn a_request_is_known_to_its_own_carrier_only() {
    let sandbox = Sandbox::new().await;
    let id = sandbox.asked("ars", ANYBODY).await;
    sandbox.answer("01023456789", "approve").await.is(204);
    sandbox.poll_at("kt", &id).await.declines(400, "invalid_grant");
    sandbox.poll("nothing").await.declines(400, "invalid_grant");
    sandbox.poll("").await.declines(400, "invalid_request");
    sandbox.poll(&id).await.is(200);
}

#[tokio::test]
async fn who_polls_again_and_again_is_told_to_slow_down_but_not_kept_from_the_token() {
    let sandbox = Sandbox::new().await;
    let id = sandbox.asked("pass", ANYBODY).await;
    for (after, error) in [
        (0, "authorization_pending"),
        (199, "authorization_pending"),
        (199, "slow_down"),
        (200, "authorization_pending"),
        (0, "authorization_pending"),
        (1_000, "authorization_pending"),
        (0, "authorization_pending"),
        (0, "slow_down"),
    ] {
        sandbox.clock.advance(after);
        sandbox.poll(&id).await.declines(400, error);
    }
    sandbox.answer("01023456789", "approve").await.is(204);
    sandbox.poll(&id).await.is(200);
}

#[tokio::test]
async fn what_cannot_be_asked_is_explained_in_the_words_of_ciba() {
    let sandbox = Sandbox::new().await;
    let (long, message) = ("%EA%B0%80".repeat(160), "%EA%B0%80".repeat(161));
    for (name, value, error) in [
        ("scope", "", "invalid_request"),
        ("scope", "sim-swap", "invalid_scope"),
        ("scope", "openid+everything", "invalid_scope"),
        ("acr_values", "", "invalid_request"),
        ("acr_values", "sms", "invalid_request"),
        ("login_hint", "", "invalid_request"),
        ("login_hint", "01023456789", "invalid_request"),
        ("login_hint", "tel:01023456789", "invalid_request"),
        ("login_hint", "tel:%2B8221234567", "unknown_user_id"),
        ("login_hint", "tel:%2B12025550123", "unknown_user_id"),
        ("login_hint_token", "x", "invalid_request"),
        ("request", "x", "invalid_request"),
        ("binding_message", "", "invalid_binding_message"),
        ("binding_message", &message, "invalid_binding_message"),
        ("requested_expiry", "0", "invalid_request"),
        ("requested_expiry", "301", "invalid_request"),
        ("requested_expiry", "soon", "invalid_request"),
        ("client_secret", "wrong", "invalid_request"),
    ] {
        let answer = sandbox.post(AUTHORIZE, FORM, form(name, value)).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (400, &json!(error)), "{name}={value}");
        assert!(!answer.text.contains("2345"), "{}", answer.text);
    }
    let nobody = sandbox.post(AUTHORIZE, FORM, form("", "").replace("sandbox-secret", "wrong")).await;
    nobody.declines(401, "invalid_client");
    sandbox.post(AUTHORIZE, "application/json", "{}").await.declines(400, "invalid_request");
    sandbox.post("/carriers/dt/bc-authorize", FORM, form("", "")).await.refuses(404, "NOT_FOUND");
    sandbox.get(AUTHORIZE).await.refuses(405, "METHOD_NOT_ALLOWED");
    assert!(sandbox.messages("01023456789").await.is_empty());
    sandbox.post(AUTHORIZE, FORM, form("binding_message", &long)).await.is(200);
}

#[tokio::test]
async fn a_line_that_gets_no_code_is_not_asked_either() {
    let sandbox = Sandbox::new().await;
    for (line, status, error, description) in [
        (1, 403, "access_denied", "ONE_TIME_PASSWORD_SMS.PHONE_NUMBER_NOT_ALLOWED: The message could not be delivered"),
        (4, 403, "access_denied", "ONE_TIME_PASSWORD_SMS.PHONE_NUMBER_NOT_ALLOWED: The line belongs to a minor"),
        (6, 403, "access_denied", "ONE_TIME_PASSWORD_SMS.PHONE_NUMBER_BLOCKED: The line is suspended or reported lost"),
        (9, 503, "temporarily_unavailable", "UNAVAILABLE: Maintenance"),
    ] {
        for means in ["ars", "pass"] {
            let answer = sandbox.ask(means, &format!("+82100000{line:04}"), "").await;
            answer.declines(status, error);
            assert_eq!(answer.json()["error_description"], description);
            assert!(sandbox.messages(&format!("0100000{line:04}")).await.is_empty());
        }
    }
    for line in [3, 10, 11, 12, 13, 14] {
        sandbox.asked("ars", &format!("+82100000{line:04}")).await;
    }
}

#[tokio::test]
async fn one_line_lets_every_call_ring_out() {
    let sandbox = Sandbox::new().await;
    let id = sandbox.asked("ars", "+821000000015").await;
    sandbox.poll(&id).await.declines(400, "expired_token");
    let call = &sandbox.messages("01000000015").await[0];
    assert_eq!((&call["channel"], &call["state"]), (&json!("ars"), &json!("ended")));
    let by_pass = sandbox.asked("pass", "+821000000015").await;
    sandbox.answer("01000000015", "approve").await.is(204);
    sandbox.poll(&by_pass).await.is(200);
}

#[tokio::test]
async fn one_line_has_no_pass_app() {
    let sandbox = Sandbox::new().await;
    let refused = sandbox.ask("pass", "+821000000016", "").await;
    refused.declines(403, "access_denied");
    assert_eq!(refused.json()["error_description"], "PASS is not installed");
    assert!(sandbox.messages("01000000016").await.is_empty());
    let by_call = sandbox.asked("ars", "+821000000016").await;
    sandbox.answer("01000000016", "approve").await.is(204);
    sandbox.poll(&by_call).await.is(200);
}
