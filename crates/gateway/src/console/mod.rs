//! The merchant's console: what happened to its payments, for people.
//!
//! Whole pages of HTML without a script. Whoever has the secret key may look, and do what the key may do anyway.
//! Nothing personal is shown beyond the masked number that merchants have.
//!
//! Reading order: `guard` lets in and keeps out; `layout` is around every page; one file per page.

mod deliveries;
mod failed;
mod form;
mod funnel;
mod guard;
mod language;
mod layout;
mod login;
mod overview;
mod payment;
mod payments;
mod period;
mod plot;
mod query;
mod refund;
mod show;
mod style;
mod texts;
mod timeline;

use axum::Router;
use axum::middleware::from_fn;
use axum::response::Redirect;
use axum::routing::{get, post};

use crate::app::App;
use failed::Failed;

/// Over how long tries to log in are counted.
pub(crate) const LOGIN_TRIES_LIVE_MS: i64 = 15 * 60_000;

/// The pages.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/console", get(overview::show_overview))
        .route("/console/", get(async || Redirect::permanent("/console")))
        .route("/console/login", get(login::show_login).post(login::log_in))
        .route("/console/logout", post(login::log_out))
        .route("/console/language", post(language::choose_language))
        .route("/console/payments", get(payments::list_payments))
        .route("/console/payments/{id}", get(payment::show_payment))
        .route("/console/payments/{id}/refund", post(refund::give_back))
        .route("/console/funnel", get(funnel::show_funnel))
        .route("/console/deliveries", get(deliveries::list_deliveries))
        .route("/console/deliveries/{id}", get(deliveries::show_delivery))
        .route("/console/deliveries/{id}/redeliver", post(deliveries::redeliver))
        .route("/console/style.css", get(style::show_style))
        .route("/console/{*other}", get(async || Failed::NotFound))
        .layer(from_fn(failed::dress))
}
