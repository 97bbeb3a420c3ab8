//! Refunds: what carriers are asked, and what their answers mean.

use carrier_checkout_gateway::camara::{RefundState, Refunded, Refunding};
use carrier_checkout_protocol::{Carrier, OrderId, Reason, RefundId, Won};
use serde_json::{Value, json};

use super::fake::{Fake, Reply, no};
use super::{call, phone};

const CREATE: &str = "POST /skt/carrier-billing-refund/v0.3/payments/p1/refunds";
const LIST: &str = "GET /skt/carrier-billing-refund/v0.3/payments/p1/refunds";
const ONE: &str = "GET /skt/carrier-billing-refund/v0.3/payments/p1/refunds/r1";

fn id() -> RefundId {
    RefundId::from_random(7)
}

/// A refund as a carrier shows it.
fn refund(name: &str, status: &str, correlator: &RefundId) -> Value {
    json!({
        "refundId": name, "refundStatus": status, "type": "total", "refundCreationDate": "2026-11-22T08:31:00+09:00",
        "amountTransaction": { "clientCorrelator": correlator, "referenceCode": correlator, "refundAmount": {} },
    })
}

/// What comes of refunding a payment: the state, or the reason and whether it is certain.
async fn ask(fake: &Fake, part: Option<u32>) -> Result<Refunded, (Reason, bool)> {
    let (line, id, order) = (phone("010-2345-6789"), id(), OrderId::parse("order-1").unwrap());
    let part = part.map(|won| Won::new(won).unwrap());
    let refunding = Refunding { charge: "p1", id: &id, part, order: &order };
    let asked = fake.carriers().refund(&call(Carrier::Skt, &line), &refunding).await;
    asked.map_err(|refusal| (refusal.failure.reason, refusal.certain))
}

#[tokio::test]
async fn the_whole_is_asked_for_without_an_amount_and_a_part_with_one() {
    let fake = Fake::start(|path, _| match path {
        CREATE => Reply::Json(201, refund("r1", "succeeded", &id())),
        _ => Reply::Usual,
    })
    .await;
    let succeeded = Refunded { refund: "r1".to_owned(), state: RefundState::Succeeded };
    assert_eq!(ask(&fake, None).await, Ok(succeeded.clone()));
    assert_eq!(ask(&fake, Some(900)).await, Ok(succeeded));
    let bodies: Vec<Value> = fake.seen().into_iter().filter(|s| s.line == CREATE).map(|s| s.body).collect();
    assert_eq!((&bodies[0]["type"], &bodies[0]["amountTransaction"]["refundAmount"]), (&json!("total"), &json!({})));
    let charged = &bodies[1]["amountTransaction"]["refundAmount"]["chargingInformation"];
    assert_eq!(
        (&bodies[1]["type"], &charged["amount"], &charged["currency"]),
        (&json!("partial"), &json!(900), &json!("KRW"))
    );
    assert!(bodies.iter().all(|body| body["amountTransaction"]["clientCorrelator"] == json!(id())));
}

#[tokio::test]
async fn a_refund_whose_answer_is_lost_or_that_exists_is_found_in_the_list() {
    for lost in [|| Reply::Text(502, "<html>"), || no(409, "ALREADY_EXISTS", "")] {
        let fake = Fake::start(move |path, _| match path {
            CREATE => lost(),
            LIST => Reply::Json(
                200,
                json!([refund("r2", "denied", &RefundId::from_random(8)), refund("r1", "processing", &id())]),
            ),
            _ => Reply::Usual,
        })
        .await;
        assert_eq!(ask(&fake, None).await, Ok(Refunded { refund: "r1".to_owned(), state: RefundState::Pending }));
        assert_eq!(fake.asked().iter().filter(|line| *line == CREATE).count(), 1, "asked for once");
    }
}

#[tokio::test]
async fn a_refund_that_is_neither_answered_nor_found_may_have_been_made() {
    let fake = Fake::start(|path, _| match path {
        CREATE => Reply::Text(500, ""),
        LIST => Reply::Json(200, json!([])),
        _ => Reply::Usual,
    })
    .await;
    assert_eq!(ask(&fake, None).await, Err((Reason::CarrierError, false)));
}

#[tokio::test]
async fn a_refusal_is_certain_and_has_its_reason() {
    for (status, code, reason) in [
        (403, "CARRIER_BILLING_REFUND.REFUND_DENIED", Reason::PaymentDenied),
        (403, "CARRIER_BILLING_REFUND.PAYMENT_NOT_ELIGIBLE_FOR_REFUND", Reason::CarrierPolicyBlock),
        (422, "CARRIER_BILLING_REFUND.UNAUTHORIZED_AMOUNT", Reason::AmountOutOfRange),
        (422, "CARRIER_BILLING_REFUND.INVALID_PAYMENT_STATUS", Reason::GatewayError),
        (404, "NOT_FOUND", Reason::GatewayError),
    ] {
        let fake = Fake::start(move |path, _| if path == CREATE { no(status, code, "") } else { Reply::Usual }).await;
        assert_eq!(ask(&fake, None).await, Err((reason, true)), "{code}");
    }
}

#[tokio::test]
async fn the_state_of_a_refund_is_asked_by_its_name() {
    for (status, succeeded) in [("succeeded", true), ("denied", false)] {
        let fake = Fake::start(move |path, _| match path {
            ONE => Reply::Json(200, refund("r1", status, &id())),
            _ => Reply::Usual,
        })
        .await;
        let line = phone("010-2345-6789");
        let state = fake.carriers().refund_state(&call(Carrier::Skt, &line), "p1", "r1").await.unwrap();
        assert_eq!(state == RefundState::Succeeded, succeeded);
        assert_eq!(matches!(state, RefundState::Denied(_)), !succeeded);
    }
}
