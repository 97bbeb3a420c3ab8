//! Charging a later month in one step, and what a carrier may answer.

use carrier_checkout_gateway::camara::{ChargeState, Charged, Refusal};
use carrier_checkout_protocol::{Carrier, Reason};
use serde_json::json;

use super::fake::{Fake, Reply, no, payment};
use super::{call, order, phone, reservation};

const CREATE: &str = "POST /skt/carrier-billing/v0.5/payments";
const LIST: &str = "GET /skt/carrier-billing/v0.5/payments";

async fn charge(fake: &Fake) -> Result<Charged, Refusal> {
    let (phone, order) = (phone("010-2345-6789"), order());
    fake.impatient_carriers().charge(&call(Carrier::MvnoSkt, &phone), &reservation(&order, "pay_1")).await
}

fn charged(state: ChargeState) -> Charged {
    Charged { payment: "p1".to_owned(), state }
}

#[tokio::test]
async fn a_charge_says_what_the_bill_will_say_and_its_state_is_read() {
    for (status, state) in [("succeeded", ChargeState::Succeeded), ("processing", ChargeState::Pending)] {
        let fake = Fake::start(move |path, _| match path {
            CREATE => Reply::Json(201, payment("p1", status, "pay_1")),
            _ => Reply::Usual,
        })
        .await;
        assert_eq!(charge(&fake).await, Ok(charged(state)));
        let seen = fake.seen().pop().unwrap();
        assert_eq!((seen.line.as_str(), seen.correlator.as_str()), (CREATE, super::CORRELATOR));
        let transaction = &seen.body["amountTransaction"];
        assert_eq!(
            (&transaction["phoneNumber"], &transaction["clientCorrelator"], &transaction["referenceCode"]),
            (&json!("+821023456789"), &json!("pay_1"), &json!("order-1"))
        );
        let amount = &transaction["paymentAmount"];
        assert_eq!(amount["chargingInformation"]["amount"], 9_900);
        assert_eq!(amount["chargingMetaData"]["merchantName"], "웹툰샵");
    }
}

#[tokio::test]
async fn a_charge_that_the_carrier_knows_already_is_looked_up_however_it_says_so() {
    for (status, code, message) in [
        (409, "ALREADY_EXISTS", "The resource that a client tried to create already exists."),
        (400, "INVALID_ARGUMENT", "clientCorrelator already exist on server."),
    ] {
        let fake = Fake::start(move |path, _| match path {
            CREATE => no(status, code, message),
            LIST => Reply::Json(200, json!([payment("p9", "denied", "pay_9"), payment("p1", "succeeded", "pay_1")])),
            _ => Reply::Usual,
        })
        .await;
        assert_eq!(charge(&fake).await, Ok(charged(ChargeState::Succeeded)), "{code}");
    }
}

#[tokio::test]
async fn what_the_carrier_says_to_know_and_does_not_show_is_not_certain() {
    let fake = Fake::start(|path, _| match path {
        CREATE => no(409, "ALREADY_EXISTS", ""),
        LIST => Reply::Json(200, json!([])),
        _ => Reply::Usual,
    })
    .await;
    assert!(!charge(&fake).await.unwrap_err().certain);
}

#[tokio::test]
async fn a_refusal_is_certain_and_a_lost_answer_is_not() {
    let refused = |status: u16, code: &'static str, message: &'static str| {
        Fake::start(move |path, _| match path {
            CREATE => no(status, code, message),
            _ => Reply::Usual,
        })
    };
    let blocked = refused(403, "CARRIER_BILLING.PAYMENT_DENIED", "Monthly billing is blocked by the subscriber").await;
    let refusal = charge(&blocked).await.unwrap_err();
    assert_eq!((refusal.failure.reason, refusal.certain), (Reason::SubscriberAutopayBlocked, true));
    let invalid = charge(&refused(400, "INVALID_ARGUMENT", "amount").await).await.unwrap_err();
    assert_eq!((invalid.failure.reason, invalid.certain), (Reason::GatewayError, true));
    assert!(!charge(&refused(503, "UNAVAILABLE", "").await).await.unwrap_err().certain);
    let silent = Fake::start(|path, _| if path == CREATE { Reply::Silence } else { Reply::Usual }).await;
    assert!(!charge(&silent).await.unwrap_err().certain);
}

#[tokio::test]
async fn a_carrier_that_only_reserves_has_charged_nothing() {
    let fake = Fake::start(|path, _| match path {
        CREATE => Reply::Json(201, payment("p1", "reserved", "pay_1")),
        _ => Reply::Usual,
    })
    .await;
    assert_eq!(charge(&fake).await, Ok(charged(ChargeState::Denied(Reason::CarrierError.into()))));
}
