//! `GET /phones/{number}/events`: messages as they arrive, and what
//! becomes of calls and PASS requests (server-sent events).

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName};
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use carrier_checkout_protocol::{PhoneNumber, Private, Timestamp};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use tokio::sync::watch;

use super::json::MessageView;
use super::named;
use crate::carriers::{Code, Fault};
use crate::state::SandboxState;
use crate::store::{ApprovalState, Kind, Message};

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
    let feed =
        Feed { news: state.listen_to_the_phones(), state, phone, seen, told: HashMap::new(), waiting: VecDeque::new() };
    Ok(Sse::new(stream::unfold(feed, Feed::next)).keep_alive(KeepAlive::default()))
}

/// One open page.
struct Feed {
    state: SandboxState,
    phone: Private<PhoneNumber>,
    /// Says that some phone received or answered something.
    news: watch::Receiver<u64>,
    seen: i64,
    /// How far the page knows each approval to be. What was on the page before
    /// is told once more: it may have been answered since.
    told: HashMap<i64, ApprovalState>,
    waiting: VecDeque<Event>,
}

impl Feed {
    /// The next event, as soon as there is one; the end when the server ends.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some((Ok(event), self));
            }
            self.news.mark_unchanged();
            let next_end = self.catch_up().await?;
            if self.waiting.is_empty() {
                tokio::select! {
                    more = self.news.changed() => more.ok()?,
                    () = self.state.passed(next_end) => {}
                    () = self.state.closed() => return None,
                }
            }
        }
    }

    /// Lines up what the page does not know. Returns in how many milliseconds
    /// a request ends by itself, which nobody would tell.
    async fn catch_up(&mut self) -> Option<Option<i64>> {
        let messages = self.state.store.news(&self.phone, self.seen).await.ok()?;
        let now = self.state.now();
        let mut next_end: Option<i64> = None;
        for message in messages {
            if let Kind::Asks(approval) = &message.kind
                && approval.state(now) == ApprovalState::Waiting
            {
                let ends_in = approval.expires_at.millis_since(now);
                next_end = Some(next_end.map_or(ends_in, |earlier| earlier.min(ends_in)));
            }
            if let Some(event) = self.event(message, now) {
                self.waiting.push_back(event.ok()?);
            }
        }
        Some(next_end)
    }

    /// A new message, or the new state of an old one.
    fn event(&mut self, message: Message, now: Timestamp) -> Option<Result<Event, axum::Error>> {
        let id = message.id;
        let state = match &message.kind {
            Kind::Sms { .. } => None,
            Kind::Asks(approval) => Some(approval.state(now)),
        };
        let changed = state.is_some_and(|state| self.told.insert(id, state) != Some(state));
        let event = if id > self.seen {
            self.seen = id;
            Event::default().id(id.to_string())
        } else if changed {
            // Without an id: a page that reconnects goes on after the last message.
            Event::default().event("state")
        } else {
            return None;
        };
        Some(event.json_data(MessageView::of(message, now)))
    }
}
