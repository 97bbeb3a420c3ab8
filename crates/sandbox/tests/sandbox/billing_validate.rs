//! Carrier Billing: `validatePayment`, where carriers ask for their own code.

use carrier_checkout_sandbox::Rules;
use serde_json::json;

use crate::support::{ANYBODY, Answer, Caller, Sandbox, payment};

async fn asking() -> Sandbox {
    Sandbox::with(Rules { asks_for_its_own_code: true, ..Rules::default() }).await
}

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
async fn the_right_code_reserves_and_then_the_payment_can_be_confirmed() {
    let sandbox = asking().await;
    let skt = sandbox.skt().await;
    let (id, authorization) = waiting(&skt).await;
    skt.settle(&id, "confirm", ANYBODY).await.refuses(403, "CARRIER_BILLING.PAYMENT_DENIED");
    let code = sandbox.last_code("01023456789").await;
    assert_eq!(validate(&skt, &id, &authorization, &code).await.is(204).text, "");
    assert_eq!(skt.status(&id).await, "reserved");
    validate(&skt, &id, &authorization, &code).await.refuses(409, "ALREADY_EXISTS");
    skt.settle(&id, "confirm", ANYBODY).await.is(202);
}

#[tokio::test]
async fn the_last_wrong_code_denies_the_payment() {
    let sandbox = asking().await;
    let skt = sandbox.skt().await;
    let (id, authorization) = waiting(&skt).await;
    for _ in 0..4 {
        validate(&skt, &id, &authorization, "no code").await.refuses(400, "CARRIER_BILLING.INVALID_CODE");
    }
    validate(&skt, &id, &authorization, "no code").await.refuses(400, "CARRIER_BILLING.VALIDATION_FAILED");
    assert_eq!(skt.status(&id).await, "denied");
}

#[tokio::test]
async fn another_or_an_old_authorization_is_invalid() {
    let sandbox = asking().await;
    let skt = sandbox.skt().await;
    let (id, authorization) = waiting(&skt).await;
    let code = sandbox.last_code("01023456789").await;
    validate(&skt, &id, "another", &code).await.refuses(400, "CARRIER_BILLING.INVALID_AUTHORIZATION_ID");
    sandbox.clock.advance(180_000);
    validate(&skt, &id, &authorization, &code).await.refuses(400, "CARRIER_BILLING.INVALID_AUTHORIZATION_ID");
    assert_eq!(skt.status(&id).await, "denied");
}

#[tokio::test]
async fn a_payment_that_is_given_up_cannot_be_validated() {
    let sandbox = asking().await;
    let skt = sandbox.skt().await;
    let (id, authorization) = waiting(&skt).await;
    skt.settle(&id, "cancel", ANYBODY).await.is(202);
    validate(&skt, &id, &authorization, "123456").await.refuses(409, "ALREADY_EXISTS");
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
