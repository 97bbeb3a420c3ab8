//! Events, for the merchant's backend: what it was told, and to be told again.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::webhook::{DeliveryStatus, EventDelivery};
use carrier_checkout_protocol::{ErrorCode, EventId};
use http::StatusCode;
use http::header::CACHE_CONTROL;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::merchant_scope;
use crate::app::App;
use crate::auth::Merchant;
use crate::idempotency::Answer;
use crate::problem::Refused;
use crate::request::Post;
use crate::store::{EventFilter, EventRecord};

/// How many events come when nobody says how many.
const DEFAULT_LIMIT: u32 = 20;

/// How many events come at most.
const MAX_LIMIT: u32 = 100;

/// `GET /v1/events`
pub(super) async fn list_events(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    RawQuery(query): RawQuery,
) -> Result<Response, Refused> {
    let asked = filter(&query.unwrap_or_default())?;
    // One more tells whether there are more.
    let wanted = EventFilter { limit: asked.limit + 1, ..asked };
    let mut found = app.store.events(&merchant.id, &wanted).await?;
    let has_more = found.len() > asked.limit as usize;
    found.truncate(asked.limit as usize);
    let data = found.iter().map(show).collect::<Result<Vec<_>, _>>()?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(json!({ "data": data, "has_more": has_more }))).into_response())
}

/// `POST /v1/events/{id}/redeliver`
pub(super) async fn redeliver_event(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    Path(id): Path<String>,
    post: Post,
) -> Result<Response, Refused> {
    let unknown = || Refused::because(ErrorCode::NotFound, "no such event, or not this merchant's");
    let id = EventId::parse(&id).map_err(|_| unknown())?;
    app.once(merchant_scope(&merchant.id), post, async move |app| {
        app.store.event(&merchant.id, &id).await?.ok_or_else(unknown)?;
        if merchant.webhook.is_none() {
            return Err(Refused::because(
                ErrorCode::InvalidRequest,
                "you have no receiver: the operator gives you one",
            ));
        }
        if !app.redeliver(&merchant.id, &id).await? {
            return Err(unknown());
        }
        let event = app.store.event(&merchant.id, &id).await?.ok_or_else(unknown)?;
        Answer::new(StatusCode::ACCEPTED, &show(&event)?)
    })
    .await
}

/// Who misspells a filter shall not take what comes for what was asked for.
fn filter(query: &str) -> Result<EventFilter, Refused> {
    let invalid = |name: &str| Refused::because(ErrorCode::InvalidRequest, format!("{name} is not what it takes"));
    let mut wanted = EventFilter { limit: DEFAULT_LIMIT, ..EventFilter::default() };
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "type" => wanted.kind = Some(value.into_owned()),
            "delivery" => {
                wanted.status = Some(DeliveryStatus::from_wire(&value).ok_or_else(|| invalid("delivery"))?);
            }
            "starting_after" => {
                wanted.after = Some(EventId::parse(&value).map_err(|_| invalid("starting_after"))?);
            }
            "limit" => {
                let limit = value.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit));
                wanted.limit = limit.ok_or_else(|| invalid("limit"))?;
            }
            _ => return Err(Refused::because(ErrorCode::InvalidRequest, "type, delivery, starting_after, limit")),
        }
    }
    Ok(wanted)
}

/// The event exactly as it was sent, with what has become of its delivery beside it.
fn show(event: &EventRecord) -> Result<Value, Refused> {
    let mut shown: Value = serde_json::from_str(&event.payload).map_err(|error| Refused::internal(&error))?;
    let delivery = EventDelivery {
        status: event.status,
        tries: event.tries,
        last_tried_at: event.last_try.map(|tried| tried.at),
        last_status: event.last_try.and_then(|tried| tried.status),
        next_try_at: event.due_at,
    };
    shown["delivery"] = serde_json::to_value(delivery).map_err(|error| Refused::internal(&error))?;
    Ok(shown)
}
