//! The shop's addresses.

mod assets;
mod cancel;
mod checkout;
mod confirm;
mod goods;
mod months;
mod orders;
mod playground;
mod webhooks;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{self};
use axum::response::Response;
use axum::routing::{get, post};
use tower_http::services::ServeDir;

use crate::problem::PageError;
use crate::state::{Shop, ShopState};

/// Nothing that is posted here is larger.
const BODY_LIMIT: usize = 64 * 1024;

/// Every route of the shop.
pub fn router(state: ShopState) -> Router {
    let shop = state.0;
    Router::new()
        .route("/", get(goods::list_goods))
        .route("/checkout/{good}", get(checkout::show_checkout))
        .route("/confirm", post(confirm::confirm_order))
        .route("/orders/{order}", get(orders::show_order))
        .route("/orders/{order}/cancel", post(cancel::cancel_order))
        .route("/orders/{order}/months", post(months::charge_month))
        .route("/orders/{order}/stop", post(months::stop_months))
        .route("/playground", get(playground::show_playground))
        .route("/playground/report", get(playground::show_report))
        .route("/webhooks", post(webhooks::receive_webhook))
        .route("/assets/{name}", get(assets::show_asset))
        .nest_service("/yew", ServeDir::new(&shop.yew).precompressed_br())
        .route("/healthz", get(async || "ok"))
        .fallback(async || PageError::NotFound)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::map_response_with_state(Arc::clone(&shop), secure))
        .with_state(shop)
}

/// Marks a page with a script of the shop's own.
#[derive(Clone, Copy)]
struct OwnScript;

/// Marks the page that shows the window itself, in Wasm and without the frame.
#[derive(Clone, Copy)]
struct OwnWindow;

/// The strictest policy that the checkout needs: its origin in `script-src`
/// and `frame-src`, and this page's own origin for the confirm URL.
async fn secure(State(shop): State<Arc<Shop>>, mut response: Response) -> Response {
    let gateway = shop.gateway.origin();
    // The playground has a script of its own; no page where somebody pays in the frame has.
    let own = if response.extensions_mut().remove::<OwnScript>().is_some() { "'self' " } else { "" };
    let asks = format!(" {gateway}");
    let (own, asks) = match response.extensions_mut().remove::<OwnWindow>() {
        Some(OwnWindow) => ("'self' 'wasm-unsafe-eval' ", asks.as_str()),
        None => (own, ""),
    };
    let policy = format!(
        "default-src 'none'; script-src {own}{gateway}; frame-src {gateway}; style-src 'self'; connect-src 'self'{asks}; \
         img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'"
    );
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // An order's address is its key: it must not travel to other sites.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    response
}
