//! `POST /bc-authorize`: asks the shopper on the phone, by a call or by PASS
//! (CIBA, section 7).

use axum::Json;
use axum::extract::State;
use carrier_checkout_protocol::{Carrier, PhoneNumber, Private};
use serde::Serialize;

use super::form::ClientForm;
use super::refusal::Refusal;
use crate::carriers::access::{self, At};
use crate::carriers::line::E164;
use crate::magic::{Magic, Outcome, Step};
use crate::random;
use crate::state::SandboxState;
use crate::store::{Means, NewApproval};

const OPENID: &str = "openid";
/// The longest message, in characters: as long as a text message may be.
const MESSAGE_LIMIT: usize = 160;
/// The longest that a request may last, in seconds.
const EXPIRY_LIMIT: i64 = 300;
/// How long a client waits between two polls, in seconds.
const INTERVAL: i64 = 1;

/// What else CIBA and OpenID have, and no carrier of the sandbox takes.
const UNSUPPORTED: [&str; 3] = ["login_hint_token", "id_token_hint", "request"];

#[derive(Serialize)]
pub(super) struct Acknowledgement {
    auth_req_id: String,
    expires_in: i64,
    interval: i64,
}

/// Asks the shopper; an earlier request by the same means ends.
pub(super) async fn ask_the_shopper(
    State(state): State<SandboxState>,
    At(carrier): At,
    form: ClientForm,
) -> Result<Json<Acknowledgement>, Refusal> {
    let expires_in = expiry(&form, &state)?;
    let approval = wanted(&state, carrier, &form, expires_in)?;
    let phone = approval.phone.reveal();
    refused(phone, approval.means)?;
    let answered = !nobody_answers(phone, approval.means);
    state.store.ask_for_approval(&approval, answered, state.now()).await?;
    state.tell_the_phones();
    Ok(Json(Acknowledgement { auth_req_id: approval.id, expires_in, interval: INTERVAL }))
}

fn wanted(state: &SandboxState, carrier: Carrier, form: &ClientForm, expires_in: i64) -> Result<NewApproval, Refusal> {
    Ok(NewApproval {
        id: random::token()?,
        carrier,
        scope: scope(form)?,
        means: means(form)?,
        phone: line(form)?,
        text: message(form)?,
        expires_at: state.now() + expires_in * 1_000,
    })
}

fn scope(form: &ClientForm) -> Result<String, Refusal> {
    let asked = form.one("scope")?.ok_or(Refusal::InvalidRequest("scope is missing"))?;
    let asked: Vec<&str> = asked.split(' ').filter(|scope| !scope.is_empty()).collect();
    let known = asked.iter().all(|scope| *scope == OPENID || access::all().any(|known| known == *scope));
    if known && asked.contains(&OPENID) { Ok(asked.join(" ")) } else { Err(Refusal::InvalidScope) }
}

fn means(form: &ClientForm) -> Result<Means, Refusal> {
    let named = form.one("acr_values")?.and_then(Means::named);
    named.ok_or(Refusal::InvalidRequest("acr_values is pass or ars"))
}

fn line(form: &ClientForm) -> Result<Private<PhoneNumber>, Refusal> {
    for hint in UNSUPPORTED {
        if form.one(hint)?.is_some() {
            return Err(Refusal::InvalidRequest("only login_hint is supported"));
        }
    }
    let hint = form.one("login_hint")?.ok_or(Refusal::InvalidRequest("login_hint is missing"))?;
    let number = hint.strip_prefix("tel:").and_then(E164::read);
    let number = number.ok_or(Refusal::InvalidRequest("login_hint is tel: and an E.164 number"))?;
    number.line().map_err(|_| Refusal::UnknownUserId)
}

fn message(form: &ClientForm) -> Result<String, Refusal> {
    let message = form.one("binding_message")?.unwrap_or_default();
    let fits = (1..=MESSAGE_LIMIT).contains(&message.chars().count());
    if fits { Ok(message.to_owned()) } else { Err(Refusal::InvalidBindingMessage) }
}

/// In seconds.
fn expiry(form: &ClientForm, state: &SandboxState) -> Result<i64, Refusal> {
    let Some(asked) = form.one("requested_expiry")? else { return Ok(state.rules.request_life / 1_000) };
    let seconds = asked.parse().ok().filter(|seconds| (1..=EXPIRY_LIMIT).contains(seconds));
    seconds.ok_or(Refusal::InvalidRequest("requested_expiry is a number of seconds from 1 to 300"))
}

/// Whether the carrier asks that line at all. Who gets no code by text
/// message is not called either.
fn refused(phone: &PhoneNumber, means: Means) -> Result<(), Refusal> {
    match (Magic::of(phone).map(|magic| magic.outcome), means) {
        (Some(Outcome::Refuses(Step::SendCode, code, message)), _) => Err(Refusal::of_the_line(code, message)),
        (Some(Outcome::LacksPass), Means::Pass) => Err(Refusal::Denied("PASS is not installed".into())),
        (
            Some(
                Outcome::Refuses(Step::Prepare | Step::Confirm | Step::LaterMonth | Step::Refund, ..)
                | Outcome::ChangedSim
                | Outcome::NobodyAnswers
                | Outcome::LacksPass
                | Outcome::ConfirmsSlowly
                | Outcome::LosesTheAnswer
                | Outcome::LosesALaterAnswer
                | Outcome::LosesARefundAnswer
                | Outcome::RefundsLater,
            )
            | None,
            Means::Ars | Means::Pass,
        ) => Ok(()),
    }
}

fn nobody_answers(phone: &PhoneNumber, means: Means) -> bool {
    means == Means::Ars && Magic::of(phone).is_some_and(|magic| magic.outcome == Outcome::NobodyAnswers)
}
