//! Korean or English.

use core::convert::Infallible;

use axum::extract::{FromRequestParts, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use carrier_checkout_protocol::Locale;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;

use super::form::Form;
use super::texts::{EN, KO, Texts};
use crate::app::App;

/// Which language was chosen: a preference, and nothing of whoever has it.
const COOKIE: &str = "cc-console-language";

/// A language of the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Korean,
    English,
}

impl Language {
    /// As chosen before, else as the browser wishes: who does not read Korean is shown English.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let jar = CookieJar::from_headers(headers);
        let chosen = jar.get(COOKIE).and_then(|cookie| Locale::from_wire(cookie.value()));
        let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        match chosen.unwrap_or_else(|| Locale::from_accept_language(accepted)) {
            Locale::Ko => Self::Korean,
            Locale::En | Locale::Ja | Locale::ZhHans | Locale::Vi => Self::English,
        }
    }

    /// As the window names it.
    pub(super) const fn locale(self) -> Locale {
        match self {
            Self::Korean => Locale::Ko,
            Self::English => Locale::En,
        }
    }

    pub(super) const fn other(self) -> Self {
        match self {
            Self::Korean => Self::English,
            Self::English => Self::Korean,
        }
    }

    pub(super) const fn texts(self) -> &'static Texts {
        match self {
            Self::Korean => &KO,
            Self::English => &EN,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

/// `POST /console/language`
pub(super) async fn choose_language(State(app): State<App>, jar: CookieJar, form: Form) -> Response {
    let language = Locale::from_wire(form.get("language")).unwrap_or(Locale::Ko);
    let cookie = Cookie::build((COOKIE, language.as_str()))
        .path("/console")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.public_url.scheme() == "https")
        .permanent();
    let back = form.get("back");
    // A path of ours: nobody is sent elsewhere by a link.
    let ours = back == "/console" || ["/console/", "/console?"].iter().any(|start| back.starts_with(start));
    let back = if ours && back.bytes().all(|byte| byte.is_ascii_graphic()) { back } else { "/console" };
    (jar.add(cookie), Redirect::to(back)).into_response()
}
