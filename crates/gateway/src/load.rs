//! No more requests at once than the gateway can work on: the others are told at once to come again, which costs
//! nothing, instead of waiting until nobody wants the answer any more.
//!
//! Not counted are the files for browsers and the questions whether it is alive, which are not behind this; and
//! windows that listen, because their request is answered when they begin to.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use carrier_checkout_protocol::{ErrorCode, Reason};
use http::{HeaderMap, header::ACCEPT};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::app::App;
use crate::page::wait_page;
use crate::problem::Refused;
use crate::request::{BODY_WITHIN, read};

/// Longer than the slowest answer of several carriers, one after the other. What is under way goes on by itself.
const ANSWERED_WITHIN: Duration = Duration::from_secs(90);

/// How many requests may be worked on.
pub(crate) struct Load(Option<Arc<Semaphore>>);

impl Load {
    /// So many; any number for 0.
    pub(crate) fn of(at_once: usize) -> Self {
        Self((at_once > 0).then(|| Arc::new(Semaphore::new(at_once.min(Semaphore::MAX_PERMITS)))))
    }
}

/// Stands before what needs the store.
pub(crate) async fn shed(State(app): State<App>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    // Whoever takes long to say what it wants takes nobody's place meanwhile.
    let (parts, body) = request.into_parts();
    let body = match read(&parts.headers, body, BODY_WITHIN).await {
        Ok(body) => body,
        Err(late) => return refused(&headers, &late),
    };
    let request = Request::from_parts(parts, Body::from(body));
    let permit = match &app.load.0 {
        None => None,
        Some(places) => match places.clone().try_acquire_owned() {
            Ok(permit) => Some(permit),
            Err(_) => {
                app.metrics.refused("load");
                return refused(&headers, &Refused::reason(ErrorCode::Overloaded, Reason::GatewayError));
            }
        },
    };
    let answered = timeout(ANSWERED_WITHIN, next.run(request)).await;
    drop(permit);
    answered.unwrap_or_else(|_| {
        app.metrics.refused("time");
        tracing::error!("a request took too long");
        refused(&headers, &Refused::reason(ErrorCode::Internal, Reason::GatewayError))
    })
}

/// A page asks again by itself.
fn refused(headers: &HeaderMap, refused: &Refused) -> Response {
    let wants_page = headers.get(ACCEPT).is_some_and(|accepted| accepted.as_bytes().starts_with(b"text/html"));
    if wants_page { wait_page(refused, headers) } else { refused.clone().into_response() }
}
