//! Who may look: whoever has logged in with a merchant's secret key.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use http::request::Parts;
use subtle::ConstantTimeEq as _;

use super::failed::Failed;
use super::form::Form;
use super::language::Language;
use crate::app::{App, SANDBOX_KEY};
use crate::seal::Fingerprint;
use crate::store::MerchantRecord;

/// How long a login holds: a working day.
pub(super) const LOGIN_LIVES_MS: i64 = 8 * 3_600_000;

/// Who looks. No `Debug`: the token in it lets forms do things.
pub(super) struct Visitor {
    pub(super) merchant: MerchantRecord,
    /// Whether it is a test key's login.
    pub(super) test: bool,
    /// Goes with every form, as only a page of this login has it.
    pub(super) token: String,
    pub(super) language: Language,
    /// The path and query that were asked for.
    pub(super) path: String,
}

/// A form that a visitor has sent, with this login's token.
pub(super) struct Act(pub(super) Visitor, pub(super) Form);

impl FromRequestParts<App> for Visitor {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failed> {
        let value = cookie_value(app, &CookieJar::from_headers(&parts.headers)).ok_or(Failed::LoggedOut)?;
        let login = app.store.login(&Fingerprint::of_random(&value), app.now()).await?.ok_or(Failed::LoggedOut)?;
        // A database that once served the sandbox may still know its merchant.
        if !app.sandbox && login.key == Fingerprint::of_random(SANDBOX_KEY) {
            return Err(Failed::LoggedOut);
        }
        Ok(Self {
            merchant: login.merchant,
            test: login.test,
            token: form_token(app, &value),
            language: Language::of(&parts.headers),
            path: parts.uri.path_and_query().map_or("/console", |path| path.as_str()).to_owned(),
        })
    }
}

impl FromRequest<App> for Act {
    type Rejection = Failed;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failed> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        let form = Form::from_request(Request::from_parts(parts, body), app).await?;
        if bool::from(form.get("token").as_bytes().ct_eq(visitor.token.as_bytes())) {
            Ok(Self(visitor, form))
        } else {
            Err(Failed::NotOurs)
        }
    }
}

/// What the login's cookie holds.
pub(super) fn cookie_value(app: &App, jar: &CookieJar) -> Option<String> {
    jar.get(cookie_name(app)).map(|cookie| cookie.value().to_owned())
}

/// The cookie of a login; nobody but the browser reads it, and no other site's page makes it go along.
pub(super) fn login_cookie(app: &App, value: String) -> Cookie<'static> {
    let secure = app.public_url.scheme() == "https";
    Cookie::build((cookie_name(app), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(secure)
        .build()
}

/// `__Host-` keeps other hosts of the site from setting it, and needs https.
fn cookie_name(app: &App) -> &'static str {
    if app.public_url.scheme() == "https" { "__Host-cc-console" } else { "cc-console" }
}

fn form_token(app: &App, value: &str) -> String {
    app.sealer.proof(&[b"console", value.as_bytes()]).iter().map(|byte| format!("{byte:02x}")).collect()
}
