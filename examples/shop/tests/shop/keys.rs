//! The gateway's keys of monthly billing: there is one, of the only subscription.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use carrier_checkout_protocol::monthly::{BillingKey, BillingKeyStatus, ChargeKey, KoreanMonth, StoppedBy};
use carrier_checkout_protocol::payment::{Payment, PaymentStatus};
use carrier_checkout_protocol::{PaymentId, Problem, Reason, Timestamp};

use crate::gateway::{Exchange, FakeGateway};

pub(crate) fn routes() -> Router<FakeGateway> {
    Router::new()
        .route("/v1/billing_keys/{id}", get(show))
        .route("/v1/billing_keys/{id}/payments", post(charge))
        .route("/v1/billing_keys/{id}/stop", post(stop))
}

fn first(fake: &FakeGateway) -> Payment {
    fake.records().payments.values().find(|payment| payment.billing_key.is_some()).unwrap().clone()
}

/// The key, each month of which has been charged as often as it was asked for with success.
fn key(fake: &FakeGateway) -> BillingKey {
    let first = first(fake);
    let records = fake.records();
    let (charged, stopped) = (records.charges.len(), records.stopped);
    let monthly = records.sessions.values().find_map(|session| session.monthly).unwrap();
    let month = (0..=charged).fold(KoreanMonth::of(first.created_at), |month, _| month.next());
    BillingKey {
        id: first.billing_key.unwrap(),
        status: if stopped { BillingKeyStatus::Stopped } else { BillingKeyStatus::Active },
        session: first.session,
        goods: "음악 월정액".to_owned(),
        amount: first.amount,
        day: monthly.day,
        carrier: first.carrier,
        phone: first.phone,
        created_at: first.created_at,
        next_charge: (!stopped).then(|| month.on(monthly.day)),
        stopped_at: stopped.then(|| Timestamp::from_millis(1)),
        stopped_by: stopped.then_some(StoppedBy::Merchant),
        first_payment: first.id.clone(),
        last_payment: first.id,
    }
}

async fn show(State(fake): State<FakeGateway>) -> Response {
    let silent = fake.records().silent;
    if silent { StatusCode::BAD_GATEWAY.into_response() } else { Json(key(&fake)).into_response() }
}

async fn charge(State(fake): State<FakeGateway>, headers: HeaderMap, Json(body): Json<ChargeKey>) -> Response {
    assert_eq!(headers["authorization"], "Bearer sk_test_demo");
    let asked = (headers["idempotency-key"].to_str().unwrap().to_owned(), body.clone());
    let exchange = fake.records().exchange;
    match exchange {
        Exchange::Ends(status) => {
            fake.records().charges.push(asked);
            let number = fake.records().charges.len() as u128;
            let id = PaymentId::from_random(1_000 + number);
            let paid_at = (status == PaymentStatus::Succeeded).then_some(Timestamp::from_millis(1_795_303_860_000));
            let month = Payment { id, status, order_id: body.order_id, paid_at, ..first(&fake) };
            (StatusCode::CREATED, Json(month)).into_response()
        }
        Exchange::Fails(code) => {
            let reason = Some(Reason::RecurringKeyInvalid);
            (StatusCode::PAYMENT_REQUIRED, Json(Problem { reason, ..Problem::new(code, "req_1") })).into_response()
        }
    }
}

async fn stop(State(fake): State<FakeGateway>) -> Response {
    fake.records().stopped = true;
    Json(key(&fake)).into_response()
}
