//! Cancelling and refunding a payment.

use axum::extract::{Path, State};
use axum::response::Redirect;
use carrier_checkout_protocol::payment::{DisputeStatus, PaymentStatus};
use carrier_checkout_protocol::refund::{BankAccount, CreateRefund, RefundStatus};
use carrier_checkout_protocol::{ErrorCode, Private, Timestamp, Won};
use maud::{Markup, html};

use super::failed::Failed;
use super::form::Form;
use super::guard::{Act, Visitor};
use super::language::Language;
use super::layout::{Place, token};
use super::query::Query;
use super::{payment, show, timeline};
use crate::api::refunds::refund;
use crate::app::App;
use crate::problem::Refused;
use crate::random;
use crate::store::{ListedPayment, RefundRecord};

/// `POST /console/payments/{id}/refund`
pub(super) async fn give_back(
    State(app): State<App>,
    Path(id): Path<String>,
    Act(visitor, form): Act,
) -> Result<Redirect, Failed> {
    let listed = payment::own(&app, &visitor, &id).await?;
    // What is sent twice, by two clicks or by a reload, is done once.
    let key = app.sealer.key_proof(&format!("console {}", form.get("key")));
    let done = match asked(&form) {
        Ok(asked) => refund(&app, &listed.payment, asked, key, &random::hex()).await,
        Err(refused) => Err(refused),
    };
    let outcome = match done {
        Ok(refund) => refund.status.as_str(),
        Err(refused) if refused.code.status() < 500 => refused.code.as_str(),
        Err(refused) => return Err(refused.into()),
    };
    Ok(Redirect::to(&format!("{}/{id}?refund={outcome}#refunds", Place::Payments.path())))
}

fn asked(form: &Form) -> Result<CreateRefund, Refused> {
    let invalid = || Refused::from(ErrorCode::InvalidRequest);
    let amount = form.get("amount").trim().parse().ok().and_then(|won| Won::new(won).ok()).ok_or_else(invalid)?;
    let number = form.get("account").replace(['-', ' '], "");
    let account = match number.is_empty() {
        true => None,
        false => Some(BankAccount::new(form.get("bank").trim(), &number, form.get("holder")).map_err(|_| invalid())?),
    };
    let reason = Some(form.get("reason").trim().to_owned()).filter(|reason| !reason.is_empty());
    if form.get("sure").is_empty() {
        return Err(invalid());
    }
    Ok(CreateRefund { amount, reason, account: account.map(Private::new) })
}

/// What was given back, and the form to give back what is left.
pub(super) fn section(
    app: &App,
    visitor: &Visitor,
    listed: &ListedPayment,
    refunds: &[RefundRecord],
    query: &Query,
) -> Markup {
    let texts = &visitor.language.texts().refunds;
    let outcome = query.get("refund").and_then(|outcome| Some((outcome, (texts.outcome)(outcome)?)));
    let good = |outcome| outcome == RefundStatus::Succeeded.as_str() || outcome == RefundStatus::Pending.as_str();
    html! {
        section.card aria-labelledby="refunds" {
            h2 id="refunds" { (texts.title) }
            @match outcome {
                Some((outcome, said)) if good(outcome) => p.note role="status" { (said) },
                Some((_, said)) => p.alert role="alert" { (said) },
                None => {},
            }
            @if refunds.is_empty() { p.quiet { (texts.none) } } @else { (table(visitor.language, refunds)) }
            (way(app, visitor, listed, refunds))
        }
    }
}

/// How what is left can be given back, if it can.
fn way(app: &App, visitor: &Visitor, listed: &ListedPayment, refunds: &[RefundRecord]) -> Markup {
    let (texts, payment) = (&visitor.language.texts().refunds, &listed.payment);
    let given = refunds.iter().filter(|refund| refund.status != RefundStatus::Failed);
    let given: u32 = given.map(|refund| refund.amount.get()).sum();
    let left = payment.amount.get().saturating_sub(given);
    if payment.status != PaymentStatus::Succeeded || left == 0 {
        return html! {};
    }
    if payment.dispute.as_ref().is_some_and(|dispute| dispute.status == DisputeStatus::Open) {
        return html! { p.alert { (texts.frozen) } };
    }
    let over = payment.paid_at.map(Timestamp::end_of_korean_month).is_some_and(|end| end < app.now());
    if over && app.payouts.is_none() {
        return html! { p.note { (texts.no_payouts) } };
    }
    let in_part = over || app.capabilities.partial_cancel(payment.carrier);
    if !in_part && given > 0 {
        return html! { p.note { (texts.only_whole) } };
    }
    form(visitor, payment.id.as_str(), left, over, in_part)
}

fn form(visitor: &Visitor, payment: &str, left: u32, over: bool, in_part: bool) -> Markup {
    let texts = &visitor.language.texts().refunds;
    let (name, lead) = if over { (texts.refund, texts.refund_lead) } else { (texts.cancel, texts.cancel_lead) };
    html! {
        details {
            summary { (name) }
            form.give method="post" action={ (Place::Payments.path()) "/" (payment) "/refund" } {
                (token(visitor))
                input type="hidden" name="key" value=(random::hex());
                p.quiet { (lead) @if !in_part { " " (texts.only_whole) } }
                div.field {
                    label for="give-amount" { (texts.amount) }
                    input id="give-amount" name="amount" type="number" inputmode="numeric" required min="1" max=(left)
                        step="1" value=(left) readonly[!in_part] autocomplete="off";
                }
                (field("reason", texts.reason, 200, None, false))
                @if over {
                    (field("bank", texts.bank, 3, Some("[0-9]{3}"), true))
                    (field("account", texts.account, 20, Some("[0-9 \\-]{6,20}"), true))
                    (field("holder", texts.holder, 50, None, true))
                }
                label.sure { input type="checkbox" name="sure" value="yes" required; " " (texts.sure) }
                button.danger type="submit" { (name) }
            }
        }
    }
}

fn field(name: &str, label: &str, longest: u8, pattern: Option<&str>, required: bool) -> Markup {
    html! {
        div.field {
            label for={ "give-" (name) } { (label) }
            input id={ "give-" (name) } name=(name) type="text" maxlength=(longest) pattern=[pattern]
                required[required] autocomplete="off";
        }
    }
}

fn table(language: Language, refunds: &[RefundRecord]) -> Markup {
    let (texts, words) = (&language.texts().refunds, &language.texts().words);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(texts.title) {
            table.list {
                thead {
                    tr {
                        th scope="col" { (words.status_label) }
                        th.number scope="col" { (words.amount) }
                        th scope="col" { (texts.title) }
                        th scope="col" { (language.texts().funnel.reason) }
                        th scope="col" { (words.time) }
                    }
                }
                tbody {
                    @for refund in refunds {
                        tr {
                            td data-label=(words.status_label) { span { (status(language, refund.status)) } }
                            td.number data-label=(words.amount) {
                                span { (show::won(language, u64::from(refund.amount.get()))) }
                            }
                            th scope="row" data-label=(texts.title) { span { ((texts.kind)(refund.kind)) } }
                            td.long data-label=(language.texts().funnel.reason) { span { (why(language, refund)) } }
                            td data-label=(words.time) { (show::time(refund.created_at)) }
                        }
                    }
                }
            }
        }
    }
}

/// Why it failed, else why it was asked for.
fn why(language: Language, refund: &RefundRecord) -> String {
    match &refund.failure {
        Some(failure) => timeline::why(language, failure),
        None => refund.reason.clone().unwrap_or_else(|| "–".to_owned()),
    }
}

fn status(language: Language, status: RefundStatus) -> Markup {
    let class = match status {
        RefundStatus::Pending => "badge waiting",
        RefundStatus::Succeeded => "badge done",
        RefundStatus::Failed => "badge danger",
    };
    html! { span class=(class) { ((language.texts().refunds.status)(status)) } }
}
