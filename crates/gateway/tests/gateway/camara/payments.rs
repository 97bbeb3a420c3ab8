//! Reserving and charging when answers get lost.

use carrier_checkout_gateway::camara::{ChargeState, Prepared, Refusal};
use carrier_checkout_protocol::{Carrier, Failure, Reason};
use serde_json::json;

use super::fake::{Fake, Reply, no, payment};
use super::{call, order, phone, reservation, reserved};

const PREPARE: &str = "POST /skt/carrier-billing/v0.5/payments/prepare";
const CONFIRM: &str = "POST /skt/carrier-billing/v0.5/payments/p1/confirm";
const LIST: &str = "GET /skt/carrier-billing/v0.5/payments";
const GET: &str = "GET /skt/carrier-billing/v0.5/payments/p1";
const FIRST_PAGE: &str =
    "GET /skt/carrier-billing/v0.5/payments?merchantIdentifier=m_test&order=desc&page=1&perPage=50";

async fn prepare(fake: &Fake) -> Result<String, Refusal> {
    let (phone, order) = (phone("010-2345-6789"), order());
    let prepared = fake.impatient_carriers().prepare(&call(Carrier::MvnoSkt, &phone), &reservation(&order, "c1")).await;
    prepared.map(reserved)
}

async fn confirm(fake: &Fake) -> Result<ChargeState, Refusal> {
    let phone = phone("010-2345-6789");
    fake.impatient_carriers().confirm(&call(Carrier::MvnoSkt, &phone), "p1").await
}

fn listed(payments: &[serde_json::Value]) -> Reply {
    Reply::Json(200, json!(payments))
}

#[tokio::test]
async fn a_carrier_may_ask_the_shopper_by_itself_first() {
    let asks = async |info: serde_json::Value| {
        let fake = Fake::start(move |path, _| match path {
            PREPARE => {
                let mut waits = payment("p1", "pending_validation", "c1");
                waits["validationInfo"] = info.clone();
                Reply::Json(201, waits)
            }
            _ => Reply::Usual,
        })
        .await;
        let (phone, order) = (phone("010-2345-6789"), order());
        fake.carriers().prepare(&call(Carrier::Skt, &phone), &reservation(&order, "c1")).await
    };
    let payment = "p1".to_owned();
    let code = asks(json!({ "action": "validate", "authorizationId": "a1" })).await;
    assert_eq!(code, Ok(Prepared::AsksForCode { payment: payment.clone(), authorization: "a1".to_owned() }));
    let url = "https://carrier.example/validate/1";
    let page = asks(json!({ "action": "open", "validationURL": url })).await;
    assert_eq!(page, Ok(Prepared::AsksOnPage { payment, url: url.to_owned() }));
    let script = asks(json!({ "action": "open", "validationURL": "javascript:alert(1)" })).await;
    assert!(matches!(script, Ok(Prepared::AsksInVain { payment, .. }) if payment == "p1"));
}

#[tokio::test]
async fn a_reservation_says_what_the_bill_will_say() {
    let fake = Fake::start(|path, _| match path {
        PREPARE => Reply::Json(201, payment("p1", "reserved", "c1")),
        _ => Reply::Usual,
    })
    .await;
    assert_eq!(prepare(&fake).await.as_deref(), Ok("p1"));
    assert_eq!(fake.asked(), [PREPARE]);
    let transaction = &fake.seen()[1].body["amountTransaction"];
    assert_eq!(transaction["phoneNumber"], "+821023456789");
    assert_eq!(transaction["clientCorrelator"], "c1");
    assert_eq!(transaction["referenceCode"], "order-1");
    let amount = &transaction["paymentAmount"]["chargingInformation"];
    assert_eq!((&amount["amount"], &amount["currency"]), (&json!(9900), &json!("KRW")));
    assert_eq!(amount["description"], "웹툰 코인 100개");
    assert_eq!(transaction["paymentAmount"]["chargingMetaData"]["merchantName"], "웹툰샵");
}

#[tokio::test]
async fn a_reservation_whose_answer_was_lost_is_found() {
    for lost in [|| Reply::Silence, || Reply::Text(201, "<html>"), || Reply::Text(504, "")] {
        let fake = Fake::start(move |path, _| match path {
            PREPARE => lost(),
            LIST => listed(&[payment("p2", "reserved", "c2"), payment("p1", "reserved", "c1")]),
            _ => Reply::Usual,
        })
        .await;
        assert_eq!(prepare(&fake).await.as_deref(), Ok("p1"));
        assert_eq!(fake.asked(), [PREPARE, FIRST_PAGE]);
    }
}

#[tokio::test]
async fn a_reservation_that_was_never_made_is_asked_for_again_under_the_same_name() {
    let fake = Fake::start(|path, before| match (path, before) {
        (PREPARE, 0) => Reply::Silence,
        (PREPARE, _) => Reply::Json(201, payment("p1", "reserved", "c1")),
        (LIST, _) => listed(&[]),
        _ => Reply::Usual,
    })
    .await;
    assert_eq!(prepare(&fake).await.as_deref(), Ok("p1"));
    let names: Vec<_> = fake
        .seen()
        .iter()
        .filter_map(|s| s.body["amountTransaction"]["clientCorrelator"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(names, ["c1", "c1"]);
}

#[tokio::test]
async fn a_reservation_that_cannot_be_looked_up_is_not_certain_and_not_asked_for_again() {
    let fake = Fake::start(|path, _| match path {
        PREPARE => Reply::Silence,
        LIST => no(403, "PERMISSION_DENIED", ""),
        _ => Reply::Usual,
    })
    .await;
    let refusal = prepare(&fake).await.unwrap_err();
    assert_eq!(refusal.failure.quote.as_deref(), Some("SKT-TIMEOUT"));
    assert!(!refusal.certain);
    assert_eq!(fake.asked(), [PREPARE, FIRST_PAGE]);
}

#[tokio::test]
async fn a_reservation_is_looked_for_beyond_the_first_page() {
    let fake = Fake::start(|path, before| match (path, before) {
        (PREPARE, _) => no(409, "ALREADY_EXISTS", ""),
        (LIST, 0) => listed(&vec![payment("p2", "succeeded", "c2"); 50]),
        (LIST, _) => listed(&[payment("p1", "reserved", "c1")]),
        _ => Reply::Usual,
    })
    .await;
    assert_eq!(prepare(&fake).await.as_deref(), Ok("p1"));
}

#[tokio::test]
async fn another_payment_of_the_line_is_in_the_way_for_a_while() {
    let fake = Fake::start(|path, _| match path {
        PREPARE => no(409, "ALREADY_EXISTS", "Another session is created for the same UE"),
        LIST => listed(&[payment("p2", "reserved", "c2")]),
        _ => Reply::Usual,
    })
    .await;
    let refusal = prepare(&fake).await.unwrap_err();
    assert_eq!(refusal.failure.reason, Reason::TooManyRequests);
    assert!(refusal.certain);
}

#[tokio::test]
async fn a_carrier_that_takes_a_moment_to_reserve_is_waited_for() {
    let fake = Fake::start(|path, before| match (path, before) {
        (PREPARE, _) => Reply::Json(201, payment("p1", "processing", "c1")),
        (GET, 0) => Reply::Json(200, payment("p1", "processing", "c1")),
        (GET, _) => Reply::Json(200, payment("p1", "reserved", "c1")),
        _ => Reply::Usual,
    })
    .await;
    assert_eq!(prepare(&fake).await.as_deref(), Ok("p1"));
    assert_eq!(fake.asked(), [PREPARE, GET, GET]);
}

#[tokio::test]
async fn a_reservation_that_ends_denied_is_a_refusal() {
    let fake = Fake::start(move |path, _| match path {
        PREPARE => Reply::Json(201, payment("p1", "denied", "c1")),
        _ => Reply::Usual,
    })
    .await;
    let refusal = prepare(&fake).await.unwrap_err();
    assert_eq!(refusal.failure, Failure::quoting(Reason::PaymentDenied, "SKT-DENIED".to_owned()));
    assert!(refusal.certain);
}

#[tokio::test]
async fn an_accepted_confirm_is_as_far_as_the_payment_says() {
    let denied = ChargeState::Denied(Failure::quoting(Reason::PaymentDenied, "SKT-DENIED".to_owned()));
    for (status, expected) in
        [("processing", ChargeState::Pending), ("succeeded", ChargeState::Succeeded), ("denied", denied)]
    {
        let fake = Fake::start(move |path, _| match path {
            CONFIRM => Reply::Text(202, ""),
            GET => Reply::Json(200, payment("p1", status, "c1")),
            _ => Reply::Usual,
        })
        .await;
        assert_eq!(confirm(&fake).await, Ok(expected));
    }
}

#[tokio::test]
async fn an_accepted_confirm_whose_state_is_lost_is_pending() {
    let fake = Fake::start(|path, _| match path {
        CONFIRM => Reply::Text(202, ""),
        GET => Reply::Silence,
        _ => Reply::Usual,
    })
    .await;
    assert_eq!(confirm(&fake).await, Ok(ChargeState::Pending));
}

#[tokio::test]
async fn a_lost_confirm_is_only_certain_when_the_payment_has_ended() {
    for (status, expected) in [("succeeded", Some(ChargeState::Succeeded)), ("reserved", None), ("processing", None)] {
        let fake = Fake::start(move |path, _| match path {
            CONFIRM => Reply::Silence,
            GET => Reply::Json(200, payment("p1", status, "c1")),
            _ => Reply::Usual,
        })
        .await;
        match (confirm(&fake).await, expected) {
            (Ok(state), Some(expected)) => assert_eq!(state, expected),
            (Err(refusal), None) => assert!(!refusal.certain),
            (outcome, _) => panic!("{status}: {outcome:?}"),
        }
        assert_eq!(fake.asked(), [CONFIRM, GET]);
    }
}

#[tokio::test]
async fn a_payment_that_was_confirmed_before_has_succeeded() {
    for (code, expected) in [
        ("CARRIER_BILLING.PAYMENT_CONFIRMED", ChargeState::Succeeded),
        ("CARRIER_BILLING.PAYMENT_CANCELLED", ChargeState::Cancelled),
    ] {
        let fake = Fake::start(move |path, _| if path == CONFIRM { no(409, code, "") } else { Reply::Usual }).await;
        assert_eq!(confirm(&fake).await, Ok(expected));
    }
}

#[tokio::test]
async fn nothing_to_release_is_released() {
    let fake = Fake::start(|_, _| Reply::Usual).await;
    let phone = phone("010-2345-6789");
    assert_eq!(fake.carriers().release(&call(Carrier::Skt, &phone), "p/../1").await, Ok(()));
    assert_eq!(fake.asked(), ["POST /skt/carrier-billing/v0.5/payments/p%2F..%2F1/cancel"]);
}

#[tokio::test]
async fn a_confirm_that_meets_another_one_is_not_taken_for_a_refusal() {
    for (status, expected) in [("succeeded", Some(ChargeState::Succeeded)), ("processing", None)] {
        for (refused, code) in [(409, "ALREADY_EXISTS"), (409, "ABORTED"), (408, "")] {
            let fake = Fake::start(move |path, _| match path {
                CONFIRM => no(refused, code, ""),
                GET => Reply::Json(200, payment("p1", status, "c1")),
                _ => Reply::Usual,
            })
            .await;
            match confirm(&fake).await {
                Ok(state) => assert_eq!(Some(state), expected, "{refused} {code}"),
                Err(refusal) => assert!(expected.is_none() && !refusal.certain, "{refused} {code}"),
            }
        }
    }
}
