//! The carriers: the same CAMARA APIs for each, below `/carriers/{carrier}`.

mod access;
mod body;
mod correlator;
mod fault;
mod line;
mod oauth;
mod one_time_password;
mod payments;
mod refunds;
mod sim_swap;

use axum::Router;
use axum::middleware;

pub(crate) use body::Body;
pub use fault::Code;
pub(crate) use fault::Fault;
pub use oauth::{CLIENT_ID, CLIENT_SECRET};

use crate::state::SandboxState;

/// What every carrier answers.
pub(crate) fn router() -> Router<SandboxState> {
    let apis = Router::new()
        .nest("/one-time-password-sms/v1", one_time_password::router())
        .nest("/carrier-billing/v0.5", payments::router())
        .nest("/carrier-billing-refund/v0.3", refunds::router())
        .nest("/sim-swap/v2", sim_swap::router())
        .fallback(async || Fault::from(Code::NotFound))
        .method_not_allowed_fallback(async || Fault::from(Code::MethodNotAllowed))
        .layer(middleware::from_fn(correlator::echo));
    Router::new().merge(oauth::router()).merge(apis)
}
