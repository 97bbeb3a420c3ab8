//! Carrier Billing: `confirmPayment`, `cancelPayment` and `retrievePayment`.

use serde_json::json;

use crate::support::{ANYBODY, Sandbox};

#[tokio::test]
async fn confirm_charges_what_is_reserved() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let id = skt.reserve(ANYBODY, "c").await;
    sandbox.clock.advance(60_000);
    assert_eq!(skt.settle(&id, "confirm", ANYBODY).await.is(202).text, "");
    let made = skt.get(&format!("/carrier-billing/v0.5/payments/{id}")).await.json();
    assert_eq!((&made["paymentStatus"], &made["paymentDate"]), (&json!("succeeded"), &json!("2026-11-21T23:32:00Z")));
}

#[tokio::test]
async fn a_payment_that_has_ended_stays_so() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    for (how, status, code) in [
        ("confirm", "succeeded", "CARRIER_BILLING.PAYMENT_CONFIRMED"),
        ("cancel", "cancelled", "CARRIER_BILLING.PAYMENT_CANCELLED"),
    ] {
        let id = skt.reserve(ANYBODY, how).await;
        skt.settle(&id, how, ANYBODY).await.is(202);
        for again in ["confirm", "cancel"] {
            skt.settle(&id, again, ANYBODY).await.refuses(409, code);
        }
        assert_eq!(skt.status(&id).await, status);
    }
}

#[tokio::test]
async fn a_denied_payment_is_not_charged_later() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let id = skt.reserve("+821000000014", "c").await;
    skt.settle(&id, "confirm", "+821000000014").await.refuses(403, "CARRIER_BILLING.PAYMENT_DENIED");
    assert_eq!(skt.status(&id).await, "denied");
    for how in ["confirm", "cancel"] {
        skt.settle(&id, how, "+821000000014").await.refuses(409, "CARRIER_BILLING.PAYMENT_CANCELLED");
    }
}

#[tokio::test]
async fn only_the_payers_line_and_carrier_can_settle_a_payment() {
    let sandbox = Sandbox::new().await;
    let (skt, kt) = (sandbox.skt().await, sandbox.caller("kt", "").await);
    let id = skt.reserve(ANYBODY, "c").await;
    for how in ["confirm", "cancel"] {
        skt.settle(&id, how, "+821087654321").await.refuses(404, "IDENTIFIER_NOT_FOUND");
        skt.settle(&id, how, "+346661113334").await.refuses(404, "IDENTIFIER_NOT_FOUND");
        skt.settle(&id, how, "+8221234567").await.refuses(422, "SERVICE_NOT_APPLICABLE");
        skt.settle(&id, how, "01023456789").await.refuses(400, "INVALID_ARGUMENT");
        skt.settle("nothing", how, ANYBODY).await.refuses(404, "NOT_FOUND");
        kt.settle(&id, how, ANYBODY).await.refuses(404, "NOT_FOUND");
        let path = format!("/carrier-billing/v0.5/payments/{id}/{how}");
        skt.post(&path, &json!({})).await.refuses(422, "MISSING_IDENTIFIER");
    }
    assert_eq!(skt.status(&id).await, "reserved");
    kt.get(&format!("/carrier-billing/v0.5/payments/{id}")).await.refuses(404, "NOT_FOUND");
}

#[tokio::test]
async fn many_confirmations_at_once_charge_once() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let id = skt.reserve(ANYBODY, "c").await;
    let answers = futures_util::future::join_all((0..8).map(|_| skt.settle(&id, "confirm", ANYBODY))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 202).count(), 1);
    for lost in answers.iter().filter(|answer| answer.status != 202) {
        lost.refuses(409, "CARRIER_BILLING.PAYMENT_CONFIRMED");
    }
}

#[tokio::test]
async fn what_nobody_confirms_is_given_up_after_an_hour() {
    let sandbox = Sandbox::new().await;
    let id = sandbox.skt().await.reserve(ANYBODY, "c").await;
    sandbox.clock.advance(3_600_000);
    let skt = sandbox.skt().await;
    skt.settle(&id, "confirm", ANYBODY).await.refuses(409, "CARRIER_BILLING.PAYMENT_CANCELLED");
    assert_eq!(skt.status(&id).await, "cancelled");
}
