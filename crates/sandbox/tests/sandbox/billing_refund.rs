//! Carrier Billing Refund, and payouts to bank accounts.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use crate::support::{ANYBODY, Answer, Caller, Sandbox};

impl Caller<'_> {
    async fn paid(&self, number: &str, correlator: &str) -> String {
        let id = self.reserve(number, correlator).await;
        self.settle(&id, "confirm", number).await.is(202);
        id
    }

    async fn refund(&self, id: &str, body: &Value) -> Answer {
        self.post(&format!("/carrier-billing-refund/v0.3/payments/{id}/refunds"), body).await
    }

    async fn refunds(&self, id: &str, more: &str) -> Answer {
        self.get(&format!("/carrier-billing-refund/v0.3/payments/{id}/refunds{more}")).await
    }

    async fn remaining(&self, id: &str) -> Value {
        self.refunds(id, "/remaining-amount").await.is(200).json()["amount"].clone()
    }
}

fn total(correlator: &str) -> Value {
    let transaction = json!({ "clientCorrelator": correlator, "referenceCode": correlator, "refundAmount": {} });
    json!({ "type": "total", "amountTransaction": transaction })
}

fn partial(correlator: &str, amount: i64) -> Value {
    let charge = json!({ "amount": amount, "currency": "KRW", "description": "part" });
    let mut body = total(correlator);
    body["type"] = json!("partial");
    body["amountTransaction"]["refundAmount"]["chargingInformation"] = charge;
    body
}

#[tokio::test]
async fn a_payment_is_refunded_once_wholly() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let id = skt.paid(ANYBODY, "c").await;
    let made = skt.refund(&id, &total("r")).await.is(201).json();
    assert_eq!((&made["refundStatus"], &made["type"]), (&json!("succeeded"), &json!("total")));
    assert_eq!(made["amountTransaction"]["clientCorrelator"], "r");
    let refund = made["refundId"].as_str().unwrap();
    assert_eq!(skt.refunds(&id, &format!("/{refund}")).await.is(200).json(), made);
    assert_eq!(skt.refunds(&id, "").await.is(200).json(), json!([made]));
    skt.refund(&id, &total("r")).await.refuses(409, "ALREADY_EXISTS");
    skt.refund(&id, &total("s")).await.refuses(422, "CARRIER_BILLING_REFUND.UNAUTHORIZED_AMOUNT");
    assert_eq!(
        (skt.remaining(&id).await, &sandbox.get("/ledger").await.json()[0]["refunded"]),
        (json!(0), &json!(9_900))
    );
    skt.refunds(&id, "/nothing").await.refuses(404, "NOT_FOUND");
}

#[tokio::test]
async fn parts_are_refunded_as_long_as_something_is_left() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let id = skt.paid(ANYBODY, "c").await;
    skt.refund(&id, &partial("a", 900)).await.is(201);
    assert_eq!(skt.remaining(&id).await, 9_000);
    skt.refund(&id, &partial("b", 9_001)).await.refuses(422, "CARRIER_BILLING_REFUND.UNAUTHORIZED_AMOUNT");
    skt.refund(&id, &total("b")).await.refuses(422, "CARRIER_BILLING_REFUND.UNAUTHORIZED_AMOUNT");
    let answers =
        futures_util::future::join_all(["d", "e", "f"].map(async |name| skt.refund(&id, &partial(name, 4_000)).await))
            .await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 2);
    let found = skt.refunds(&id, "?order=asc&perPage=2&page=1").await;
    assert_eq!((found.header("x-total-count"), found.header("content-last-key")), ("3", "2"));
    assert_eq!(found.json()[0]["amountTransaction"]["clientCorrelator"], "a");
    skt.refunds(&id, "?refundStatus=paid").await.refuses(400, "INVALID_ARGUMENT");
    skt.refunds(&id, "?perPage=0").await.refuses(400, "OUT_OF_RANGE");
}

#[tokio::test]
async fn some_payments_are_not_refunded() {
    let sandbox = Sandbox::new().await;
    let (skt, hello) = (sandbox.skt().await, sandbox.caller("hello", "").await);
    let reserved = skt.reserve(ANYBODY, "reserved").await;
    skt.refund(&reserved, &total("r")).await.refuses(422, "CARRIER_BILLING_REFUND.INVALID_PAYMENT_STATUS");
    skt.refund("nothing", &total("r")).await.refuses(404, "NOT_FOUND");
    let whole = hello.paid(ANYBODY, "whole").await;
    let not_eligible = "CARRIER_BILLING_REFUND.PAYMENT_NOT_ELIGIBLE_FOR_REFUND";
    hello.refund(&whole, &partial("r", 900)).await.refuses(403, not_eligible);
    skt.refund(&whole, &total("r")).await.refuses(404, "NOT_FOUND");
    let old = skt.paid(ANYBODY, "old").await;
    for bad in [partial("r", 0), json!({ "type": "some", "amountTransaction": {} }), json!({ "type": "total" })] {
        skt.refund(&old, &bad).await.refuses(400, "INVALID_ARGUMENT");
    }
    let reader = sandbox.caller("skt", "carrier-billing-refund:refunds:read").await;
    reader.refund(&old, &total("r")).await.refuses(403, "PERMISSION_DENIED");
    hello.refund(&whole, &total("r")).await.is(201);
    sandbox.clock.advance(31 * 86_400_000);
    let skt = sandbox.skt().await;
    skt.refund(&old, &total("r")).await.refuses(403, not_eligible);
}

#[tokio::test]
async fn some_lines_are_refunded_late_or_not_at_all() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let refused = skt.paid("+821000000019", "refused").await;
    skt.refund(&refused, &total("r")).await.refuses(403, "CARRIER_BILLING_REFUND.REFUND_DENIED");
    assert_eq!(skt.remaining(&refused).await, 9_900);
    let late = skt.paid("+821000000073", "late").await;
    let made = skt.refund(&late, &total("r")).await.is(201).json();
    assert_eq!(made["refundStatus"], "processing");
    assert_eq!(skt.remaining(&late).await, 0, "it is on its way");
    sandbox.clock.advance(8_000);
    assert_eq!(skt.refunds(&late, "").await.json()[0]["refundStatus"], "succeeded");
}

#[tokio::test]
async fn a_payout_is_made_once_and_its_account_forgotten() {
    let sandbox = Sandbox::new().await;
    let put = async |id: &str, number: &str, token: &str| {
        let body = json!({ "amount": 900, "currency": "KRW",
            "account": { "bank": "004", "number": number, "holder": "김하늘" } });
        let request = Request::builder().method(Method::PUT).uri(format!("/payouts/{id}"));
        let request =
            request.header("authorization", format!("Bearer {token}")).header("content-type", "application/json");
        sandbox.send(request.body(Body::from(body.to_string())).unwrap()).await
    };
    put("re_1", "12345678901234", "wrong").await.refuses(401, "UNAUTHENTICATED");
    for _ in 0..2 {
        assert_eq!(
            put("re_1", "12345678901234", "sandbox-payout").await.is(200).json(),
            json!({ "status": "succeeded" })
        );
    }
    let closed = json!({ "status": "failed", "code": "ACCOUNT_CLOSED" });
    assert_eq!(put("re_2", "0000000019", "sandbox-payout").await.is(200).json(), closed);
    assert_eq!(put("re_3", "0000000073", "sandbox-payout").await.is(200).json(), json!({ "status": "pending" }));
    sandbox.clock.advance(8_000);
    let entry = |id: &str, status: &str| json!({ "id": id, "amount": 900, "status": status });
    let all = json!([entry("re_1", "succeeded"), entry("re_2", "failed"), entry("re_3", "succeeded")]);
    assert_eq!(sandbox.get("/payouts").await.json(), all);
}
