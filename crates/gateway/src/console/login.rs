//! In by the secret key, and out.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use carrier_checkout_protocol::Private;
use http::StatusCode;
use maud::{Markup, html};

use super::failed::Failed;
use super::form::Form;
use super::guard::{Act, LOGIN_LIVES_MS, Visitor, cookie_value, login_cookie};
use super::language::Language;
use super::{LOGIN_TRIES_LIVE_MS, layout};
use crate::address::Address;
use crate::app::{App, SANDBOX_KEY};
use crate::auth::merchant_of_key;
use crate::random;
use crate::seal::Fingerprint;
use crate::store::{LoginTries, NewLogin};

/// How often an address may try within a quarter of an hour. Keys cannot be guessed; this spares the log and the store.
const TRIES: u32 = 10;

/// Why somebody is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kept {
    WrongKey,
    TooOften,
}

/// `GET /console/login`
pub(super) async fn show_login(
    State(app): State<App>,
    language: Language,
    visitor: Result<Visitor, Failed>,
) -> Response {
    match visitor {
        Ok(_) => Redirect::to("/console").into_response(),
        Err(_) => page(&app, language, None).into_response(),
    }
}

/// `POST /console/login`
pub(super) async fn log_in(
    State(app): State<App>,
    language: Language,
    address: Address,
    jar: CookieJar,
    form: Form,
) -> Result<Response, Failed> {
    let address = app.sealer.proof(&[b"console-address", &address.network().unwrap_or_default()]);
    let now = app.now();
    let tries = LoginTries { address, since: now - LOGIN_TRIES_LIVE_MS, max: TRIES };
    if !app.store.claim_login_try(&tries, now).await? {
        return Ok((StatusCode::TOO_MANY_REQUESTS, page(&app, language, Some(Kept::TooOften))).into_response());
    }
    let key = Private::new(form.get("key").trim().to_owned());
    let Some(merchant) = merchant_of_key(&app, key.reveal()).await? else {
        return Ok((StatusCode::UNAUTHORIZED, page(&app, language, Some(Kept::WrongKey))).into_response());
    };
    let value = random::hex() + &random::hex();
    let login = NewLogin {
        hash: Fingerprint::of_random(&value),
        merchant: merchant.id,
        key: Fingerprint::of_random(key.reveal()),
        test: key.reveal().starts_with("sk_test_"),
        expires_at: now + LOGIN_LIVES_MS,
    };
    app.store.begin_login(&login, &tries.address).await?;
    tracing::info!("somebody logged in at the console");
    // Whoever logs in anew leaves no older login behind.
    if let Some(before) = cookie_value(&app, &jar) {
        app.store.end_login(&Fingerprint::of_random(&before)).await?;
    }
    Ok((jar.add(login_cookie(&app, value)), Redirect::to("/console")).into_response())
}

/// `POST /console/logout`
pub(super) async fn log_out(State(app): State<App>, jar: CookieJar, Act(..): Act) -> Result<Response, Failed> {
    if let Some(value) = cookie_value(&app, &jar) {
        app.store.end_login(&Fingerprint::of_random(&value)).await?;
    }
    Ok((jar.remove(login_cookie(&app, String::new())), Redirect::to("/console/login")).into_response())
}

fn page(app: &App, language: Language, kept: Option<Kept>) -> Markup {
    let texts = &language.texts().login;
    let why = kept.map(|kept| match kept {
        Kept::WrongKey => texts.wrong,
        Kept::TooOften => texts.too_often,
    });
    let main = html! {
        form.login.card method="post" action="/console/login" {
            h1 { (texts.heading) }
            p.quiet { (texts.lead) }
            @if let Some(why) = why { p.alert role="alert" id="why" { (why) } }
            label for="key" { (texts.key) }
            input id="key" name="key" type="password" required autocomplete="current-password" autocapitalize="off"
                spellcheck="false" aria-invalid[why.is_some()] aria-describedby=[why.map(|_| "why")];
            button.primary type="submit" { (texts.submit) }
            @if app.sandbox { p.note { (texts.sandbox) " " code { (SANDBOX_KEY) } } }
        }
    };
    layout::outside(language, texts.heading, "/console/login", &main)
}
