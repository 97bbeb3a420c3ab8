//! Who asks: a merchant's backend by its secret key, a frame by its session id.

use axum::extract::FromRequestParts;
use carrier_checkout_protocol::{ErrorCode, Reason, SessionId};
use http::HeaderMap;
use http::header::AUTHORIZATION;
use http::request::Parts;

use crate::address::Address;
use crate::app::{App, SANDBOX_KEY};
use crate::problem::Refused;
use crate::seal::Fingerprint;
use crate::store::{MerchantRecord, SessionRecord};

/// The merchant whose secret key came with the request.
pub struct Merchant(pub MerchantRecord);

/// The session whose id came with the request, as it stands now.
pub struct Frame(pub SessionRecord);

impl FromRequestParts<App> for Merchant {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refused> {
        let Ok(address) = Address::from_request_parts(parts, app).await;
        let key = bearer(&parts.headers).ok_or(ErrorCode::Unauthenticated)?;
        let hash = Fingerprint::of_random(key);
        app.may_guess(&address, Some(&hash)).await?;
        let Some(merchant) = merchant_of_key(app, key).await? else {
            app.guessed(&address).await?;
            return Err(ErrorCode::Unauthenticated.into());
        };
        app.let_in(&hash);
        app.limit_merchant(&merchant.id.0).await?;
        Ok(Self(merchant))
    }
}

/// The merchant that has this secret key.
pub(crate) async fn merchant_of_key(app: &App, key: &str) -> Result<Option<MerchantRecord>, Refused> {
    // A database that once served the sandbox may still know its merchant.
    if !key.starts_with("sk_") || key == SANDBOX_KEY && !app.sandbox {
        return Ok(None);
    }
    let hash = Fingerprint::of_random(key);
    // Found by its hash, of which somebody who measures times learns nothing that leads to the key.
    let found = app.store.merchant_by_key(&hash, app.now()).await?;
    Ok(found.filter(|(_, stored)| *stored == hash).map(|(merchant, _)| merchant))
}

impl FromRequestParts<App> for Frame {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refused> {
        let Ok(address) = Address::from_request_parts(parts, app).await;
        let id = session_id(&parts.headers).ok_or(ErrorCode::Unauthenticated)?;
        if let Some(session) = app.session(&id).await? {
            return Ok(Self(session));
        }
        app.guessed(&address).await?;
        Err(Refused::reason(ErrorCode::SessionNotFound, Reason::SessionUnknown))
    }
}

/// The session that a window says it is for.
pub(crate) fn session_id(headers: &HeaderMap) -> Option<SessionId> {
    bearer(headers).and_then(|text| SessionId::parse(text).ok())
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credentials) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| credentials.trim())
}
