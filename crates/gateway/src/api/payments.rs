//! Payments, for the merchant's backend.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::payment::{CreatePayment, PaymentStatus};
use carrier_checkout_protocol::{ErrorCode, Failure, PaymentId, Reason, Timestamp};
use http::StatusCode;
use http::header::CACHE_CONTROL;
use subtle::ConstantTimeEq as _;

use super::merchant_scope;
use crate::app::App;
use crate::auth::Merchant;
use crate::idempotency::Answer;
use crate::problem::Refused;
use crate::random;
use crate::request::Post;
use crate::seal::Fingerprint;
use crate::store::{BeginPayment, MerchantId, PaymentBegun, PaymentRecord, TokenRecord};

/// Longer than a request follows its payment: then the background takes over.
pub(super) const BACKGROUND_AFTER_MS: i64 = 90_000;

/// `POST /v1/payments`
pub(super) async fn create_payment(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    post: Post,
) -> Result<Response, Refused> {
    let asked: CreatePayment = post.json()?;
    let (key, correlator) = (app.sealer.key_proof(&post.key), post.id.to_string());
    app.once(merchant_scope(&merchant.id), post, async move |app| {
        let payment = exchange(&app, &merchant.id, &asked, &key, &correlator).await?;
        answer(&app, &payment)
    })
    .await
}

/// `GET /v1/payments/{id}`
pub(super) async fn show_payment(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    let payment = own_payment(&app, &merchant.id, &id).await?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(app.show_payment(&payment)?)).into_response())
}

/// Another merchant's payment is as good as none.
pub(super) async fn own_payment(app: &App, merchant: &MerchantId, id: &str) -> Result<PaymentRecord, Refused> {
    let payment = match PaymentId::parse(id) {
        Ok(id) => app.store.payment(&id).await?,
        Err(_) => None,
    };
    let own = payment.filter(|payment| payment.merchant == *merchant);
    own.ok_or_else(|| ErrorCode::PaymentNotFound.into())
}

/// Spends the token and has the carrier charge.
async fn exchange(
    app: &App,
    merchant: &MerchantId,
    asked: &CreatePayment,
    key: &str,
    correlator: &str,
) -> Result<PaymentRecord, Refused> {
    let fingerprint = Fingerprint::of_random(asked.token.as_str());
    let token = app.store.token(&fingerprint).await?.filter(|token| token.merchant == *merchant);
    let token = token.ok_or(ErrorCode::TokenNotFound)?;
    if let Some(payment) = &token.payment {
        return resume(app, payment, key, correlator).await;
    }
    check(&token, asked, app.now())?;
    let begin = BeginPayment {
        id: PaymentId::made_at(app.now(), random::bits()),
        fingerprint,
        token,
        idempotency_key: key.to_owned(),
        at: app.now(),
        check_at: app.now() + BACKGROUND_AFTER_MS,
    };
    match app.store.begin_payment(&begin).await? {
        PaymentBegun::Yes => app.charge(&begin.id, correlator).await,
        PaymentBegun::TokenUsed => Err(ErrorCode::TokenUsed.into()),
        PaymentBegun::TokenExpired => Err(ErrorCode::TokenExpired.into()),
    }
}

/// A request that comes again after its answer was lost in a crash gets its
/// payment; any other one finds the token used.
async fn resume(app: &App, payment: &PaymentId, key: &str, correlator: &str) -> Result<PaymentRecord, Refused> {
    let payment = app.store.payment(payment).await?.ok_or(ErrorCode::Internal)?;
    if payment.idempotency_key.as_bytes().ct_eq(key.as_bytes()).into() {
        app.follow(payment, correlator).await
    } else {
        Err(ErrorCode::TokenUsed.into())
    }
}

/// Nothing is charged and the token stays good when the merchant believes
/// something else than the shopper agreed to.
fn check(token: &TokenRecord, asked: &CreatePayment, now: Timestamp) -> Result<(), Refused> {
    if token.void || token.expires_at <= now {
        return Err(ErrorCode::TokenExpired.into());
    }
    if token.order != asked.order_id {
        return Err(ErrorCode::OrderMismatch.into());
    }
    if token.amount != asked.amount {
        return Err(ErrorCode::AmountMismatch.into());
    }
    Ok(())
}

/// A payment as an answer; one that failed as a problem with its reason.
pub(super) fn answer(app: &App, payment: &PaymentRecord) -> Result<Answer, Refused> {
    match payment.status {
        PaymentStatus::Succeeded
        | PaymentStatus::Processing
        | PaymentStatus::Cancelled
        | PaymentStatus::PartiallyRefunded
        | PaymentStatus::Refunded => Answer::new(StatusCode::CREATED, &app.show_payment(payment)?),
        PaymentStatus::Failed => {
            let failure = payment.failure.clone().unwrap_or_else(|| Failure::from(Reason::Unknown));
            Err(Refused { failure: Some(failure), ..Refused::from(ErrorCode::PaymentDeclined) })
        }
    }
}
