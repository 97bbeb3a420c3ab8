//! A carrier that answers as a test has it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use carrier_checkout_gateway::camara::{Carriers, CarriersConfig};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use url::Url;

/// What the fake carrier does with a request.
pub(super) enum Reply {
    Json(u16, Value),
    Text(u16, &'static str),
    /// Sends the client elsewhere.
    Elsewhere,
    /// Never answers.
    Silence,
    /// Grants a token, and names nothing else.
    Usual,
}

/// A request as it came.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// Method, path and query.
    pub(super) line: String,
    pub(super) correlator: String,
    pub(super) authorization: String,
    pub(super) body: Value,
}

pub(super) struct Fake {
    origin: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Fake {
    /// A carrier that answers by method and path, and by how often the same was asked before.
    pub(super) async fn start(script: impl Fn(&str, usize) -> Reply + Send + Sync + 'static) -> Self {
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let (script, log) = (Arc::new(script), seen.clone());
        let router = Router::new().fallback(move |request: Request| {
            let (script, log) = (script.clone(), log.clone());
            async move {
                let seen = read(request).await;
                let path = seen.line.split('?').next().unwrap_or_default().to_owned();
                let before =
                    log.lock().unwrap().iter().filter(|other| other.line.split('?').next() == Some(&path)).count();
                log.lock().unwrap().push(seen);
                answer(script(&path, before), &path, before).await
            }
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { origin, seen }
    }

    /// The requests so far.
    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The methods and paths so far, without those for tokens.
    pub(super) fn asked(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.line).filter(|line| !line.ends_with("/oauth2/token")).collect()
    }

    /// The gateway's side, patient enough for a busy machine.
    pub(super) fn carriers(&self) -> Carriers {
        carriers_at(&self.origin, Duration::from_secs(30))
    }

    /// The gateway's side when the carrier will be silent.
    pub(super) fn impatient_carriers(&self) -> Carriers {
        carriers_at(&self.origin, Duration::from_millis(1_500))
    }
}

pub(super) fn carriers_at(origin: &str, timeout: Duration) -> Carriers {
    Carriers::new(CarriersConfig {
        base_url: Url::parse(origin).unwrap(),
        client_id: "gateway".to_owned(),
        client_secret: "hush".to_owned(),
        timeout,
    })
    .unwrap()
}

/// A payment as a carrier shows it.
pub(super) fn payment(id: &str, status: &str, client_correlator: &str) -> Value {
    json!({
        "paymentId": id,
        "paymentStatus": status,
        "paymentCreationDate": "2026-11-22T08:31:00+09:00",
        "amountTransaction": { "phoneNumber": "+821023456789", "clientCorrelator": client_correlator,
            "referenceCode": "order-1", "paymentAmount": { "chargingInformation":
                { "amount": 9900, "currency": "KRW", "description": "x" } } },
    })
}

/// CAMARA's way to say no.
pub(super) fn no(status: u16, code: &str, message: &str) -> Reply {
    Reply::Json(status, json!({ "status": status, "code": code, "message": message }))
}

async fn read(request: Request) -> Seen {
    let text = |headers: &HeaderMap, name: &str| {
        headers.get(name).map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
    };
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    Seen {
        line: format!("{} {}", parts.method, parts.uri),
        correlator: text(&parts.headers, "x-correlator"),
        authorization: text(&parts.headers, header::AUTHORIZATION.as_str()),
        body: serde_json::from_slice(&body).unwrap_or_else(|_| String::from_utf8_lossy(&body).into_owned().into()),
    }
}

async fn answer(reply: Reply, path: &str, before: usize) -> Response {
    let json = |status: u16, body: Value| {
        (StatusCode::from_u16(status).unwrap(), [(header::CONTENT_TYPE, "application/json")], body.to_string())
            .into_response()
    };
    match reply {
        Reply::Json(status, body) => json(status, body),
        Reply::Text(status, body) => (StatusCode::from_u16(status).unwrap(), body).into_response(),
        Reply::Elsewhere => (StatusCode::FOUND, [(header::LOCATION, "/elsewhere")]).into_response(),
        Reply::Silence => std::future::pending().await,
        Reply::Usual if path.ends_with("/oauth2/token") => {
            json(200, json!({ "access_token": format!("t{before}"), "token_type": "Bearer", "expires_in": 3600 }))
        }
        Reply::Usual => json(404, json!({ "status": 404, "code": "NOT_FOUND", "message": "" })),
    }
}
