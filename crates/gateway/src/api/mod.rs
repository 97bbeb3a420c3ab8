//! The HTTP API: one file per resource or, where a step is long, per step.

mod appearance;
mod billing_keys;
mod challenges;
mod checkout;
mod disputes;
mod events;
mod health;
mod merchant_events;
mod payment_list;
mod payments;
mod receipts;
pub(crate) mod refunds;
mod sessions;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post, put};
use carrier_checkout_protocol::{ErrorCode, SessionId};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use crate::app::App;
use crate::limit::limit_pages;
use crate::load::shed;
use crate::metrics::observe;
use crate::problem::{self, Refused};
use crate::store::MerchantId;
use crate::{console, direct, openapi, page, telemetry};

impl App {
    /// Every route of the gateway.
    pub fn router(&self) -> Router {
        let routes = Router::new()
            .route("/v1/sessions", post(sessions::create_session))
            .route("/v1/sessions/{id}", get(sessions::show_session))
            .route("/v1/sessions/{id}/expire", post(sessions::expire_session))
            .route("/v1/appearance", get(appearance::show_appearance))
            .route("/v1/payments", post(payments::create_payment).get(payment_list::list_payments))
            .route("/v1/payments/{id}", get(payments::show_payment))
            .route("/v1/payments/{id}/cancel", post(refunds::cancel_payment))
            .route("/v1/payments/{id}/refunds", post(refunds::create_refund).get(refunds::list_refunds))
            .route("/v1/refunds/{id}", get(refunds::show_refund))
            .route("/v1/billing_keys/{id}", get(billing_keys::show_billing_key))
            .route("/v1/billing_keys/{id}/payments", post(billing_keys::charge_billing_key))
            .route("/v1/billing_keys/{id}/stop", post(billing_keys::stop_billing_key))
            .route("/v1/events", get(merchant_events::list_events))
            .route("/v1/events/{id}/redeliver", post(merchant_events::redeliver_event))
            .merge(self.frame())
            .merge(openapi::routes().layer(compressed()))
            .merge(console::routes())
            .layer(from_fn_with_state(self.clone(), shed))
            .merge(page::routes(&self.assets))
            .merge(page::error_routes())
            .fallback(async || Refused::from(ErrorCode::NotFound))
            .method_not_allowed_fallback(async || Refused::from(ErrorCode::MethodNotAllowed))
            .layer(from_fn(problem::layer))
            .merge(direct::opened(self, frame_api()))
            .route("/healthz", get(async || "ok"))
            .route("/readyz", get(health::show_readiness));
        let routes = routes.layer(from_fn_with_state(self.metrics.clone(), observe));
        telemetry::traced(routes).with_state(self.clone())
    }
}

impl App {
    /// The window itself.
    fn frame(&self) -> Router<Self> {
        let page = get(checkout::show_frame).layer(compressed());
        Router::new().route("/v1/checkout/{session}", page).route_layer(from_fn_with_state(self.clone(), limit_pages))
    }
}

/// What the window asks, with its session as the bearer.
fn frame_api() -> Router<App> {
    Router::new()
        .route("/v1/checkout", get(checkout::show_checkout))
        .route("/v1/checkout/language/{locale}", put(checkout::choose_language))
        .route("/v1/checkout/cancel", post(checkout::cancel_checkout))
        .route("/v1/checkout/events", get(events::show_events))
        .route("/v1/checkout/disputes", post(disputes::open_dispute))
        .route("/v1/checkout/monthly/stop", post(billing_keys::stop_in_window))
        .route("/v1/checkout/receipts", post(receipts::mail_receipt))
        .route("/v1/checkout/challenges", post(challenges::create_challenge))
        .route("/v1/checkout/challenges/{id}/verify", post(challenges::verify_code))
        .route("/v1/checkout/challenges/{id}/resend", post(challenges::resend_code))
        .route("/v1/checkout/challenges/{id}/switch", post(challenges::switch_channel))
}

/// For what is made anew for each request; the built files are compressed already.
/// It holds no secret beside text that a stranger could choose, which its size might tell.
fn compressed() -> CompressionLayer {
    CompressionLayer::new().quality(CompressionLevel::Precise(7))
}

/// Whose keys a merchant's are.
fn merchant_scope(merchant: &MerchantId) -> String {
    format!("merchant:{}", merchant.0)
}

/// Whose keys a session's are.
fn session_scope(session: &SessionId) -> String {
    format!("session:{session}")
}
