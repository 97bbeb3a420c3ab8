//! A journey, as text: what happened, what the flow wants done (indented), and
//! what the screen shows then (after an arrow, when it shows something else).

use carrier_checkout_flow::{Effect, Flow, Form, Input, Reply, Request, State, Trouble};
use carrier_checkout_protocol::{
    Failure, Timestamp,
    checkout::{Challenge, Checkout, Receipt, Stage},
    embed::CheckoutEvent,
};

#[derive(Default)]
pub(crate) struct Transcript {
    text: String,
    screen: String,
}

impl Transcript {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What came before is told elsewhere.
    pub(crate) fn begin_here(&mut self) {
        self.text = format!("(on the screen) {}\n", self.screen);
    }

    /// Says what the test does with the world.
    pub(crate) fn note(&mut self, note: &str) {
        self.text += &format!("({note})\n");
    }

    pub(crate) fn tell(&mut self, input: &Input, effects: &[Effect], flow: &Flow, now: Timestamp) {
        let counting = matches!(flow.state(), State::Code(_));
        let effects: Vec<String> = effects.iter().filter_map(|effect| effect_text(effect, counting, now)).collect();
        let screen = screen_text(flow);
        if *input == Input::TimeReached && effects.is_empty() && screen == self.screen {
            return;
        }
        self.text += &format!("{}\n", input_text(input));
        for effect in effects {
            self.text += &format!("    {effect}\n");
        }
        if screen != self.screen {
            self.text += &format!("  -> {screen}{}\n", time_text(flow));
            self.screen = screen;
        }
    }
}

/// An id without its zeros.
fn short(id: &str) -> String {
    let (prefix, rest) = id.split_once('_').unwrap_or(("", id));
    format!("{prefix}_{}", rest.trim_start_matches('0'))
}

fn input_text(input: &Input) -> String {
    match input {
        Input::Replied(ticket, reply) => format!("#{} answered: {}", ticket.0, reply_text(reply)),
        Input::ConfirmEnded(ticket, outcome) => format!("#{} the page says: {outcome}", ticket.0),
        other => format!("{other:?}"),
    }
}

fn reply_text(reply: &Reply) -> String {
    match (reply.trouble(), reply) {
        (Some(Trouble::Lost), _) => "nothing".to_owned(),
        (Some(Trouble::Offline), _) => "offline".to_owned(),
        (Some(Trouble::Problem(problem)), _) => {
            let reason = problem.reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
            format!("{} {}{reason}", problem.status, problem.code)
        }
        (None, Reply::Checkout(Ok(checkout))) => stage_text(checkout),
        (None, Reply::Challenge(Ok(challenge))) => challenge_text(challenge),
        (None, Reply::Verified(Ok(verified))) => format!("verified, {}", short(verified.token.as_str())),
        (None, Reply::Checkout(Err(_)) | Reply::Challenge(Err(_)) | Reply::Verified(Err(_))) => String::new(),
    }
}

fn stage_text(checkout: &Checkout) -> String {
    match &checkout.stage {
        Stage::Open { last_failure } => format!("open{}", failure_text(last_failure.as_ref())),
        Stage::Challenged { challenge } => format!("challenged, {}", challenge_text(challenge)),
        Stage::Verified(verified) => format!("verified, {}", short(verified.token.as_str())),
        Stage::Processing => "processing".to_owned(),
        Stage::Paid { receipt } => format!("paid, {}{}", short(receipt.payment.as_str()), dispute_text(receipt)),
        Stage::Cancelled => "cancelled".to_owned(),
        Stage::Expired => "expired".to_owned(),
    }
}

fn dispute_text(receipt: &Receipt) -> String {
    receipt.dispute.as_ref().map(|dispute| format!(", disputed as {}", short(dispute.as_str()))).unwrap_or_default()
}

fn challenge_text(challenge: &Challenge) -> String {
    let Challenge { id, carrier, phone, tries_left, sends_left, .. } = challenge;
    format!("{} to {carrier} {phone}, {tries_left} tries, {sends_left} sends left", short(id.as_str()))
}

fn failure_text(failure: Option<&Failure>) -> String {
    let words = |failure: &Failure| if failure.words.is_some() { " with words" } else { "" };
    failure.map(|failure| format!(", failure {}{}", failure.reason, words(failure))).unwrap_or_default()
}

fn effect_text(effect: &Effect, counting: bool, now: Timestamp) -> Option<String> {
    Some(match effect {
        Effect::Ask(ticket, request) => format!("ask #{}: {}", ticket.0, request_text(request)),
        Effect::Confirm(request) => {
            let (key, token) = (&request.idempotency_key, short(request.body.token.as_str()));
            format!("have the page post #{}: {token}, key confirm-{}", request.ticket, short(&key["confirm-".len()..]))
        }
        Effect::Tell(event) => format!("tell the page: {}", event_text(event)),
        // The seconds shown are not worth a line each.
        Effect::WakeAt(Some(_)) if counting => return None,
        Effect::WakeAt(Some(at)) => format!("wake in {} ms", at.millis_since(now)),
        Effect::WakeAt(None) => "wake no more".to_owned(),
        Effect::ListenForCode => "listen for the message".to_owned(),
        Effect::StopListening => "stop listening".to_owned(),
        Effect::Watch => "listen to the gateway".to_owned(),
        Effect::StopWatching => "stop listening to the gateway".to_owned(),
        Effect::FetchTerms(consent) => format!("fetch the text of {}", consent.kind),
        Effect::Focus(field) => format!("focus {field:?}"),
        Effect::PlaceCaret(at) => format!("place the caret at {at}"),
    })
}

fn request_text(request: &Request) -> String {
    let key = request.key().map(|key| format!(", key {key}")).unwrap_or_default();
    let what = match request {
        Request::Load => "load".to_owned(),
        Request::Challenge { body, .. } => {
            format!("send a code by {} to {}, {} consents", body.channel, body.carrier, body.consents.len())
        }
        Request::Resend { challenge, .. } => format!("resend {}", short(challenge.as_str())),
        Request::Switch { challenge, body, .. } => format!("switch {} to {}", short(challenge.as_str()), body.channel),
        Request::Verify { challenge, .. } => format!("verify {}", short(challenge.as_str())),
        Request::Cancel { .. } => "cancel".to_owned(),
        Request::Remedy { remedy, .. } => format!("{remedy:?}").to_lowercase(),
    };
    format!("{what}{key}")
}

fn event_text(event: &CheckoutEvent) -> String {
    match event {
        CheckoutEvent::Ready { locale } => format!("ready, {locale}"),
        CheckoutEvent::Change { screen } => format!("screen {screen}"),
        CheckoutEvent::Token { token, phone, .. } => format!("token {} of {phone}", short(token.as_str())),
        CheckoutEvent::Paid { payment, amount, .. } => format!("paid {amount}, {}", short(payment.as_str())),
        CheckoutEvent::Failed { failure, r#final } => {
            format!("failed{}{}", failure_text(Some(failure)), if *r#final { ", final" } else { "" })
        }
        CheckoutEvent::Cancelled => "cancelled".to_owned(),
        CheckoutEvent::Error { reason } => format!("error {reason}"),
    }
}

/// What the screen shows, but for the seconds.
fn screen_text(flow: &Flow) -> String {
    let mut text = match flow.state() {
        State::Loading(_) => "loading".to_owned(),
        State::Details(details) => {
            format!("details: {}{}", form_text(flow), failure_text(details.failure()))
        }
        State::Code(code) => {
            let (error, said) = (code.error().map(|e| format!(", {e:?}")), code.announcement());
            let proof = match code.challenge().approval {
                Some(approval) => format!("{} {approval}", code.challenge().channel),
                None => format!("{} digits", code.text().chars().count()),
            };
            format!(
                "code: {proof}, {}, {} tries, {} sends{}{}{}",
                if code.confirmed() { "ticked" } else { "not ticked" },
                code.challenge().tries_left,
                code.challenge().sends_left,
                error.unwrap_or_default(),
                failure_text(code.failure()),
                said.map(|said| format!(", says {said:?}")).unwrap_or_default(),
            )
        }
        State::Confirming(_) => "checking: the page posts the token".to_owned(),
        State::Checking(checking) if checking.offline() => "checking: offline".to_owned(),
        State::Checking(_) => "checking".to_owned(),
        State::Paid(paid) => format!(
            "paid: {}{}{}{}{}",
            short(paid.receipt().payment.as_str()),
            dispute_text(paid.receipt()),
            if paid.receipt().monthly.as_ref().is_none_or(|monthly| !monthly.active) {
                ", charged no more"
            } else {
                ""
            },
            paid.asking().map(|remedy| format!(", asks once more: {remedy:?}")).unwrap_or_default(),
            failure_text(paid.failure()),
        ),
        State::Ended(ended) => {
            format!("ended: {}{}", ended.failure().reason, if ended.can_retry() { ", may retry" } else { "" })
        }
    };
    if flow.desk().reconnecting() {
        text += " [reconnecting]";
    } else if flow.desk().busy() {
        text += " [busy]";
    }
    text
}

fn form_text(flow: &Flow) -> String {
    let form: &Form = &flow.desk().form;
    let Some(checkout) = flow.desk().checkout() else { return "not loaded".to_owned() };
    let agreed = checkout.consents.iter().filter(|consent| form.agreed(consent.kind)).count();
    let mut text = match form.carrier() {
        Some(carrier) => carrier.to_string(),
        None if form.budget() => "budget carrier".to_owned(),
        None => "no carrier".to_owned(),
    };
    text += &format!(", phone of {}, birth of {}+{}", len(form.phone()), len(form.birth()), len(form.birth_digit()));
    text += &format!(", {agreed} agreed");
    let slips = [
        form.carrier_missing().then(|| "carrier missing".to_owned()),
        form.phone_error().map(|error| format!("phone {}", error.as_str())),
        form.birth_error().map(|error| format!("birth {error:?}")),
        form.consents_missing(checkout).then(|| "consents missing".to_owned()),
    ];
    for slip in slips.into_iter().flatten() {
        text += &format!(", slip: {slip}");
    }
    text
}

fn len(text: &str) -> usize {
    text.chars().count()
}

fn time_text(flow: &Flow) -> String {
    match flow.state() {
        State::Code(code) => {
            let (left, resend) = (code.seconds_left(flow.desk()), code.resend_in(flow.desk()));
            format!(" ({}:{:02} left, resend in {resend} s)", left / 60, left % 60)
        }
        _ => String::new(),
    }
}
