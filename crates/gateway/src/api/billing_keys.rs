//! Keys of monthly billing, for the merchant's backend; and `POST /v1/checkout/monthly/stop`, for the window.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::monthly::{ChargeKey, KoreanMonth, StoppedBy};
use carrier_checkout_protocol::webhook::Happened;
use carrier_checkout_protocol::{BillingKeyId, ErrorCode, PaymentId, Reason, Timestamp};
use http::StatusCode;
use http::header::CACHE_CONTROL;

use super::checkout::checkout;
use super::disputes::paid;
use super::payments::{BACKGROUND_AFTER_MS, answer};
use super::{merchant_scope, session_scope};
use crate::app::App;
use crate::auth::{Frame, Merchant};
use crate::idempotency::Answer;
use crate::problem::Refused;
use crate::random;
use crate::request::Post;
use crate::store::{BeginMonth, BillingKeyRecord, MerchantId, MonthBegun, PaymentRecord};
use crate::words::Spoken;

/// `GET /v1/billing_keys/{id}`
pub(super) async fn show_billing_key(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    let key = own_key(&app, &merchant.id, &id).await?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(app.show_billing_key(&key)?)).into_response())
}

/// `POST /v1/billing_keys/{id}/payments`
pub(super) async fn charge_billing_key(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    Path(id): Path<String>,
    post: Post,
) -> Result<Response, Refused> {
    let asked: ChargeKey = post.json()?;
    let key = own_key(&app, &merchant.id, &id).await?;
    let (request, correlator) = (app.sealer.key_proof(&post.key), post.id.to_string());
    app.once(merchant_scope(&merchant.id), post, async move |app| {
        let payment = charge(&app, &key, &asked, request, &correlator).await?;
        answer(&app, &payment)
    })
    .await
}

/// `POST /v1/billing_keys/{id}/stop`
pub(super) async fn stop_billing_key(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    Path(id): Path<String>,
    post: Post,
) -> Result<Response, Refused> {
    let key = own_key(&app, &merchant.id, &id).await?;
    app.once(merchant_scope(&merchant.id), post, async move |app| {
        let key = stop(&app, key, StoppedBy::Merchant).await?;
        Answer::new(StatusCode::OK, &app.show_billing_key(&key)?)
    })
    .await
}

/// `POST /v1/checkout/monthly/stop`: "월자동결제 해지", as easy as it was to begin.
pub(super) async fn stop_in_window(
    State(app): State<App>,
    Frame(session): Frame,
    spoken: Spoken,
    post: Post,
) -> Result<Response, Refused> {
    app.once(session_scope(&session.id), post, async move |app| {
        let key = paid(&app, &session).await?.billing_key.ok_or(ErrorCode::BillingKeyNotFound)?;
        let key = app.store.billing_key(&key).await?.ok_or(ErrorCode::Internal)?;
        stop(&app, key, StoppedBy::Shopper).await?;
        Answer::new(StatusCode::OK, &checkout(&app, &session, spoken).await?)
    })
    .await
}

/// Another merchant's key is as good as none.
async fn own_key(app: &App, merchant: &MerchantId, id: &str) -> Result<BillingKeyRecord, Refused> {
    let key = match BillingKeyId::parse(id) {
        Ok(id) => app.store.billing_key(&id).await?,
        Err(_) => None,
    };
    let own = key.filter(|key| key.merchant == *merchant);
    own.ok_or_else(|| ErrorCode::BillingKeyNotFound.into())
}

/// Charges one more month, of which the carrier hears only when it is what the shopper agreed to.
async fn charge(
    app: &App,
    key: &BillingKeyRecord,
    asked: &ChargeKey,
    request: String,
    correlator: &str,
) -> Result<PaymentRecord, Refused> {
    let begin = BeginMonth {
        id: PaymentId::made_at(app.now(), random::bits()),
        key: key.id.clone(),
        order: asked.order_id.clone(),
        month: agreed_month(key, asked, time(app, asked)?)?,
        idempotency_key: request,
        at: app.now(),
        check_at: app.now() + BACKGROUND_AFTER_MS,
    };
    match app.store.begin_month(&begin).await? {
        MonthBegun::Yes => app.charge(&begin.id, correlator).await,
        MonthBegun::Before(payment) => {
            let payment = app.store.payment(&payment).await?.ok_or(ErrorCode::Internal)?;
            app.follow(payment, correlator).await
        }
        MonthBegun::NotChargeable => Err(declined(Reason::RecurringKeyInvalid, "the key is stopped or frozen")),
        MonthBegun::UnderWay => Err(declined(Reason::DuplicateInProgress, "a payment of this key is processing")),
        MonthBegun::Paid => Err(declined(Reason::AlreadyPaid, "this month has been charged")),
    }
}

/// The month that may be charged at that time, for that amount.
fn agreed_month(key: &BillingKeyRecord, asked: &ChargeKey, now: Timestamp) -> Result<KoreanMonth, Refused> {
    if asked.amount != key.amount {
        return Err(declined(Reason::RecurringMismatch, "amount is not the one that was agreed"));
    }
    let month = KoreanMonth::of(now);
    if now < month.on(key.monthly.day) {
        return Err(declined(Reason::RecurringMismatch, "it is before the agreed day of the month"));
    }
    Ok(month)
}

/// What time it is taken to be, which only the sandbox lets anybody say.
fn time(app: &App, asked: &ChargeKey) -> Result<Timestamp, Refused> {
    match asked.sandbox_time {
        None => Ok(app.now()),
        Some(time) if app.sandbox => Ok(time),
        Some(_) => Err(Refused::because(ErrorCode::InvalidRequest, "sandbox_time is for the sandbox mode only")),
    }
}

fn declined(reason: Reason, detail: &'static str) -> Refused {
    Refused { detail: Some(detail.to_owned()), ..Refused::reason(ErrorCode::PaymentDeclined, reason) }
}

/// Stops a key, and has its merchant told, once. Gives the key as it then is.
async fn stop(app: &App, key: BillingKeyRecord, by: StoppedBy) -> Result<BillingKeyRecord, Refused> {
    if key.stopped.is_some() {
        return Ok(key);
    }
    let at = app.now();
    let stopped = BillingKeyRecord { stopped: Some((at, by)), ..key };
    let event = app.event(&stopped.merchant, Happened::BillingKeyStopped(app.show_billing_key(&stopped)?))?;
    if app.store.stop_billing_key(&stopped.id, at, by, &event).await? {
        tracing::info!(key = %stopped.id, %by, "monthly billing was stopped");
        app.wake.outbox.tell(&stopped.merchant);
        return Ok(stopped);
    }
    Ok(app.store.billing_key(&stopped.id).await?.ok_or(ErrorCode::Internal)?)
}
