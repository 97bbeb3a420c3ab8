//! The checkout as its window sees it.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use carrier_checkout_protocol::checkout::{Checkout, Receipt, Stage};
use carrier_checkout_protocol::goods::{Order, Seller};
use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::{Carrier, ErrorCode, Locale, Reason, SessionId};
use http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL};
use http::{HeaderMap, StatusCode};
use url::form_urlencoded;

use super::challenges::order_of;
use super::session_scope;
use crate::app::App;
use crate::appearance;
use crate::auth::Frame;
use crate::consents;
use crate::idempotency::Answer;
use crate::page::{FramePage, Hosted, Ways, chosen_theme, frame_html, is_hosted, takes_brotli};
use crate::problem::Refused;
use crate::request::Post;
use crate::store::{Closing, MerchantRecord, PaymentRecord, SessionRecord};
use crate::words::Spoken;

/// `GET /v1/checkout/{session}`
pub(super) async fn show_frame(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let session = match SessionId::parse(&id) {
        Ok(id) => app.session(&id).await?,
        Err(_) => None,
    };
    let merchant = match &session {
        Some(session) => Some(merchant_of(&app, session).await?),
        None => None,
    };
    if let Some(session) = &session {
        app.note_opened(session).await;
    }
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    // A query that nobody understands is no reason to show nothing.
    let query = query.unwrap_or_default();
    let wished = |wanted| form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == wanted).map(|(_, v)| v);
    // What the shopper has chosen in the window, now or before, is not overruled by the page's markup.
    let locale = wished("language")
        .and_then(|tag| Locale::from_wire(&tag))
        .or_else(|| session.as_ref()?.language)
        .unwrap_or_else(|| Locale::of_window(wished("locale").as_deref(), accepted));
    let checkout = match session.as_ref().zip(merchant.as_ref()) {
        // Where that fails the widget asks for it, and says what became of it.
        Some((session, merchant)) => checkout_at(&app, session, &merchant.seller, Spoken(locale)).await.ok(),
        None => None,
    };
    let hosted = session.as_ref().zip(merchant.as_ref()).filter(|_| is_hosted(&headers, wished("hosted").is_some()));
    let provider = app.provider();
    let agreed = || session.as_ref().map(|session| session.embed.appearance.clone()).unwrap_or_default();
    // One that says nothing is no reason to forget what was agreed.
    let asked = wished("appearance").map(|text| appearance::from_address(&text)).filter(|asked| !asked.is_default());
    let page = FramePage {
        assets: &app.assets,
        session: &id,
        origins: merchant.as_ref().map(|merchant| merchant.origins.as_slice()),
        locale,
        theme: chosen_theme(wished("theme").as_deref()),
        appearance: asked.unwrap_or_else(agreed),
        checkout,
        now: app.now(),
        mail: app.mailer.is_some(),
        hosted: hosted.map(|(session, merchant)| Hosted {
            seller: &merchant.seller,
            provider: &provider,
            ways: Ways::of(&session.embed, &merchant.origins).ok().flatten(),
            gateway: &app.public_url,
        }),
    };
    Ok(frame_html(page, takes_brotli(&headers)).await)
}

/// `GET /v1/checkout`
pub(super) async fn show_checkout(
    State(app): State<App>,
    Frame(session): Frame,
    spoken: Spoken,
) -> Result<Response, Refused> {
    app.note_opened(&session).await;
    Ok(([(CACHE_CONTROL, "no-store")], Json(checkout(&app, &session, spoken).await?)).into_response())
}

/// `PUT /v1/checkout/language/{locale}`: the window comes in it from now on.
pub(super) async fn choose_language(
    State(app): State<App>,
    Frame(session): Frame,
    Path(locale): Path<String>,
) -> Result<StatusCode, Refused> {
    let locale = Locale::from_wire(&locale).ok_or(ErrorCode::NotFound)?;
    app.store.choose_language(&session.id, locale).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /v1/checkout/cancel`
pub(super) async fn cancel_checkout(
    State(app): State<App>,
    Frame(session): Frame,
    spoken: Spoken,
    post: Post,
) -> Result<Response, Refused> {
    app.once(session_scope(&session.id), post, async move |app| {
        let session = app.end_session(&session.id, Closing::Cancelled).await?;
        match session.status {
            SessionStatus::Cancelled => Answer::new(StatusCode::OK, &checkout(&app, &session, spoken).await?),
            SessionStatus::Expired => Err(expired()),
            SessionStatus::Open
            | SessionStatus::Challenged
            | SessionStatus::Verified
            | SessionStatus::Processing
            | SessionStatus::Paid => Err(ErrorCode::SessionClosed.into()),
        }
    })
    .await
}

/// 410: the session's time is over.
pub(super) fn expired() -> Refused {
    Refused::reason(ErrorCode::SessionExpired, Reason::SessionExpired)
}

/// The merchant of a session.
pub(super) async fn merchant_of(app: &App, session: &SessionRecord) -> Result<MerchantRecord, Refused> {
    match &session.seller {
        Some(seller) => Ok(seller.clone()),
        None => Ok(app.store.merchant(&session.merchant).await?.ok_or(ErrorCode::Internal)?),
    }
}

/// Everything that the window shows of a session.
pub(super) async fn checkout(app: &App, session: &SessionRecord, spoken: Spoken) -> Result<Checkout, Refused> {
    checkout_at(app, session, &merchant_of(app, session).await?.seller, spoken).await
}

async fn checkout_at(app: &App, session: &SessionRecord, seller: &Seller, spoken: Spoken) -> Result<Checkout, Refused> {
    let consents = consents::asked_for(session.billing);
    let payment = match session.payment.as_ref().filter(|_| session.status == SessionStatus::Paid) {
        Some(payment) => app.store.payment(payment).await?,
        None => None,
    };
    let given_back = payment.as_ref().and_then(|payment| spoken.given_back(payment));
    let offer = app.policy.offer(&order_of(app, session), session.step_up);
    Ok(Checkout {
        session: session.id.clone(),
        server_time: app.now(),
        expires_at: session.expires_at,
        order: Order {
            id: session.order.clone(),
            amount: session.amount,
            goods: session.goods.clone(),
            monthly: session.monthly.map(|monthly| spoken.monthly(monthly)),
            // On a receipt, what has become of the payment goes before what is true of every such order.
            note: given_back.or_else(|| spoken.note(session.monthly.is_some(), session.goods.cash_like)),
            seller: seller.clone(),
        },
        provider: app.provider(),
        carriers: Carrier::ALL.to_vec(),
        channels: offer.channels,
        hints: spoken.hints(offer.step_up, app.policy.cool_off_hours(session.goods.cash_like)),
        consent_names: spoken.consents(consents::before_code(&consents), session.monthly, session.amount),
        consents,
        stage: stage(app, session, payment, spoken).await?,
    })
}

async fn stage(
    app: &App,
    session: &SessionRecord,
    payment: Option<PaymentRecord>,
    spoken: Spoken,
) -> Result<Stage, Refused> {
    Ok(match session.status {
        SessionStatus::Open => {
            Stage::Open { last_failure: session.last_failure.clone().map(|why| spoken.failure(why)) }
        }
        SessionStatus::Challenged => {
            let challenge = app.challenge_of(session).await?.ok_or(ErrorCode::Internal)?;
            Stage::Challenged { challenge: app.show_challenge(&challenge, session.sends_used)? }
        }
        SessionStatus::Verified => {
            let challenge = app.challenge_of(session).await?.ok_or(ErrorCode::Internal)?;
            Stage::Verified(app.show_verified(&challenge)?)
        }
        SessionStatus::Processing => Stage::Processing,
        SessionStatus::Paid => {
            let payment = payment.ok_or(ErrorCode::Internal)?;
            let key = match &payment.billing_key {
                Some(key) => app.store.billing_key(key).await?,
                None => None,
            };
            let monthly = key.map(|key| spoken.standing(app.next_charge(&key)));
            Stage::Paid { receipt: Receipt { monthly, ..app.show_receipt(&payment)? } }
        }
        SessionStatus::Cancelled => Stage::Cancelled,
        SessionStatus::Expired => Stage::Expired,
    })
}
