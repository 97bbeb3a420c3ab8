//! The shopper: what is typed, and what may never be seen of it.

use carrier_checkout_flow::{Input, Request, State};
use carrier_checkout_protocol::{
    BirthDate, Carrier, ChallengeId, Channel, OneTimeCode, PhoneNumber, Private, TokenId,
    checkout::{CreateChallenge, VerifyCode},
};

use crate::{gateway::Gateway, world::World};

pub(crate) const PHONE: &str = "010-2345-6789";
pub(crate) const BIRTH: &str = "900101";
pub(crate) const BIRTH_DIGIT: &str = "1";
pub(crate) const WRONG_CODE: &str = "735194";

/// Fails when a text has the phone number, the birth date or any code in it.
pub(crate) fn assert_private(text: &str, gateway: &Gateway) {
    for part in ["23456789", "2345-6789"] {
        assert!(!text.contains(part), "the phone number shows in {text}");
    }
    let codes: Vec<&str> = gateway.messages.iter().map(String::as_str).collect();
    for run in text.split(|c: char| !c.is_ascii_digit()).filter(|run| (6..=7).contains(&run.len())) {
        assert!(!run.starts_with(BIRTH), "the birth date shows in {text}");
        assert!(run != WRONG_CODE && !codes.contains(&run), "a code shows in {text}");
    }
}

pub(crate) fn typed(text: &str) -> Input {
    Input::PhoneTyped { text: text.to_owned(), caret: text.encode_utf16().count() }
}

/// The whole message, as it comes to the phone.
pub(crate) fn message(code: &str) -> String {
    format!("[Web발신]\n[웹툰샵] 9,900원 결제 인증번호 [{code}]\n@shop.example #{code} @pay.example")
}

impl World {
    /// On the first screen, filled in.
    pub(crate) fn filled() -> Self {
        let mut world = Self::opened();
        world.fill();
        world.transcript.begin_here();
        world
    }

    /// On the code screen, with a code sent.
    pub(crate) fn on_code() -> Self {
        let mut world = Self::filled();
        world.say(Input::SendPressed);
        world.transcript.begin_here();
        world
    }

    /// On the code screen, with nothing left to do but to pay.
    pub(crate) fn ready_to_pay() -> Self {
        let mut world = Self::on_code();
        world.enter();
        world.transcript.begin_here();
        world
    }

    /// What happened, once it is sure that nothing private is in it.
    pub(crate) fn told(&self) -> &str {
        assert_private(self.transcript.text(), &self.gateway);
        self.transcript.text()
    }

    /// Fills in the first screen.
    pub(crate) fn fill(&mut self) {
        self.say(Input::CarrierChosen(Carrier::Skt));
        self.say(typed(PHONE));
        self.say(Input::BirthTyped(BIRTH.to_owned()));
        self.say(Input::BirthDigitTyped(BIRTH_DIGIT.to_owned()));
        self.say(Input::AllConsentsSet(true));
    }

    /// From the first screen to the code.
    pub(crate) fn send(&mut self) {
        self.fill();
        self.say(Input::SendPressed);
    }

    pub(crate) fn latest_code(&self) -> String {
        self.gateway.messages.last().cloned().unwrap_or_else(|| WRONG_CODE.to_owned())
    }

    /// Types the right code and ticks.
    pub(crate) fn enter(&mut self) {
        self.say(Input::CodeTyped(self.latest_code()));
        self.say(Input::ContentSet(true));
    }

    pub(crate) fn pay(&mut self) {
        self.enter();
        self.say(Input::PayPressed);
    }

    /// The same session is paid in another tab, from its code screen.
    pub(crate) fn pay_elsewhere(&mut self) {
        let code = self.latest_code();
        self.verify_elsewhere("elsewhere", &code);
        self.exchange_elsewhere();
    }

    /// Another tab tries wrong codes until none may be tried.
    pub(crate) fn fail_elsewhere(&mut self) {
        self.transcript.note("another tab tries wrong codes");
        for key in ["try 1", "try 2", "try 3", "try 4", "try 5"] {
            self.verify_elsewhere(key, WRONG_CODE);
        }
    }

    fn verify_elsewhere(&mut self, key: &str, code: &str) {
        let code = Some(Private::new(OneTimeCode::parse(code).unwrap()));
        let body = VerifyCode { code, content: self.gateway.content() };
        let request = Request::Verify { key: key.to_owned(), challenge: ChallengeId::from_random(1), body };
        self.gateway.answer(&request, self.now);
    }

    /// Another tab asks for a code of its own, which ends this one's.
    pub(crate) fn begin_elsewhere(&mut self) {
        self.transcript.note("another tab begins");
        let body = CreateChallenge {
            channel: Channel::Sms,
            carrier: Carrier::Skt,
            phone: Private::new(PhoneNumber::parse(PHONE).unwrap()),
            birth: Private::new(BirthDate::parse(BIRTH, BIRTH_DIGIT).unwrap()),
            consents: self.gateway.required(),
            embedder: None,
        };
        self.gateway.answer(&Request::Challenge { key: "another".to_owned(), body }, self.now);
    }

    /// The merchant's backend exchanges the token without this page.
    pub(crate) fn exchange_elsewhere(&mut self) {
        self.transcript.note("the merchant exchanges the token");
        let exchanged = self.gateway.exchange(&TokenId::from_random(1), self.now);
        assert!(exchanged, "the token is good");
    }

    /// Lets a patient shopper go on, as the screen offers; true when it is over.
    pub(crate) fn go_on(&mut self) -> bool {
        match self.flow.state() {
            State::Paid(_) => return true,
            State::Ended(ended) if !ended.can_retry() => return true,
            State::Ended(_) => self.say(Input::RetryPressed),
            State::Details(_) => self.send(),
            State::Loading(_) | State::Confirming(_) | State::Checking(_) => {}
            State::Code(code) if code.waits_for_approval(self.flow.desk()) => {
                self.gateway.approve(true, self.now);
                self.say(Input::Stirred);
            }
            State::Code(code) if !code.expired(self.flow.desk()) && self.gateway.code().is_some() => self.pay(),
            State::Code(code) if code.challenge().sends_left > 0 => self.say(Input::ResendPressed),
            State::Code(_) => self.say(Input::RestartPressed),
        }
        false
    }
}

/// Whether something will happen by itself, or the shopper can do something.
pub(crate) fn has_a_way_out(world: &World) -> bool {
    let waits = world.alarm_is_set() || !world.pending.is_empty();
    match world.flow.state() {
        State::Paid(_) | State::Details(_) | State::Code(_) => true,
        State::Ended(ended) => !ended.can_retry() || !world.flow.desk().busy() || waits,
        State::Loading(_) | State::Confirming(_) | State::Checking(_) => waits,
    }
}
