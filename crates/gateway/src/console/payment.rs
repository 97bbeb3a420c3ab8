//! `GET /console/payments/{id}`: one payment, and what happened to it.

use axum::extract::{Path, State};
use carrier_checkout_protocol::PaymentId;
use carrier_checkout_protocol::payment::{DisputeStatus, Payment};
use maud::{Markup, html};

use super::deliveries;
use super::failed::Failed;
use super::guard::Visitor;
use super::layout::{Place, inside};
use super::query::Query;
use super::{refund, show, timeline};
use crate::app::App;
use crate::store::{ListedPayment, PaymentSearch};

/// `GET /console/payments/{id}`
pub(super) async fn show_payment(
    State(app): State<App>,
    visitor: Visitor,
    query: Query,
    Path(id): Path<String>,
) -> Result<Markup, Failed> {
    let listed = own(&app, &visitor, &id).await?;
    let payment = app.show_payment(&listed.payment)?;
    let events = app.store.events_about(&visitor.merchant.id, &id).await?;
    let language = visitor.language;
    let texts = &language.texts().payments;
    let refunds = app.store.refunds_of(&listed.payment.id).await?;
    let timeline = timeline::timeline(&app, language, &listed, &events, &refunds).await?;
    let main = html! {
        nav.trail aria-label=(texts.title) { a href=(Place::Payments.path()) { "← " (texts.title) } }
        div.title {
            h1 { (show::won(language, u64::from(payment.amount.get()))) }
            (show::standing(language, &listed))
        }
        p.quiet.id { code { (id) } }
        @if let Some(dispute) = &payment.dispute {
            p class=(if dispute.status == DisputeStatus::Rejected { "note" } else { "alert" }) {
                ((texts.dispute_note)(dispute.status))
            }
        }
        div.pair {
            div {
                section.card aria-labelledby="facts" {
                    h2 id="facts" { (texts.facts) }
                    (facts(&app, &visitor, &listed, &payment))
                }
                @if payment.paid_at.is_some() { (refund::section(&app, &visitor, &listed, &refunds, &query)) }
            }
            section.card aria-labelledby="timeline" {
                h2 id="timeline" { (texts.timeline) }
                (timeline)
            }
        }
        section.card aria-labelledby="events" {
            h2 id="events" { (texts.events) }
            @if events.is_empty() { p.quiet { (texts.no_events) } }
            @else { (deliveries::table(&visitor, &events, texts.events)) }
        }
    };
    Ok(inside(&visitor, Place::Payments, texts.title, &main))
}

/// Another merchant's payment is as good as none.
pub(super) async fn own(app: &App, visitor: &Visitor, id: &str) -> Result<ListedPayment, Failed> {
    let id = PaymentId::parse(id).map_err(|_| Failed::NotFound)?;
    let wanted = PaymentSearch { id: Some(id), limit: 1, ..PaymentSearch::default() };
    let mut found = app.store.find_payments(&visitor.merchant.id, &wanted).await?;
    found.pop().ok_or(Failed::NotFound)
}

fn facts(app: &App, visitor: &Visitor, listed: &ListedPayment, payment: &Payment) -> Markup {
    let language = visitor.language;
    let (texts, words) = (&language.texts().payments, &language.texts().words);
    let fact = |label: &str, value: Markup| html! { div { dt { (label) } dd { (value) } } };
    let code = |text: &str| html! { code { (text) } };
    html! {
        dl.facts {
            (fact(words.order, html! { (payment.order_id.as_str()) }))
            (fact(words.goods, html! { (listed.goods) }))
            (fact(texts.billing, html! { ((words.billing)(payment.billing)) }))
            (fact(words.carrier, html! { (show::carrier(language, payment.carrier)) }))
            (fact(words.channel, html! { (show::channel(language, listed.channel)) }))
            (fact(texts.phone, html! { (payment.phone.to_string()) }))
            (fact(texts.begun, show::time(payment.created_at)))
            @if let Some(at) = payment.paid_at { (fact(texts.paid, show::time(at))) }
            @if let Some(until) = payment.cancel_until {
                (fact(texts.cancel_until, html! {
                    (show::time(until))
                    @if until < app.now() { br; span.quiet { (texts.cancel_over) } }
                }))
            }
            @if let Some(at) = payment.deliver_after { (fact(texts.deliver_after, show::time(at))) }
            @if let Some(failure) = &payment.failure {
                (fact(texts.failure, html! { (timeline::why(language, failure)) }))
            }
            @if let Some(dispute) = &payment.dispute { (fact(texts.dispute, code(dispute.id.as_str()))) }
            @if let Some(key) = &payment.billing_key { (fact(texts.billing_key, code(key.as_str()))) }
        }
    }
}
