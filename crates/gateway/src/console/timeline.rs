//! What happened to a payment, in the order in which it did.

use carrier_checkout::server::words;
use carrier_checkout_protocol::payment::{DisputeStatus, PaymentStatus};
use carrier_checkout_protocol::{Carrier, Channel, ErrorCode, Failure, Timestamp};
use maud::{Markup, html};

use super::failed::Failed;
use super::language::Language;
use super::show;
use crate::app::App;
use crate::problem::Refused;
use crate::store::{EventRecord, ListedPayment, RefundRecord, SessionRecord, Step};

/// Whether it is a good thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Plain,
    Good,
    Bad,
}

/// Something that happened.
struct Moment {
    at: Timestamp,
    mood: Mood,
    title: String,
    detail: String,
}

impl Moment {
    fn new(at: Timestamp, mood: Mood, title: &str, detail: impl Into<String>) -> Self {
        Self { at, mood, title: title.to_owned(), detail: detail.into() }
    }
}

/// Everything that the store has recorded of it.
pub(super) async fn timeline(
    app: &App,
    language: Language,
    listed: &ListedPayment,
    events: &[EventRecord],
    refunds: &[RefundRecord],
) -> Result<Markup, Failed> {
    let session = app.store.session(&listed.payment.session).await?;
    let session = session.ok_or_else(|| Refused::from(ErrorCode::Internal))?;
    // When it failed, only the event says.
    let failed = events.iter().find(|event| event.kind == "payment.failed").map(|event| event.at);
    // The session of a later month is the one in which the shopper agreed.
    let mut moments = if listed.payment.later { Vec::new() } else { before(app, language, &session, failed).await? };
    moments.extend(own(language, listed, failed));
    moments.extend(refunds.iter().flat_map(|refund| given_back(language, refund)));
    for event in events {
        moments.extend(deliveries(app, language, event).await?);
    }
    moments.sort_by_key(|moment| moment.at);
    Ok(html! {
        ol.timeline {
            @for moment in &moments {
                li class=(match moment.mood { Mood::Plain => "neutral", Mood::Good => "good", Mood::Bad => "bad" }) {
                    p.what { (moment.title) }
                    @if !moment.detail.is_empty() { p.quiet { (moment.detail) } }
                    p.when { (show::time(moment.at)) }
                }
            }
        }
    })
}

/// What its session did before it.
async fn before(
    app: &App,
    language: Language,
    session: &SessionRecord,
    failed: Option<Timestamp>,
) -> Result<Vec<Moment>, Failed> {
    let texts = &language.texts().timeline;
    let mut moments = vec![Moment::new(session.created_at, Mood::Plain, texts.made, session.goods.name.clone())];
    for taken in app.store.steps_of(&session.id).await? {
        let mood = match taken.step {
            Step::Opened | Step::CodeSent => Mood::Plain,
            Step::Verified => Mood::Good,
            // The payment says it itself.
            Step::Paid => continue,
        };
        moments.push(Moment::new(taken.at, mood, (texts.step)(taken.step), line(language, taken.line)));
    }
    for met in app.store.failures_of(&session.id).await? {
        // The payment says it itself.
        if Some(met.at) == failed {
            continue;
        }
        let detail = [why(language, &met.failure), line(language, met.line)].join(" · ");
        moments.push(Moment::new(met.at, Mood::Bad, texts.stopped, detail.trim_end_matches(" · ")));
    }
    Ok(moments)
}

fn own(language: Language, listed: &ListedPayment, failed: Option<Timestamp>) -> Vec<Moment> {
    let (texts, payment) = (&language.texts().timeline, &listed.payment);
    let begun = if payment.later { texts.month_begun } else { texts.exchanged };
    let mut moments = vec![Moment::new(payment.created_at, Mood::Plain, begun, "")];
    let amount = show::won(language, u64::from(payment.amount.get()));
    moments.extend(payment.paid_at.map(|at| Moment::new(at, Mood::Good, texts.paid, amount)));
    if let (PaymentStatus::Failed, Some(at)) = (payment.status, failed) {
        let detail = payment.failure.as_ref().map(|failure| why(language, failure)).unwrap_or_default();
        moments.push(Moment::new(at, Mood::Bad, texts.failed, detail));
    }
    if let Some(dispute) = &payment.dispute {
        let named = |at, mood, status| Moment::new(at, mood, (texts.disputed)(status), dispute.id.as_str());
        moments.push(named(dispute.opened_at, Mood::Bad, DisputeStatus::Open));
        let mood = if dispute.status == DisputeStatus::Rejected { Mood::Plain } else { Mood::Bad };
        moments.extend(dispute.closed_at.map(|at| named(at, mood, dispute.status)));
    }
    moments
}

/// That it was asked for, and how it ended.
fn given_back(language: Language, refund: &RefundRecord) -> Vec<Moment> {
    let texts = &language.texts().refunds;
    let amount = show::won(language, u64::from(refund.amount.get()));
    let asked = [Some(amount.clone()), refund.reason.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let mut moments = vec![Moment::new(refund.created_at, Mood::Plain, (texts.began)(refund.kind), asked)];
    moments.extend(refund.settled_at.map(|at| match &refund.failure {
        Some(failure) => Moment::new(at, Mood::Bad, texts.failed, why(language, failure)),
        None => Moment::new(at, Mood::Good, (texts.ended)(refund.kind), amount),
    }));
    moments
}

async fn deliveries(app: &App, language: Language, event: &EventRecord) -> Result<Vec<Moment>, Failed> {
    let texts = &language.texts().timeline;
    let tries = app.store.delivery_tries(&event.id).await?;
    if tries.is_empty() {
        return Ok(vec![Moment::new(event.at, Mood::Plain, texts.waiting, event.kind.clone())]);
    }
    let moment = |tried: &crate::store::DeliveryTry| {
        let taken = tried.status.is_some_and(|status| (200..300).contains(&status));
        let (mood, title) = if taken { (Mood::Plain, texts.delivered) } else { (Mood::Bad, texts.not_delivered) };
        Moment::new(tried.at, mood, title, format!("{} · {}", event.kind, show::answer(language, tried)))
    };
    Ok(tries.iter().map(moment).collect())
}

/// What happened, with the code to quote.
pub(super) fn why(language: Language, failure: &Failure) -> String {
    let happened = words(failure.reason, language.locale()).happened;
    let code = failure.quote.as_deref().unwrap_or(failure.reason.as_str());
    format!("{happened} ({code})")
}

fn line(language: Language, line: Option<(Carrier, Channel)>) -> String {
    line.map_or_else(String::new, |(carrier, channel)| {
        format!("{} · {}", show::carrier(language, carrier), show::channel(language, channel))
    })
}
