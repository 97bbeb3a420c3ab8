//! `GET /console`: how it goes today and this month.

use axum::extract::State;
use carrier_checkout_protocol::payment::PaymentStatus;
use maud::{Markup, html};

use super::failed::Failed;
use super::funnel;
use super::guard::Visitor;
use super::layout::{Place, inside};
use super::period::{Period, numbered_day};
use super::{plot, show};
use crate::app::App;
use crate::store::{DaySum, PaymentSearch, StatusSum};

/// How many payments are shown at once.
const LATEST: u32 = 5;

/// `GET /console`
pub(super) async fn show_overview(State(app): State<App>, visitor: Visitor) -> Result<Markup, Failed> {
    let (store, merchant, now) = (&app.store, &visitor.merchant.id, app.now());
    let today = store.payment_sums(merchant, Period::last(1, now).span()).await?;
    let month = store.payment_sums(merchant, Period::month(now).span()).await?;
    let thirty = Period::last(30, now);
    let by_day = store.paid_by_day(merchant, thirty.span()).await?;
    let reached = store.funnel(merchant, Period::last(7, now).span()).await?;
    let latest = PaymentSearch { limit: LATEST, ..PaymentSearch::default() };
    let latest = store.find_payments(merchant, &latest).await?;
    let texts = visitor.language.texts();
    let main = html! {
        h1 { (texts.overview.title) }
        div.pair {
            (sums(&visitor, texts.overview.today, &today))
            (sums(&visitor, texts.overview.month, &month))
        }
        section.card aria-labelledby="by-day" {
            h2 id="by-day" { (texts.overview.by_day) }
            (days(&visitor, thirty, &by_day))
        }
        section.card aria-labelledby="conversion" {
            div.heading {
                h2 id="conversion" { (texts.overview.funnel) }
                a href={ (Place::Funnel.path()) "?days=7" } { (texts.overview.details) }
            }
            (funnel::steps(visitor.language, &reached))
        }
        section.card aria-labelledby="latest" {
            div.heading {
                h2 id="latest" { (texts.overview.latest) }
                a href=(Place::Payments.path()) { (texts.overview.all_payments) }
            }
            @if latest.is_empty() { p.quiet { (texts.payments.none_yet) } }
            @else { (show::payments(visitor.language, &latest, texts.overview.latest)) }
        }
    };
    Ok(inside(&visitor, Place::Overview, texts.overview.title, &main))
}

/// What was paid is large; the rest stands under it.
fn sums(visitor: &Visitor, heading: &str, sums: &[StatusSum]) -> Markup {
    let language = visitor.language;
    let words = &language.texts().words;
    let texts = &language.texts().overview;
    let of = |status| sums.iter().find(|sum| sum.status == status);
    let sum = |status| of(status).map_or((0, 0), |sum| (sum.payments, sum.won));
    let kept = [PaymentStatus::Succeeded, PaymentStatus::PartiallyRefunded].map(of).into_iter().flatten();
    let (payments, won) = kept.fold((0, 0), |(count, won), sum| (count + sum.payments, won + sum.won - sum.refunded));
    let given_back: u64 = sums.iter().map(|sum| sum.refunded).sum();
    let others = [PaymentStatus::Processing, PaymentStatus::Failed];
    html! {
        section.card.sums {
            h2 { (heading) }
            p.large { (show::won(language, won)) }
            p.quiet { (texts.net) " · " ((words.count)(payments)) }
            dl {
                @for status in others {
                    div {
                        dt { (show::status(language, status)) }
                        dd { ((words.count)(sum(status).0)) " · " (show::won(language, sum(status).1)) }
                    }
                }
                div { dt { span.badge { (texts.given_back) } } dd { (show::won(language, given_back)) } }
            }
        }
    }
}

/// A column for each day, also for those on which nothing was paid.
fn days(visitor: &Visitor, period: Period, paid: &[DaySum]) -> Markup {
    let language = visitor.language;
    let (texts, words) = (&language.texts().overview, &language.texts().words);
    let all: u64 = paid.iter().map(|day| day.won).sum();
    if all == 0 {
        return html! { p.quiet { (texts.nothing_paid) } };
    }
    let most = paid.iter().map(|day| day.won).max().unwrap_or_default();
    let on = |day| paid.iter().find(|sum| numbered_day(sum.day) == day).map_or(0, |sum| sum.won);
    let columns: Vec<_> =
        period.days().map(|day| (format!("{day} {}", show::won(language, on(day))), on(day))).collect();
    let name = (texts.by_day_label)(&show::won(language, most), &show::won(language, all));
    html! {
        figure {
            div.most aria-hidden="true" { (show::won(language, most)) }
            (plot::columns(&columns, &name))
            div.ends aria-hidden="true" { span { (period.from) } span { (period.to) } }
        }
        details {
            summary { (words.as_table) }
            table.small {
                thead {
                    tr {
                        th scope="col" { (words.day) }
                        th.number scope="col" { (words.payment) }
                        th.number scope="col" { (words.amount) }
                    }
                }
                tbody {
                    @for day in paid.iter().rev() {
                        tr {
                            th scope="row" { (numbered_day(day.day)) }
                            td.number { ((words.count)(day.payments)) }
                            td.number { (show::won(language, day.won)) }
                        }
                    }
                }
            }
        }
    }
}
