//! Stands in for the gateway: a real HTTP server with scripted answers.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use carrier_checkout_protocol::monthly::ChargeKey;
use carrier_checkout_protocol::payment::{CreatePayment, Payment, PaymentStatus};
use carrier_checkout_protocol::phone::PhoneNumber;
use carrier_checkout_protocol::session::{CreateSession, Session, SessionStatus};
use carrier_checkout_protocol::{BillingKeyId, Carrier, ErrorCode, PaymentId, Problem, SessionId, Timestamp};

/// How the next exchange ends.
#[derive(Clone, Copy)]
pub(crate) enum Exchange {
    Ends(PaymentStatus),
    Fails(ErrorCode),
}

pub(crate) struct Records {
    pub(crate) sessions: BTreeMap<String, Session>,
    pub(crate) payments: BTreeMap<String, Payment>,
    /// The keys of the exchanges that were asked for.
    pub(crate) keys: Vec<String>,
    pub(crate) exchange: Exchange,
    /// What the key of monthly billing was charged with, by the `Idempotency-Key`.
    pub(crate) charges: Vec<(String, ChargeKey)>,
    pub(crate) stopped: bool,
    /// Whether it says nothing of its keys.
    pub(crate) silent: bool,
}

#[derive(Clone)]
pub(crate) struct FakeGateway(Arc<Mutex<Records>>);

impl FakeGateway {
    pub(crate) async fn start() -> (Self, String) {
        let records = Records {
            sessions: BTreeMap::new(),
            payments: BTreeMap::new(),
            keys: Vec::new(),
            exchange: Exchange::Ends(PaymentStatus::Succeeded),
            charges: Vec::new(),
            stopped: false,
            silent: false,
        };
        let fake = Self(Arc::new(Mutex::new(records)));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new()
            .route("/v1/sessions", post(create_session))
            .route("/v1/sessions/{id}", get(show_session))
            .route("/v1/payments", post(create_payment))
            .route("/v1/payments/{id}", get(show_payment))
            .merge(crate::keys::routes())
            .merge(crate::cancels::routes())
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (fake, url)
    }

    pub(crate) fn records(&self) -> MutexGuard<'_, Records> {
        self.0.lock().unwrap()
    }

    pub(crate) fn set_status(&self, session: &SessionId, status: SessionStatus) {
        self.records().sessions.get_mut(session.as_str()).unwrap().status = status;
    }

    /// Makes a payment behind the shop's back, as when an answer was lost.
    pub(crate) fn pay(&self, session: &SessionId, status: PaymentStatus) -> Payment {
        let mut records = self.records();
        let session = records.sessions.get(session.as_str()).unwrap().clone();
        let payment = payment(&session, status, records.payments.len());
        records.payments.insert(payment.id.to_string(), payment.clone());
        records.sessions.get_mut(session.id.as_str()).unwrap().payment = Some(payment.id.clone());
        payment
    }
}

fn payment(session: &Session, status: PaymentStatus, number: usize) -> Payment {
    let at = Timestamp::from_millis(1_795_303_860_000 + i64::try_from(number).unwrap());
    Payment {
        id: PaymentId::from_random(number as u128 + 1),
        status,
        session: session.id.clone(),
        order_id: session.order_id.clone(),
        amount: session.amount,
        refunded_amount: None,
        billing: session.billing,
        billing_key: session.monthly.map(|_| BillingKeyId::from_random(1)),
        carrier: Carrier::Skt,
        phone: PhoneNumber::parse("010-1234-5678").unwrap().masked(),
        created_at: at,
        paid_at: (status == PaymentStatus::Succeeded).then_some(at),
        cancel_until: (status == PaymentStatus::Succeeded).then(|| at.end_of_korean_month()),
        deliver_after: None,
        failure: None,
        dispute: None,
    }
}

async fn create_session(
    State(fake): State<FakeGateway>,
    headers: HeaderMap,
    Json(body): Json<CreateSession>,
) -> Response {
    assert_eq!(headers["authorization"], "Bearer sk_test_demo");
    assert_eq!(headers["idempotency-key"], format!("session-{}", body.order_id));
    let mut records = fake.records();
    let id = SessionId::from_random(records.sessions.len() as u128 + 1);
    let host = headers["host"].to_str().unwrap();
    let session = Session {
        url: body.embed.cancel_url.as_ref().map(|_| format!("http://{host}/v1/checkout/{id}?hosted")),
        frame_url: Some(format!("http://{host}/v1/checkout/{id}")),
        embed_html: None,
        appearance_repairs: Vec::new(),
        id,
        status: SessionStatus::Open,
        order_id: body.order_id,
        amount: body.amount,
        billing: body.billing,
        monthly: body.monthly,
        created_at: Timestamp::from_millis(0),
        expires_at: Timestamp::from_millis(1_800_000),
        payment: None,
    };
    records.sessions.insert(session.id.to_string(), session.clone());
    (StatusCode::CREATED, Json(session)).into_response()
}

async fn show_session(State(fake): State<FakeGateway>, Path(id): Path<String>) -> Response {
    match fake.records().sessions.get(&id) {
        Some(session) => Json(session).into_response(),
        None => refuse(ErrorCode::SessionNotFound),
    }
}

async fn create_payment(
    State(fake): State<FakeGateway>,
    headers: HeaderMap,
    Json(body): Json<CreatePayment>,
) -> Response {
    let (exchange, session) = {
        let mut records = fake.records();
        records.keys.push(headers["idempotency-key"].to_str().unwrap().to_owned());
        let session = records.sessions.values().find(|session| session.order_id == body.order_id).unwrap();
        assert_eq!(session.amount, body.amount);
        (records.exchange, session.id.clone())
    };
    match exchange {
        Exchange::Ends(status) => (StatusCode::CREATED, Json(fake.pay(&session, status))).into_response(),
        Exchange::Fails(code) => refuse(code),
    }
}

async fn show_payment(State(fake): State<FakeGateway>, Path(id): Path<String>) -> Response {
    match fake.records().payments.get(&id) {
        Some(payment) => Json(payment).into_response(),
        None => refuse(ErrorCode::PaymentNotFound),
    }
}

fn refuse(code: ErrorCode) -> Response {
    (StatusCode::from_u16(code.status()).unwrap(), Json(Problem::new(code, "req_1"))).into_response()
}
