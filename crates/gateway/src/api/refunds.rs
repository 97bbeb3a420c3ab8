//! Cancelling and refunding, for the merchant's backend.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::refund::{CancelPayment, CreateRefund, RefundKind, RefundList, RefundStatus};
use carrier_checkout_protocol::{ErrorCode, Failure, Reason, RefundId, Timestamp};
use http::StatusCode;
use http::header::CACHE_CONTROL;

use super::merchant_scope;
use super::payments::{BACKGROUND_AFTER_MS, own_payment};
use crate::app::App;
use crate::auth::Merchant;
use crate::idempotency::Answer;
use crate::problem::Refused;
use crate::random;
use crate::request::Post;
use crate::store::{BeginRefund, PaymentRecord, RefundBegun, RefundRecord};

/// The longest reason, in characters.
const LONGEST_REASON: usize = 200;

/// `POST /v1/payments/{id}/cancel`
pub(super) async fn cancel_payment(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    Path(id): Path<String>,
    post: Post,
) -> Result<Response, Refused> {
    // Nothing has to be said: it may come without a body.
    let asked = if post.bytes().is_empty() { CancelPayment::default() } else { post.json()? };
    check_reason(asked.reason.as_ref())?;
    let payment = own_payment(&app, &merchant.id, &id).await?;
    let (key, correlator) = (app.sealer.key_proof(&post.key), post.id.to_string());
    app.once(merchant_scope(&merchant.id), post, async move |app| {
        let begin = BeginRefund { reason: asked.reason, ..new_refund(&app, &payment, key) };
        let over = "the calendar month of the payment is over in Korea: POST /v1/payments/{id}/refunds with an account";
        let refund = cancel(&app, &payment, begin, &correlator).await?;
        answer(&refund.ok_or_else(|| Refused::because(ErrorCode::CancelPeriodOver, over))?)
    })
    .await
}

/// Has the carrier take off the bill whatever is left of a payment, unless its month is over. The key makes it once.
pub(crate) async fn cancel_rest(
    app: &App,
    payment: &PaymentRecord,
    key: String,
    correlator: &str,
) -> Result<Option<RefundRecord>, Refused> {
    cancel(app, payment, new_refund(app, payment, key), correlator).await
}

async fn cancel(
    app: &App,
    payment: &PaymentRecord,
    begin: BeginRefund,
    correlator: &str,
) -> Result<Option<RefundRecord>, Refused> {
    if begin.kind == RefundKind::Refund {
        return Ok(None);
    }
    // Some carriers take back only all of it, of which nothing was given back before.
    let in_part = app.capabilities.partial_cancel(payment.carrier);
    give_back(app, BeginRefund { in_part, ..begin }, correlator).await.map(Some)
}

/// `POST /v1/payments/{id}/refunds`
pub(super) async fn create_refund(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    Path(id): Path<String>,
    post: Post,
) -> Result<Response, Refused> {
    let asked: CreateRefund = post.json()?;
    let payment = own_payment(&app, &merchant.id, &id).await?;
    let (key, correlator) = (app.sealer.key_proof(&post.key), post.id.to_string());
    app.once(merchant_scope(&merchant.id), post, async move |app| {
        answer(&refund(&app, &payment, asked, key, &correlator).await?)
    })
    .await
}

/// Gives back an amount of a payment, in the way that the calendar says. The key makes it once.
pub(crate) async fn refund(
    app: &App,
    payment: &PaymentRecord,
    asked: CreateRefund,
    key: String,
    correlator: &str,
) -> Result<RefundRecord, Refused> {
    check_reason(asked.reason.as_ref())?;
    let begin = new_refund(app, payment, key);
    let (in_part, account) = match begin.kind {
        RefundKind::Cancel => (app.capabilities.partial_cancel(payment.carrier), None),
        RefundKind::Refund => {
            let detail = "the calendar month of the payment is over in Korea: account is needed";
            let account = asked.account.ok_or_else(|| Refused::because(ErrorCode::InvalidRequest, detail))?;
            app.payouts.as_ref().ok_or(ErrorCode::PayoutUnavailable)?;
            (true, Some(app.seal_account(&begin.id, &account)?))
        }
    };
    let begin = BeginRefund { amount: Some(asked.amount), reason: asked.reason, in_part, account, ..begin };
    give_back(app, begin, correlator).await
}

/// `GET /v1/payments/{id}/refunds`
pub(super) async fn list_refunds(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    let payment = own_payment(&app, &merchant.id, &id).await?;
    let data = app.store.refunds_of(&payment.id).await?.iter().map(App::show_refund).collect();
    Ok(([(CACHE_CONTROL, "no-store")], Json(RefundList { data })).into_response())
}

/// `GET /v1/refunds/{id}`
pub(super) async fn show_refund(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    let id = RefundId::parse(&id).map_err(|_| ErrorCode::RefundNotFound)?;
    let refund = app.store.refund(&id).await?.ok_or(ErrorCode::RefundNotFound)?;
    let payment = app.store.payment(&refund.payment).await?.filter(|payment| payment.merchant == merchant.id);
    payment.ok_or(ErrorCode::RefundNotFound)?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(App::show_refund(&refund))).into_response())
}

/// All of what is left of a payment, in the way that the calendar says.
fn new_refund(app: &App, payment: &PaymentRecord, idempotency_key: String) -> BeginRefund {
    let at = app.now();
    let over = payment.paid_at.map(Timestamp::end_of_korean_month).is_some_and(|end| end < at);
    BeginRefund {
        id: RefundId::made_at(at, random::bits()),
        payment: payment.id.clone(),
        amount: None,
        kind: if over { RefundKind::Refund } else { RefundKind::Cancel },
        in_part: false,
        reason: None,
        account: None,
        idempotency_key,
        at,
        check_at: at + BACKGROUND_AFTER_MS,
    }
}

async fn give_back(app: &App, begin: BeginRefund, correlator: &str) -> Result<RefundRecord, Refused> {
    Ok(match app.store.begin_refund(&begin).await? {
        RefundBegun::Yes => app.give_back(&begin.id, correlator).await?,
        // It comes again after its answer was lost in a crash.
        RefundBegun::Before(id) => {
            let refund = app.store.refund(&id).await?.ok_or(ErrorCode::Internal)?;
            app.follow_refund(refund, correlator).await?
        }
        RefundBegun::NothingLeft => return Err(ErrorCode::PaymentNotRefundable.into()),
        RefundBegun::Frozen => return Err(ErrorCode::PaymentFrozen.into()),
        RefundBegun::TooLarge => return Err(ErrorCode::RefundTooLarge.into()),
        RefundBegun::OnlyWhole => return Err(ErrorCode::PartialCancelUnsupported.into()),
    })
}

/// A refund as an answer; one that failed as a problem with its reason.
fn answer(refund: &RefundRecord) -> Result<Answer, Refused> {
    match refund.status {
        RefundStatus::Pending | RefundStatus::Succeeded => Answer::new(StatusCode::CREATED, &App::show_refund(refund)),
        RefundStatus::Failed => {
            let failure = refund.failure.clone().unwrap_or_else(|| Failure::from(Reason::Unknown));
            Err(Refused { failure: Some(failure), ..Refused::from(ErrorCode::RefundDeclined) })
        }
    }
}

fn check_reason(reason: Option<&String>) -> Result<(), Refused> {
    let bad = |reason: &String| {
        let length = reason.chars().count();
        reason.trim().is_empty() || length > LONGEST_REASON || reason.chars().any(char::is_control)
    };
    if reason.is_some_and(bad) {
        let detail = format!("reason has 1 to {LONGEST_REASON} characters, in one line");
        return Err(Refused::because(ErrorCode::InvalidRequest, detail));
    }
    Ok(())
}
