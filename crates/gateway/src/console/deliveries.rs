//! `GET /console/deliveries`: what the merchant's server was told, and whether it took it.

use axum::extract::{Path, State};
use axum::response::Redirect;
use carrier_checkout_protocol::EventId;
use carrier_checkout_protocol::webhook::DeliveryStatus;
use maud::{Markup, html};

use super::failed::Failed;
use super::guard::{Act, Visitor};
use super::layout::{Place, inside, token};
use super::payments::select;
use super::query::Query;
use super::show;
use crate::app::App;
use crate::store::{EventFilter, EventRecord};

/// How many are on one page.
const PAGE: u32 = 25;

/// The types that there are.
const KINDS: [&str; 9] = [
    "payment.succeeded",
    "payment.failed",
    "payment.cancelled",
    "payment.refunded",
    "payment.disputed",
    "payment.dispute_closed",
    "refund.failed",
    "billing_key.stopped",
    "session.expired",
];

/// `GET /console/deliveries`
pub(super) async fn list_deliveries(State(app): State<App>, visitor: Visitor, query: Query) -> Result<Markup, Failed> {
    let wanted = EventFilter {
        kind: query.get("kind").map(str::to_owned),
        status: query.get("status").and_then(DeliveryStatus::from_wire),
        after: query.get("after").and_then(|id| EventId::parse(id).ok()),
        limit: PAGE + 1,
    };
    let mut found = app.store.events(&visitor.merchant.id, &wanted).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let (texts, words) = (&visitor.language.texts().deliveries, &visitor.language.texts().words);
    let main = html! {
        h1 { (texts.title) }
        @match &visitor.merchant.webhook {
            Some(target) => p.quiet { (texts.receiver) " " code { (target.url) } },
            None => p.alert { (texts.no_receiver) },
        }
        (filters(&visitor, &query))
        section.card aria-label=(texts.title) {
            @if found.is_empty() { p.quiet { (texts.none) } } @else { (table(&visitor, &found, texts.title)) }
            nav.pages aria-label=(words.older) {
                @if wanted.after.is_some() { a href=(query.with(Place::Deliveries.path(), "after", "")) { (words.first_page) } }
                @if let Some(last) = found.last().filter(|_| more) {
                    a.older href=(query.with(Place::Deliveries.path(), "after", last.id.as_str())) { (words.older) }
                }
            }
        }
    };
    Ok(inside(&visitor, Place::Deliveries, texts.title, &main))
}

/// `GET /console/deliveries/{id}`
pub(super) async fn show_delivery(
    State(app): State<App>,
    visitor: Visitor,
    query: Query,
    Path(id): Path<String>,
) -> Result<Markup, Failed> {
    let event = own(&app, &visitor, &id).await?;
    let tries = app.store.delivery_tries(&event.id).await?;
    let language = visitor.language;
    let (texts, words) = (&language.texts().deliveries, &language.texts().words);
    let main = html! {
        nav.trail aria-label=(texts.title) { a href=(Place::Deliveries.path()) { "← " (texts.title) } }
        div.title {
            h1 { ((words.event)(&event.kind)) }
            (show::delivery(language, event.status))
        }
        p.quiet.id { code { (event.kind) } " " code { (event.id.as_str()) } }
        @if query.get("sent").is_some() { p.note role="status" { (texts.redelivered) } }
        section.card {
            dl.facts {
                div { dt { (words.time) } dd { (show::time(event.at)) } }
                @if let Some(object) = show::object(&event) { div { dt { (texts.about) } dd { (about(&object)) } } }
                div { dt { (texts.next_try) } dd { @match event.due_at { Some(at) => (show::time(at)), None => "–" } } }
            }
            (redeliver_button(&visitor, &event))
        }
        section.card aria-labelledby="attempts" {
            h2 id="attempts" { (texts.attempts) }
            @if tries.is_empty() { p.quiet { (texts.never) } } @else {
                table.small {
                    thead { tr { th scope="col" { (words.time) } th scope="col" { (texts.answer) } } }
                    tbody {
                        @for tried in &tries {
                            tr { th scope="row" { (show::time(tried.at)) } td { (show::answer(language, tried)) } }
                        }
                    }
                }
            }
        }
        section.card aria-labelledby="body" {
            h2 id="body" { (texts.body) }
            pre tabindex="0" role="region" aria-labelledby="body" { code { (indented(&event.payload)) } }
        }
    };
    Ok(inside(&visitor, Place::Deliveries, texts.title, &main))
}

/// `POST /console/deliveries/{id}/redeliver`
pub(super) async fn redeliver(
    State(app): State<App>,
    Path(id): Path<String>,
    Act(visitor, _): Act,
) -> Result<Redirect, Failed> {
    let event = own(&app, &visitor, &id).await?.id;
    if visitor.merchant.webhook.is_none() {
        return Err(Failed::Conflict(visitor.language.texts().deliveries.no_receiver.to_owned()));
    }
    if !app.redeliver(&visitor.merchant.id, &event).await? {
        return Err(Failed::NotFound);
    }
    Ok(Redirect::to(&format!("{}/{id}?sent=1", Place::Deliveries.path())))
}

/// Another merchant's event is as good as none.
async fn own(app: &App, visitor: &Visitor, id: &str) -> Result<EventRecord, Failed> {
    let id = EventId::parse(id).map_err(|_| Failed::NotFound)?;
    app.store.event(&visitor.merchant.id, &id).await?.ok_or(Failed::NotFound)
}

/// Events, each with its button.
pub(super) fn table(visitor: &Visitor, events: &[EventRecord], caption: &str) -> Markup {
    let (texts, words) = (&visitor.language.texts().deliveries, &visitor.language.texts().words);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table.list {
                thead {
                    tr {
                        th scope="col" { (words.status_label) }
                        th scope="col" { (texts.event) }
                        th scope="col" { (texts.about) }
                        th.number scope="col" { (texts.tries) }
                        th scope="col" { (texts.last_answer) }
                        th scope="col" { (words.time) }
                        th scope="col" { span.unseen { (texts.redeliver) } }
                    }
                }
                tbody { @for event in events { (row(visitor, event)) } }
            }
        }
    }
}

fn row(visitor: &Visitor, event: &EventRecord) -> Markup {
    let language = visitor.language;
    let (texts, words) = (&language.texts().deliveries, &language.texts().words);
    let answered = event.last_try.map_or_else(|| texts.never.to_owned(), |tried| show::answer(language, &tried));
    html! {
        tr {
            td data-label=(words.status_label) { span { (show::delivery(language, event.status)) } }
            th scope="row" data-label=(texts.event) {
                a href={ (Place::Deliveries.path()) "/" (event.id.as_str()) } { ((words.event)(&event.kind)) }
            }
            td data-label=(texts.about) { span { @if let Some(object) = show::object(event) { (about(&object)) } } }
            td.number data-label=(texts.tries) { span { (event.tries) } }
            td data-label=(texts.last_answer) { span { (answered) } }
            td data-label=(words.time) { (show::time(event.at)) }
            td.action { (redeliver_button(visitor, event)) }
        }
    }
}

/// A payment can be looked at.
fn about(object: &str) -> Markup {
    html! {
        @if object.starts_with("pay_") { a href={ (Place::Payments.path()) "/" (object) } { code { (object) } } }
        @else { code { (object) } }
    }
}

fn redeliver_button(visitor: &Visitor, event: &EventRecord) -> Markup {
    let (texts, words) = (&visitor.language.texts().deliveries, &visitor.language.texts().words);
    let name = (texts.redeliver_of)((words.event)(&event.kind), event.id.as_str());
    html! {
        form method="post" action={ (Place::Deliveries.path()) "/" (event.id.as_str()) "/redeliver" } {
            (token(visitor))
            button.secondary type="submit" aria-label=(name) { (texts.redeliver) }
        }
    }
}

fn filters(visitor: &Visitor, query: &Query) -> Markup {
    let (texts, words) = (&visitor.language.texts().deliveries, &visitor.language.texts().words);
    let statuses = DeliveryStatus::ALL.iter().map(|status| (status.as_str(), (words.delivery)(*status)));
    let filtered = query.get("status").or(query.get("kind")).is_some();
    html! {
        form.filters.card method="get" action=(Place::Deliveries.path()) role="search" aria-label=(words.filter) {
            (select("status", words.status_label, words.all, query, statuses))
            (select("kind", texts.kind, words.all, query, KINDS.iter().map(|kind| (*kind, (words.event)(kind)))))
            div.act {
                button.primary type="submit" { (words.apply) }
                @if filtered { a href=(Place::Deliveries.path()) { (words.clear) } }
            }
        }
    }
}

/// As it was sent, with a line for each value.
fn indented(payload: &str) -> String {
    let value = serde_json::from_str::<serde_json::Value>(payload);
    value.and_then(|value| serde_json::to_string_pretty(&value)).unwrap_or_else(|_| payload.to_owned())
}
