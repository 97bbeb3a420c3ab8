//! Sessions, for the merchant's backend.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::goods::{Billing, Goods, GoodsKind, OfferPeriod};
use carrier_checkout_protocol::session::{CreateSession, Embed, SessionStatus};
use carrier_checkout_protocol::{ErrorCode, Reason, SessionId};
use http::StatusCode;
use http::header::CACHE_CONTROL;

use super::merchant_scope;
use crate::app::App;
use crate::auth::Merchant;
use crate::idempotency::Answer;
use crate::page::Ways;
use crate::policy::Order;
use crate::problem::Refused;
use crate::random;
use crate::request::Post;
use crate::store::{Closing, MerchantId, SessionRecord};

/// The longest name of goods, in characters: it must fit on a phone's screen.
const LONGEST_NAME: usize = 100;

/// The longest URL for the page, in bytes; browsers and proxies begin to refuse longer ones.
const LONGEST_URL: usize = 2_000;

/// `POST /v1/sessions`
pub(super) async fn create_session(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    post: Post,
) -> Result<Response, Refused> {
    let asked: CreateSession = post.json()?;
    let scope = merchant_scope(&merchant.id);
    app.once(scope, post, async move |app| {
        check_goods(&asked.goods)?;
        check_amount(&app, &asked)?;
        check_monthly(&asked)?;
        check_embed(&asked.embed)?;
        check_ways(&asked.embed, &merchant.origins)?;
        let replaces = asked.replaces.clone();
        let session = new_session(&app, merchant.id, asked);
        match replaces {
            Some(old) => app.replace_session(&old, &session).await?,
            None => app.store.insert_session(&session).await?,
        }
        app.metrics.session_made();
        Answer::new(StatusCode::CREATED, &app.show_session(&session, &merchant.origins))
    })
    .await
}

/// `GET /v1/sessions/{id}`
pub(super) async fn show_session(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    Path(id): Path<String>,
) -> Result<Response, Refused> {
    let session = own_session(&app, &merchant.id, &id).await?;
    Ok(([(CACHE_CONTROL, "no-store")], Json(app.show_session(&session, &merchant.origins))).into_response())
}

/// `POST /v1/sessions/{id}/expire`
pub(super) async fn expire_session(
    State(app): State<App>,
    Merchant(merchant): Merchant,
    Path(id): Path<String>,
    post: Post,
) -> Result<Response, Refused> {
    let session = own_session(&app, &merchant.id, &id).await?;
    app.once(merchant_scope(&merchant.id), post, async move |app| {
        let session = app.end_session(&session.id, Closing::Expired).await?;
        match session.status {
            SessionStatus::Cancelled | SessionStatus::Expired => {
                Answer::new(StatusCode::OK, &app.show_session(&session, &merchant.origins))
            }
            SessionStatus::Open
            | SessionStatus::Challenged
            | SessionStatus::Verified
            | SessionStatus::Processing
            | SessionStatus::Paid => Err(ErrorCode::SessionClosed.into()),
        }
    })
    .await
}

/// Another merchant's session is as good as none.
async fn own_session(app: &App, merchant: &MerchantId, id: &str) -> Result<SessionRecord, Refused> {
    let session = match SessionId::parse(id) {
        Ok(id) => app.session(&id).await?,
        Err(_) => None,
    };
    let own = session.filter(|session| session.merchant == *merchant);
    own.ok_or_else(|| Refused::reason(ErrorCode::SessionNotFound, Reason::SessionUnknown))
}

fn new_session(app: &App, merchant: MerchantId, asked: CreateSession) -> SessionRecord {
    let now = app.now();
    SessionRecord {
        id: SessionId::made_at(now, random::bits()),
        merchant,
        order: asked.order_id,
        amount: asked.amount,
        goods: asked.goods,
        billing: asked.billing,
        monthly: asked.monthly,
        embed: asked.embed,
        language: None,
        status: SessionStatus::Open,
        created_at: now,
        expires_at: now + app.limits.session_ttl_ms,
        last_failure: None,
        sends_used: 0,
        step_up: None,
        challenge: None,
        payment: None,
        opened: false,
        seller: None,
    }
}

fn check_goods(goods: &Goods) -> Result<(), Refused> {
    let invalid = |detail: String| Err(Refused::because(ErrorCode::InvalidRequest, detail));
    let length = goods.name.chars().count();
    if goods.name.trim().is_empty() || length > LONGEST_NAME || goods.name.chars().any(char::is_control) {
        return invalid(format!("goods.name has 1 to {LONGEST_NAME} characters, in one line"));
    }
    match (goods.kind, goods.offer_period) {
        (GoodsKind::Digital, None) => return invalid("goods.offer_period is needed for digital goods".to_owned()),
        (_, Some(OfferPeriod::Days(0) | OfferPeriod::Months(0))) => {
            return invalid("goods.offer_period is at least 1".to_owned());
        }
        (GoodsKind::Digital | GoodsKind::Physical, Some(_)) | (GoodsKind::Physical, None) => {}
    }
    Ok(())
}

fn check_amount(app: &App, asked: &CreateSession) -> Result<(), Refused> {
    let order = Order { amount: asked.amount, cash_like: asked.goods.cash_like, at: app.now() };
    if app.policy.allows_amount(&order) {
        return Ok(());
    }
    let detail = "amount is more than this gateway's policy allows for cash-like goods";
    Err(Refused::because(ErrorCode::InvalidRequest, detail))
}

/// What is billed monthly needs its day, and nobody is there in the later months to prove what cash-like goods need.
fn check_monthly(asked: &CreateSession) -> Result<(), Refused> {
    let detail = match (asked.billing, asked.monthly) {
        (Billing::Monthly, None) => "monthly.day is needed for monthly billing",
        (Billing::OneOff, Some(_)) => "monthly is for monthly billing only",
        (Billing::Monthly, Some(_)) if asked.goods.cash_like => "goods.cash_like cannot be billed monthly",
        (Billing::Monthly, Some(_)) | (Billing::OneOff, None) => return Ok(()),
    };
    Err(Refused::because(ErrorCode::InvalidRequest, detail))
}

fn check_embed(embed: &Embed) -> Result<(), Refused> {
    let urls =
        [("confirm_url", &embed.confirm_url), ("success_url", &embed.success_url), ("cancel_url", &embed.cancel_url)];
    for (name, url) in urls {
        let bad = |url: &String| url.trim().is_empty() || url.len() > LONGEST_URL || url.chars().any(char::is_control);
        if url.as_ref().is_some_and(bad) {
            let detail = format!("embed.{name} has 1 to {LONGEST_URL} bytes, in one line");
            return Err(Refused::because(ErrorCode::InvalidRequest, detail));
        }
    }
    Ok(())
}

/// Whoever wants the hosted page hears at once what it lacks, instead of missing its address later.
fn check_ways(embed: &Embed, origins: &[String]) -> Result<(), Refused> {
    let Err(name) = Ways::of(embed, origins) else { return Ok(()) };
    let detail = format!(
        "embed.{name} is not an absolute http(s) URL of one of your registered origins, which the hosted page needs \
         (embed.cancel_url asks for it)"
    );
    Err(Refused::because(ErrorCode::InvalidRequest, detail))
}
