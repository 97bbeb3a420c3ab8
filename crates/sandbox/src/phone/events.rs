//! `GET /phones/{number}/events`: messages as they arrive (server-sent events).

use std::collections::VecDeque;
use std::convert::Infallible;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName};
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use carrier_checkout_protocol::{PhoneNumber, Private};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use tokio::sync::watch;

use super::json::MessageView;
use super::named;
use crate::carriers::{Code, Fault};
use crate::state::SandboxState;
use crate::store::Message;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Where a page wants to go on.
#[derive(Deserialize)]
pub(super) struct From {
    /// The last message that the page shows already.
    #[serde(default)]
    after: i64,
}

/// What the phone received after the page was made, then whatever comes.
pub(super) async fn stream_messages(
    State(state): State<SandboxState>,
    number: Result<Path<String>, PathRejection>,
    from: Result<Query<From>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Fault> {
    let Path(number) = number.map_err(|_| Code::InvalidArgument)?;
    let Query(from) = from.map_err(|_| Fault::argument("after is the id of a message."))?;
    let phone = named(&number)?;
    // A browser that lost the connection knows better than the page's address.
    let seen = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()?.parse().ok()).unwrap_or(from.after);
    let feed = Feed { news: state.listen_to_the_phones(), state, phone, seen, waiting: VecDeque::new() };
    Ok(Sse::new(stream::unfold(feed, Feed::next)).keep_alive(KeepAlive::default()))
}

/// One open page.
struct Feed {
    state: SandboxState,
    phone: Private<PhoneNumber>,
    /// Says that some phone received something.
    news: watch::Receiver<u64>,
    seen: i64,
    waiting: VecDeque<Message>,
}

impl Feed {
    /// The next message, as soon as there is one; the end when the server ends.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if let Some(message) = self.waiting.pop_front() {
                self.seen = message.id;
                let event = Event::default().id(message.id.to_string()).json_data(MessageView::from(message)).ok()?;
                return Some((Ok(event), self));
            }
            self.news.mark_unchanged();
            self.waiting = self.state.store.messages(&self.phone, self.seen).await.ok()?.into();
            if self.waiting.is_empty() {
                tokio::select! {
                    more = self.news.changed() => more.ok()?,
                    () = self.state.closed() => return None,
                }
            }
        }
    }
}
