//! `POST /oauth2/token`: client credentials (RFC 6749, sections 2.3 and 4.4).

use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::json;
use subtle::ConstantTimeEq;

use super::Fault;
use super::access::{self, At};
use crate::random;
use crate::state::SandboxState;

/// The client id that every carrier of the sandbox knows.
pub const CLIENT_ID: &str = "sandbox";
/// The secret that goes with [`CLIENT_ID`].
pub const CLIENT_SECRET: &str = "sandbox-secret";

/// Why no token is given, in the words of RFC 6749 section 5.2.
enum Refusal {
    InvalidRequest(&'static str),
    InvalidClient,
    UnsupportedGrantType,
    InvalidScope,
    Broken(Fault),
}

impl<E: Into<Fault>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Broken(error.into())
    }
}

#[derive(Serialize)]
struct Token {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    scope: String,
}

/// Gives a token for the scopes that were asked for, or for all of them.
pub(super) async fn issue_token(
    State(state): State<SandboxState>,
    At(carrier): At,
    headers: HeaderMap,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Response {
    let answer = async {
        let Form(form) = form.map_err(|_| Refusal::InvalidRequest("the body is not a form"))?;
        let form = Fields(form);
        authenticate(&headers, &form)?;
        match form.one("grant_type")? {
            Some("client_credentials") => {}
            Some(_) => return Err(Refusal::UnsupportedGrantType),
            None => return Err(Refusal::InvalidRequest("grant_type is missing")),
        }
        let scope = granted(form.one("scope")?)?;
        let access_token = random::token()?;
        let expires_at = state.now() + state.rules.token_life;
        state.store.keep_token(&access_token, carrier, &scope, expires_at, state.now()).await?;
        Ok(Token { access_token, token_type: "Bearer", expires_in: state.rules.token_life / 1_000, scope })
    };
    let mut response = match answer.await {
        Ok(token) => Json(token).into_response(),
        Err(refusal) => refusal.into_response(),
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The fields of a form, each of which may come once.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn one(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let mut values = self.0.iter().filter(|(key, value)| key == name && !value.is_empty());
        match (values.next(), values.next()) {
            (Some(_), Some(_)) => Err(Refusal::InvalidRequest("a parameter is repeated")),
            (value, _) => Ok(value.map(|(_, value)| value.as_str())),
        }
    }
}

/// By HTTP Basic or by the form, but not by both at once.
fn authenticate(headers: &HeaderMap, form: &Fields) -> Result<(), Refusal> {
    let by_form = (form.one("client_id")?, form.one("client_secret")?);
    let (id, secret) = match (headers.get(header::AUTHORIZATION), by_form) {
        (Some(_), (_, Some(_))) => return Err(Refusal::InvalidRequest("the client is named twice")),
        (Some(value), (_, None)) => basic(value).ok_or(Refusal::InvalidClient)?,
        (None, (Some(id), Some(secret))) => (id.to_owned(), secret.to_owned()),
        (None, (_, None) | (None, _)) => return Err(Refusal::InvalidClient),
    };
    let known = id.as_bytes().ct_eq(CLIENT_ID.as_bytes()) & secret.as_bytes().ct_eq(CLIENT_SECRET.as_bytes());
    if known.into() { Ok(()) } else { Err(Refusal::InvalidClient) }
}

fn basic(value: &HeaderValue) -> Option<(String, String)> {
    let (scheme, encoded) = value.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    decoded.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
}

fn granted(asked: Option<&str>) -> Result<String, Refusal> {
    let known: Vec<&str> = access::all().collect();
    let scopes: Vec<&str> = match asked {
        Some(asked) => asked.split(' ').filter(|scope| !scope.is_empty()).collect(),
        None => known.clone(),
    };
    if scopes.iter().all(|scope| known.contains(scope)) { Ok(scopes.join(" ")) } else { Err(Refusal::InvalidScope) }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, error, description) = match self {
            Self::InvalidRequest(why) => (StatusCode::BAD_REQUEST, "invalid_request", why),
            Self::InvalidClient => (StatusCode::UNAUTHORIZED, "invalid_client", "unknown client or wrong secret"),
            Self::UnsupportedGrantType => {
                (StatusCode::BAD_REQUEST, "unsupported_grant_type", "only client_credentials is supported")
            }
            Self::InvalidScope => (StatusCode::BAD_REQUEST, "invalid_scope", "a scope is not known"),
            Self::Broken(fault) => return fault.into_response(),
        };
        let mut response = (status, Json(json!({ "error": error, "error_description": description }))).into_response();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Basic realm=\"carrier\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}
