//! `GET /playground`: a checkout whose looks can be changed, for merchants who want theirs to match their page.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::Locale;
use carrier_checkout_protocol::appearance::Appearance;
use serde::Deserialize;

use super::OwnScript;
use super::checkout::new_order_id;
use crate::gateway::GatewayError;
use crate::goods::ALL;
use crate::pages;
use crate::problem::PageError;
use crate::state::Shop;

#[derive(Deserialize)]
pub(super) struct Asked {
    locale: Option<String>,
}

/// With a session of its own: what is shown is the real window, and could be paid in.
pub(super) async fn show_playground(
    State(shop): State<Arc<Shop>>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let locale = asked.locale.as_deref().and_then(Locale::from_tag).unwrap_or(Locale::Ko);
    let [_, good, ..] = &ALL;
    let id = new_order_id()?;
    let session = shop.gateway.create_session(&id, good).await?;
    shop.orders.add(&id, good, &session.id).await?;
    let mut response = pages::playground(&id, &session.id, &shop.gateway.origin(), locale).into_response();
    response.extensions_mut().insert(OwnScript);
    Ok(response)
}

#[derive(Deserialize)]
pub(super) struct Tried {
    appearance: String,
}

/// `GET /playground/report?appearance={…}`: what the gateway says of it.
pub(super) async fn show_report(State(shop): State<Arc<Shop>>, Query(tried): Query<Tried>) -> Response {
    let Ok(appearance) = serde_json::from_str::<Appearance>(&tried.appearance) else {
        return StatusCode::UNPROCESSABLE_ENTITY.into_response();
    };
    match shop.gateway.appearance(&appearance).await {
        Ok(report) => Json(report).into_response(),
        Err(GatewayError::Refused { status, .. }) => status.into_response(),
        Err(error) => {
            tracing::warn!(%error, "no report about an appearance");
            StatusCode::BAD_GATEWAY.into_response()
        }
    }
}
