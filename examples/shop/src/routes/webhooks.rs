//! `POST /webhooks`: how it ended, from the gateway itself, even when the
//! shopper's browser is long gone.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use carrier_checkout_protocol::webhook::{Event, Happened};
use standardwebhooks::HEADER_WEBHOOK_ID;

use crate::orders::News;
use crate::state::Shop;

pub(super) async fn receive_webhook(State(shop): State<Arc<Shop>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    // The signature covers the very bytes: nothing is parsed before it is checked.
    if let Err(error) = shop.webhook.verify(&body, &headers) {
        tracing::warn!(%error, "a webhook that the gateway has not signed");
        return StatusCode::BAD_REQUEST;
    }
    // A later gateway may tell of more than this shop knows of.
    let Ok(event) = serde_json::from_slice::<Event>(&body) else { return StatusCode::NO_CONTENT };
    let Some(id) = headers.get(HEADER_WEBHOOK_ID).and_then(|id| id.to_str().ok()) else {
        return StatusCode::BAD_REQUEST;
    };
    let news = match &event.happened {
        Happened::PaymentSucceeded(payment)
        | Happened::PaymentFailed(payment)
        | Happened::PaymentDisputed(payment)
        | Happened::PaymentDisputeClosed(payment)
        | Happened::PaymentCancelled(payment)
        | Happened::PaymentRefunded(payment) => News::Payment(payment),
        // The order stays as it was: somebody has to ask again.
        Happened::RefundFailed(refund) => {
            tracing::warn!(refund = %refund.id, "nothing was given back");
            return StatusCode::NO_CONTENT;
        }
        // The order's page asks the gateway how its key stands.
        Happened::BillingKeyStopped(key) => {
            tracing::info!(key = %key.id, "monthly billing was stopped");
            return StatusCode::NO_CONTENT;
        }
        Happened::SessionExpired(session) => News::Expired(&session.id),
    };
    match shop.orders.take_in_webhook(id, news).await {
        Ok(()) => StatusCode::NO_CONTENT,
        // The gateway delivers it again.
        Err(error) => {
            tracing::error!(%error, "a webhook could not be taken in");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}
