//! The shopper's phone: what it received, as a page and as JSON.

mod assets;
mod bubble;
mod events;
mod index;
mod json;
mod page;

use axum::Router;
use axum::routing::{get, post};
use carrier_checkout_protocol::{PhoneNumber, Private};

use crate::carriers::Fault;
use crate::state::SandboxState;

/// Every route of the phones.
pub(crate) fn router() -> Router<SandboxState> {
    Router::new()
        .route("/", get(index::show_index))
        .route("/phones", get(index::open_phone))
        .route("/phones/{number}", get(page::show_phone))
        .route("/phones/{number}/events", get(events::stream_messages))
        .route("/phones/{number}/messages", get(json::list_messages))
        .route("/phones/{number}/messages/{id}", post(json::answer_message))
        .merge(assets::router())
}

/// The phone that a path names, however it is spelt.
fn named(number: &str) -> Result<Private<PhoneNumber>, Fault> {
    PhoneNumber::parse(number).map(Private::new).map_err(|error| Fault::argument(format!("{error}.")))
}

/// Where a phone's page is.
fn path(phone: &Private<PhoneNumber>) -> String {
    format!("/phones/{}", phone.reveal().national())
}
