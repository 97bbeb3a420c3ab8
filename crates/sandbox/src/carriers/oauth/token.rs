//! `POST /oauth2/token`: client credentials (RFC 6749, section 4.4), and what a
//! shopper approved (CIBA, section 10.1).

use axum::Json;
use axum::extract::State;
use carrier_checkout_protocol::Carrier;
use serde::Serialize;

use super::form::ClientForm;
use super::refusal::Refusal;
use crate::carriers::access::{self, At};
use crate::random;
use crate::state::SandboxState;
use crate::store::{Poll, Polled};

const CLIENT_CREDENTIALS: &str = "client_credentials";
const CIBA: &str = "urn:openid:params:grant-type:ciba";

#[derive(Serialize)]
pub(super) struct Token {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    scope: String,
}

/// Gives a token for the scopes that were asked for.
pub(super) async fn issue_token(
    State(state): State<SandboxState>,
    At(carrier): At,
    form: ClientForm,
) -> Result<Json<Token>, Refusal> {
    let scope = match form.one("grant_type")? {
        Some(CLIENT_CREDENTIALS) => granted(form.one("scope")?)?,
        Some(CIBA) => approved(&state, carrier, &form).await?,
        Some(_) => return Err(Refusal::UnsupportedGrantType),
        None => return Err(Refusal::InvalidRequest("grant_type is missing")),
    };
    let access_token = random::token()?;
    let expires_at = state.now() + state.rules.token_life;
    state.store.keep_token(&access_token, carrier, &scope, expires_at, state.now()).await?;
    Ok(Json(Token { access_token, token_type: "Bearer", expires_in: state.rules.token_life / 1_000, scope }))
}

/// The known scopes that were asked for, or all of them.
fn granted(asked: Option<&str>) -> Result<String, Refusal> {
    let known: Vec<&str> = access::all().collect();
    let scopes: Vec<&str> = match asked {
        Some(asked) => asked.split(' ').filter(|scope| !scope.is_empty()).collect(),
        None => known.clone(),
    };
    if scopes.iter().all(|scope| known.contains(scope)) { Ok(scopes.join(" ")) } else { Err(Refusal::InvalidScope) }
}

/// The scope of a request that was approved and has had no token yet.
async fn approved(state: &SandboxState, carrier: Carrier, form: &ClientForm) -> Result<String, Refusal> {
    let id = form.one("auth_req_id")?.ok_or(Refusal::InvalidRequest("auth_req_id is missing"))?;
    match state.store.poll(Poll { carrier, id, at: state.now() }).await?.ok_or(Refusal::InvalidGrant)? {
        Polled::Approved { scope } => Ok(scope),
        Polled::Waiting => Err(Refusal::Pending),
        Polled::AskedTooOften => Err(Refusal::SlowDown),
        Polled::Rejected => Err(Refusal::Rejected),
        Polled::Ended => Err(Refusal::Expired),
    }
}
