//! Carrier Billing: `validatePayment`, where carriers ask for their own code.

use carrier_checkout_protocol::Carrier;
use carrier_checkout_sandbox::Rules;
use serde_json::json;

use crate::support::{ANYBODY, Answer, Caller, Sandbox, payment};

/// The payment and the authorization that it waits for.
async fn waiting(caller: &Caller<'_>) -> (String, String) {
    let made = caller.prepare(&payment(ANYBODY, "c")).await.is(201).json();
    assert_eq!(made["paymentStatus"], "pending_validation");
    assert_eq!(made["validationInfo"]["action"], "validate");
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    (text(&made["paymentId"]), text(&made["validationInfo"]["authorizationId"]))
}

async fn validate(caller: &Caller<'_>, id: &str, authorization: &str, code: &str) -> Answer {
    let path = format!("/carrier-billing/v0.5/payments/{id}/validate");
    caller.post(&path, &json!({ "authorizationId": authorization, "code": code })).await
}

#[tokio::test]
async fn only_lg_uplus_asks_for_a_code_of_its_own() {
    let sandbox = Sandbox::new().await;
    for carrier in ["skt", "kt", "hello", "kct", "sk7"] {
        let made = sandbox.caller(carrier, "").await.prepare(&payment(ANYBODY, "c")).await.is(201).json();
        assert_eq!((&made["paymentStatus"], made.get("validationInfo")), (&json!("reserved"), None), "{carrier}");
    }
    assert!(sandbox.messages("01023456789").await.is_empty());
    waiting(&sandbox.caller("lgu", "").await).await;
    assert_eq!(sandbox.messages("01023456789").await.len(), 1);
}

#[tokio::test]
async fn other_rules_have_other_carriers_ask() {
    let sandbox = Sandbox::with(Rules { asks_for_its_own_code: &[Carrier::Kt], ..Rules::default() }).await;
    waiting(&sandbox.caller("kt", "").await).await;
    let lgu = sandbox.caller("lgu", "").await;
    let id = lgu.reserve(ANYBODY, "c").await;
    lgu.settle(&id, "confirm", ANYBODY).await.is(202);
}

#[tokio::test]
async fn the_code_comes_with_seller_and_amount() {
    let sandbox = Sandbox::new().await;
    let lgu = sandbox.caller("lgu", "").await;
    let mut body = payment(ANYBODY, "named");
    body["amountTransaction"]["paymentAmount"]["chargingMetaData"] = json!({ "merchantName": "웹툰샵" });
    lgu.prepare(&body).await.is(201);
    lgu.prepare(&payment(ANYBODY, "nameless")).await.is(201);
    let messages = sandbox.messages("01023456789").await;
    for (message, what) in messages.iter().zip(["웹툰샵", "웹툰 100화"]) {
        let (text, code) = (message["text"].as_str().unwrap(), message["code"].as_str().unwrap());
        assert!(text.starts_with(&format!("[LG U+] {what} 9,900원 결제 승인번호 [{code}]")), "{text}");
    }
    assert_eq!(messages.len(), 2);
}

#[tokio::test]
async fn the_right_code_reserves_and_then_the_payment_can_be_confirmed() {
    let sandbox = Sandbox::new().await;
    let lgu = sandbox.caller("lgu", "").await;
    let (id, authorization) = waiting(&lgu).await;
    lgu.settle(&id, "confirm", ANYBODY).await.refuses(403, "CARRIER_BILLING.PAYMENT_DENIED");
    let code = sandbox.last_code("01023456789").await;
    assert_eq!(validate(&lgu, &id, &authorization, &code).await.is(204).text, "");
    assert_eq!(lgu.status(&id).await, "reserved");
    validate(&lgu, &id, &authorization, &code).await.refuses(409, "ALREADY_EXISTS");
    lgu.settle(&id, "confirm", ANYBODY).await.is(202);
}

#[tokio::test]
async fn the_last_wrong_code_denies_the_payment() {
    let sandbox = Sandbox::new().await;
    let lgu = sandbox.caller("lgu", "").await;
    let (id, authorization) = waiting(&lgu).await;
    for _ in 0..4 {
        validate(&lgu, &id, &authorization, "no code").await.refuses(400, "CARRIER_BILLING.INVALID_CODE");
    }
    validate(&lgu, &id, &authorization, "no code").await.refuses(400, "CARRIER_BILLING.VALIDATION_FAILED");
    assert_eq!(lgu.status(&id).await, "denied");
}

#[tokio::test]
async fn another_or_an_old_authorization_is_invalid() {
    let sandbox = Sandbox::new().await;
    let lgu = sandbox.caller("lgu", "").await;
    let (id, authorization) = waiting(&lgu).await;
    let code = sandbox.last_code("01023456789").await;
    validate(&lgu, &id, "another", &code).await.refuses(400, "CARRIER_BILLING.INVALID_AUTHORIZATION_ID");
    sandbox.clock.advance(180_000);
    validate(&lgu, &id, &authorization, &code).await.refuses(400, "CARRIER_BILLING.INVALID_AUTHORIZATION_ID");
    assert_eq!(lgu.status(&id).await, "denied");
}

#[tokio::test]
async fn a_payment_that_is_given_up_cannot_be_validated() {
    let sandbox = Sandbox::new().await;
    let lgu = sandbox.caller("lgu", "").await;
    let (id, authorization) = waiting(&lgu).await;
    lgu.settle(&id, "cancel", ANYBODY).await.is(202);
    validate(&lgu, &id, &authorization, "123456").await.refuses(409, "ALREADY_EXISTS");
}

#[tokio::test]
async fn what_cannot_be_validated_is_refused() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    validate(&skt, "nothing", "a", "1").await.refuses(404, "NOT_FOUND");
    let id = skt.reserve(ANYBODY, "c").await;
    validate(&skt, &id, "a", "1").await.refuses(409, "ALREADY_EXISTS");
    let path = format!("/carrier-billing/v0.5/payments/{id}/validate");
    for body in [json!({}), json!({ "code": "1" }), json!({ "authorizationId": "a" })] {
        skt.post(&path, &body).await.refuses(400, "INVALID_ARGUMENT");
    }
}
