//! The world outside the gateway, as lean as it can be and over real HTTP: every carrier by CAMARA, and the merchant's
//! receiver of webhooks. The sandbox keeps books in a database of its own, which would be measured, too.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// The code that every phone gets: who guesses it is not what is measured.
pub(crate) const CODE: &str = "135790";

/// The outside world; cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Outside {
    told: Arc<Mutex<HashMap<String, oneshot::Sender<()>>>>,
    counted: Arc<Mutex<Counted>>,
}

/// What the carriers were asked about lines that are watched.
#[derive(Default)]
struct Counted {
    /// By phone number, how many codes were sent.
    sent: HashMap<String, usize>,
    /// By what a code is known by, whose line it went to.
    lines: HashMap<String, String>,
    /// By phone number, how many codes were tried.
    tried: HashMap<String, usize>,
}

#[derive(Deserialize)]
struct Told {
    #[serde(rename = "type")]
    kind: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    order_id: String,
}

impl Outside {
    /// Listens until the program ends.
    pub(crate) async fn start(&self) -> anyhow::Result<SocketAddr> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let router = router(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(address)
    }

    /// Ends when the merchant was told that this order is paid.
    pub(crate) fn paid(&self, order: &str) -> oneshot::Receiver<()> {
        let (sender, receiver) = oneshot::channel();
        self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(order.to_owned(), sender);
        receiver
    }
}

impl Outside {
    /// Has what is asked about that line be counted.
    pub(crate) fn watch(&self, phone: &str) {
        self.counted().sent.insert(international(phone), 0);
    }

    /// How many codes went to a line that is watched, and how many were tried.
    pub(crate) fn asked_about(&self, phone: &str) -> (usize, usize) {
        let (counted, phone) = (self.counted(), international(phone));
        let of = |counts: &HashMap<String, usize>| counts.get(&phone).copied().unwrap_or_default();
        (of(&counted.sent), of(&counted.tried))
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn international(phone: &str) -> String {
    format!("+82{}", phone.trim_start_matches('0'))
}

fn router(outside: Outside) -> Router {
    let payments = "/carriers/{carrier}/carrier-billing/v0.5/payments";
    Router::new()
        .route("/carriers/{carrier}/oauth2/token", post(token))
        .route("/carriers/{carrier}/sim-swap/v2/check", post(async || Json(json!({ "swapped": false }))))
        .route("/carriers/{carrier}/one-time-password-sms/v1/send-code", post(send_code))
        .route("/carriers/{carrier}/one-time-password-sms/v1/validate-code", post(validate_code))
        .route(&format!("{payments}/prepare"), post(prepare))
        .route(&format!("{payments}/{{id}}/confirm"), post(confirm))
        .route(&format!("{payments}/{{id}}"), get(retrieve))
        .route("/webhooks", post(webhook))
        .with_state(outside)
}

async fn token() -> Json<Value> {
    Json(json!({ "access_token": "a-token-of-the-load", "token_type": "Bearer", "expires_in": 86_400 }))
}

async fn send_code(State(outside): State<Outside>, Json(asked): Json<Value>) -> Json<Value> {
    let id = format!("{:032x}", fastrand::u128(..));
    let mut counted = outside.counted();
    let phone = asked["phoneNumber"].as_str().unwrap_or_default();
    if let Some(sent) = counted.sent.get_mut(phone) {
        *sent += 1;
        counted.lines.insert(id.clone(), phone.to_owned());
    }
    Json(json!({ "authenticationId": id }))
}

async fn validate_code(State(outside): State<Outside>, Json(asked): Json<Value>) -> Response {
    let mut counted = outside.counted();
    let line = counted.lines.get(asked["authenticationId"].as_str().unwrap_or_default()).cloned();
    if let Some(line) = line {
        *counted.tried.entry(line).or_default() += 1;
    }
    if asked["code"] == CODE {
        return StatusCode::NO_CONTENT.into_response();
    }
    let code = "ONE_TIME_PASSWORD_SMS.INVALID_OTP";
    (StatusCode::BAD_REQUEST, Json(json!({ "status": 400, "code": code, "message": "wrong" }))).into_response()
}

async fn prepare(Json(asked): Json<Value>) -> Response {
    let id = format!("{:032x}", fastrand::u128(..));
    (StatusCode::CREATED, Json(payment(&id, "reserved", &asked["amountTransaction"]))).into_response()
}

async fn confirm(Path((_, id)): Path<(String, String)>) -> Response {
    (StatusCode::ACCEPTED, Json(payment(&id, "processing", &json!({})))).into_response()
}

async fn retrieve(Path((_, id)): Path<(String, String)>) -> Json<Value> {
    Json(payment(&id, "succeeded", &json!({})))
}

fn payment(id: &str, status: &str, transaction: &Value) -> Value {
    json!({
        "paymentId": id,
        "paymentStatus": status,
        "paymentCreationDate": "2026-11-22T08:31:00+09:00",
        "amountTransaction": transaction,
    })
}

async fn webhook(State(outside): State<Outside>, body: Bytes) -> StatusCode {
    let Ok(told) = serde_json::from_slice::<Told>(&body) else { return StatusCode::BAD_REQUEST };
    if told.kind == "payment.succeeded" {
        let waiting = outside.told.lock().unwrap_or_else(PoisonError::into_inner).remove(&told.data.order_id);
        if let Some(waiting) = waiting {
            let _ = waiting.send(());
        }
    }
    StatusCode::NO_CONTENT
}
