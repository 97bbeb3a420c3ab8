//! `GET /console/payments`: the payments, and which of them.

use axum::extract::State;
use carrier_checkout_protocol::payment::{DisputeStatus, PaymentStatus};
use carrier_checkout_protocol::{Carrier, Channel, PaymentId};
use maud::{Markup, html};

use super::failed::Failed;
use super::guard::Visitor;
use super::layout::{Place, inside};
use super::period::Period;
use super::query::Query;
use super::show;
use crate::app::App;
use crate::store::PaymentSearch;

/// How many are on one page.
const PAGE: u32 = 25;

/// The name of the filter that is no status of a payment.
const DISPUTED: &str = "disputed";

/// `GET /console/payments`
pub(super) async fn list_payments(State(app): State<App>, visitor: Visitor, query: Query) -> Result<Markup, Failed> {
    // One more tells whether there are more.
    let wanted = PaymentSearch { limit: PAGE + 1, ..filter(&query) };
    let mut found = app.store.find_payments(&visitor.merchant.id, &wanted).await?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let (texts, words) = (&visitor.language.texts().payments, &visitor.language.texts().words);
    let filtered = ["status", "carrier", "channel", "order", "from", "to"].iter().any(|name| query.get(name).is_some());
    let main = html! {
        h1 { (texts.title) }
        (filters(&visitor, &query, filtered))
        section.card aria-label=(texts.title) {
            @if found.is_empty() {
                p.quiet { @if filtered { (texts.none) } @else { (texts.none_yet) } }
            } @else {
                p.quiet role="status" { ((texts.listed)(found.len(), more)) }
                (show::payments(visitor.language, &found, texts.title))
            }
            nav.pages aria-label=(words.older) {
                @if wanted.after.is_some() { a href=(query.with(Place::Payments.path(), "after", "")) { (words.first_page) } }
                @if let Some(last) = found.last().filter(|_| more) {
                    a.older href=(query.with(Place::Payments.path(), "after", last.payment.id.as_str())) { (words.older) }
                }
            }
        }
    };
    Ok(inside(&visitor, Place::Payments, texts.title, &main))
}

/// What nobody understands filters nothing.
fn filter(query: &Query) -> PaymentSearch {
    PaymentSearch {
        id: None,
        status: query.get("status").and_then(PaymentStatus::from_wire),
        disputed: query.get("status") == Some(DISPUTED),
        carrier: query.get("carrier").and_then(Carrier::from_wire),
        channel: query.get("channel").and_then(Channel::from_wire),
        order: query.get("order").map(str::to_owned),
        begun: Period::asked(query).map(Period::span),
        after: query.get("after").and_then(|id| PaymentId::parse(id).ok()),
        limit: 0,
    }
}

fn filters(visitor: &Visitor, query: &Query, filtered: bool) -> Markup {
    let language = visitor.language;
    let words = &language.texts().words;
    let statuses = PaymentStatus::ALL.iter().map(|status| (status.as_str(), (words.status)(*status)));
    let statuses = statuses.chain([(DISPUTED, (words.disputed)(DisputeStatus::Open))]);
    let carriers = Carrier::ALL.iter().map(|carrier| (carrier.as_str(), show::carrier(language, *carrier)));
    let channels = Channel::ALL.iter().map(|channel| (channel.as_str(), show::channel(language, *channel)));
    html! {
        form.filters.card method="get" action=(Place::Payments.path()) role="search" aria-label=(words.filter) {
            (select("status", words.status_label, words.all, query, statuses))
            (select("carrier", words.carrier, words.all, query, carriers))
            (select("channel", words.channel, words.all, query, channels))
            (field("order", "text", words.order, query))
            (field("from", "date", words.from, query))
            (field("to", "date", words.to, query))
            div.act {
                button.primary type="submit" { (words.apply) }
                @if filtered { a href=(Place::Payments.path()) { (words.clear) } }
            }
        }
    }
}

/// A choice of a filter; "all" comes first.
pub(super) fn select<'a>(
    name: &str,
    label: &str,
    all: &str,
    query: &Query,
    choices: impl Iterator<Item = (&'a str, &'a str)>,
) -> Markup {
    html! {
        div.field {
            label for={ "filter-" (name) } { (label) }
            select id={ "filter-" (name) } name=(name) {
                option value="" { (all) }
                @for (value, shown) in choices {
                    option value=(value) selected[query.get(name) == Some(value)] { (shown) }
                }
            }
        }
    }
}

/// A field of a filter.
pub(super) fn field(name: &str, kind: &str, label: &str, query: &Query) -> Markup {
    html! {
        div.field {
            label for={ "filter-" (name) } { (label) }
            input id={ "filter-" (name) } name=(name) type=(kind) value=[query.get(name)] autocomplete="off";
        }
    }
}
