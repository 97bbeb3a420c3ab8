//! The code screen. One field for the code: split boxes break autofill on iOS
//! and every screen reader; CSS spaces the digits.

use carrier_checkout_flow::{
    Input,
    state::{Code, CodeError},
};
use carrier_checkout_protocol::{Approval, OneTimeCode};
use yew::{Html, html};

use super::{
    alert, approval,
    dispatch::{Choice, Press},
    part::{cancel, check, invalid, slip, submit},
    screen::Screen,
};
use crate::locale::clock;

pub(super) fn view(screen: &Screen<'_>, state: &Code) -> Html {
    let texts = &screen.texts.code;
    let challenge = state.challenge();
    // Never broken at its hyphens.
    let (channel, phone) = (challenge.channel, &*challenge.phone.as_str().replace('-', "\u{2011}"));
    let carrier = (screen.texts.details.carrier_name)(challenge.carrier);
    let (heading, sent_to) = if challenge.approval.is_some() {
        ((texts.approve_heading)(channel), (texts.approve)(channel, carrier, phone))
    } else {
        (texts.heading, (texts.sent_to)(carrier, phone))
    };
    html! {
        <form class="code" novalidate=true key="code" onsubmit={screen.dispatch.submit(Press::Pay)}>
            <h2 id="heading" tabindex="-1">{ heading }</h2>
            <p id="sent-to">{ sent_to }</p>
            if let Some(failure) = state.failure() {
                { alert::view(screen, failure) }
            }
            if challenge.approval.is_some() {
                { approval::view(screen, state) }
            } else {
                { field(screen, state) }
            }
            { confirmation(screen, state) }
            { pay(screen, if challenge.approval.is_some() { texts.never_approve } else { screen.texts.details.never_share }) }
            if challenge.approval != Some(Approval::Approved) {
                { again(screen, state) }
                { approval::other_ways(screen, state) }
            }
            <div class="actions">{ cancel(screen) }</div>
        </form>
    }
}

fn field(screen: &Screen<'_>, state: &Code) -> Html {
    let texts = &screen.texts.code;
    let tries = state.challenge().tries_left;
    let error = match state.error() {
        Some(CodeError::Incomplete) => Some(texts.incomplete.to_owned()),
        Some(CodeError::Mismatch) => Some((texts.mismatch)(tries)),
        Some(CodeError::Expired) if state.challenge().sends_left == 0 => Some(texts.expired_for_good.to_owned()),
        Some(CodeError::Expired) => Some(texts.expired.to_owned()),
        Some(CodeError::NotConfirmed | CodeError::NotApproved | CodeError::NotSentAgain(_)) | None => None,
    };
    let wrong = error.is_some();
    html! {
        <div class="field">
            <div class="label-row">
                <label for="code">{ texts.code }</label>
                { timer(screen, state) }
            </div>
            <input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code"
                required=true value={screen.value(state.text())} placeholder={"0".repeat(OneTimeCode::LENGTH)}
                aria-invalid={invalid(wrong)} aria-describedby={if wrong { "code-slip" } else { "sent-to code-tries" }}
                oninput={screen.dispatch.text(|text, _| Input::CodeTyped(text))} />
            <div role="alert">{ slip("code-slip", error) }</div>
            if !wrong {
                <p class="hint" id="code-tries">{ (texts.tries_left)(tries) }</p>
            }
        </div>
    }
}

pub(super) fn timer(screen: &Screen<'_>, state: &Code) -> Html {
    let seconds = state.seconds_left(screen.flow.desk());
    html! {
        <span class={if seconds <= 30 { "time short-time" } else { "time" }} role="timer" aria-live="off">
            <span class="unseen">{ screen.texts.code.time_left }{ " " }</span>{ clock(seconds) }
        </span>
    }
}

/// The description of the first button leaves the countdown out: it would be
/// read every second.
fn again(screen: &Screen<'_>, state: &Code) -> Html {
    let texts = &screen.texts.code;
    let (desk, sends) = (screen.flow.desk(), state.challenge().sends_left);
    let wait = state.resend_in(desk);
    let counting = sends > 0 && wait > 0;
    let note = if counting { (texts.resend_in)(wait) } else { (texts.sends_left)(sends) };
    let unable = desk.busy() || sends == 0 || wait > 0;
    let refused = matches!(state.error(), Some(CodeError::NotSentAgain(_)))
        .then(|| if sends == 0 { (texts.sends_left)(0) } else { texts.not_sent_again.to_owned() });
    html! {
        <div class="again">
            if state.challenge().approval.is_none() {
                <p class="small">{ texts.help }</p>
            }
            <div class="row">
                <button type="button" class="secondary" aria-disabled={unable.then_some("true")}
                    aria-describedby={(!counting).then_some("resend-note")}
                    onclick={screen.dispatch.click(Press::Resend)}>{ texts.resend }</button>
                <button type="button" class="secondary" aria-disabled={desk.busy().then_some("true")}
                    onclick={screen.dispatch.click(Press::Restart)}>{ texts.restart }</button>
            </div>
            if sends > 0 || refused.is_none() {
                <p class="hint" id="resend-note">{ note }</p>
            }
            <div role="alert">{ slip("resend-slip", refused) }</div>
        </div>
    }
}

fn confirmation(screen: &Screen<'_>, state: &Code) -> Html {
    let texts = &screen.texts.code;
    let missing = state.error() == Some(CodeError::NotConfirmed);
    let described = missing.then_some("content-slip");
    html! {
        <div class="field">
            <label class="tick content">
                { check(screen, Choice::Content, "content", state.confirmed(), Some(missing), described) }
                <span>{ texts.confirm }</span>
            </label>
            <div role="alert">{ slip("content-slip", missing.then_some(texts.not_confirmed)) }</div>
        </div>
    }
}

fn pay(screen: &Screen<'_>, warning: &'static str) -> Html {
    let Some(checkout) = screen.flow.desk().checkout() else { return html! {} };
    let texts = &screen.texts.code;
    html! {
        <div class="actions">
            { submit((texts.pay)(checkout.order.amount, checkout.order.monthly.is_some()), texts.paying, screen.flow.desk().busy()) }
            <p class="small">{ warning }</p>
        </div>
    }
}
