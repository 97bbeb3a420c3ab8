//! A shopper who types anything anywhere, in the real flow.

use carrier_checkout_flow::{Effect, Field, Flow, Input, Reply, Request, State, Trouble};
use carrier_checkout_protocol::checkout::{Challenge, Checkout, CreateChallenge, Stage, VerifyCode};
use carrier_checkout_protocol::consent::{Consent, ConsentKind};
use carrier_checkout_protocol::embed::CheckoutEvent;
use carrier_checkout_protocol::goods::{Goods, GoodsKind, Order, Provider, Seller};
use carrier_checkout_protocol::phone::typing::format;
use carrier_checkout_protocol::{
    BirthDate, Carrier, ChallengeId, Channel, ErrorCode, Locale, OneTimeCode, OrderId, PhoneNumber, Problem, SessionId,
    Timestamp, Won,
};

use crate::private::assert_no_number;
use crate::texts;

/// All times of this world have five digits at most, and its ids no run of digits: a longer one was typed.
const NOW: Timestamp = Timestamp::from_millis(1_000);

/// Laws of typing: the first byte of each part says where it is typed or what is pressed, the rest is the text.
pub fn typing(data: &[u8]) {
    let mut shopper = Shopper::sits_down();
    for part in texts(data).take(64) {
        let mut letters = part.chars();
        let Some(act) = letters.next() else { continue };
        shopper.acts(act, letters.as_str());
    }
}

struct Shopper {
    flow: Flow,
    sends: usize,
}

impl Shopper {
    fn sits_down() -> Self {
        let mut shopper = Self { flow: Flow::new(), sends: 0 };
        let started = Input::Started { nonce: "page".into(), locale: Locale::Ko, checkout: Some(checkout()) };
        shopper.says(started);
        shopper.says(Input::CarrierChosen(Carrier::Skt));
        shopper
    }

    fn acts(&mut self, act: char, text: &str) {
        let on_details = matches!(self.flow.state(), State::Details(_));
        let on_code = matches!(self.flow.state(), State::Code(_));
        match act {
            'p' | 'q' => {
                let units = text.encode_utf16().count();
                let caret = if act == 'p' { units } else { units / 2 };
                self.says(Input::PhoneTyped { text: text.into(), caret });
                assert!(!on_details || self.flow.text(Field::Phone) == format(text, caret).text);
            }
            'b' => {
                self.says(Input::BirthTyped(text.into()));
                assert!(!on_details || self.flow.text(Field::Birth) == text);
            }
            'd' => {
                self.says(Input::BirthDigitTyped(text.into()));
                assert!(!on_details || self.flow.text(Field::BirthDigit) == text);
            }
            'c' => {
                self.says(Input::CodeTyped(text.into()));
                let shown = OneTimeCode::find(text).map_or_else(|| text.to_owned(), |code| code.digits());
                assert!(!on_code || self.flow.text(Field::Code) == shown);
            }
            'm' => {
                let before = self.flow.text(Field::Code).to_owned();
                self.says(Input::CodeReceived(text.into()));
                let shown = OneTimeCode::find(text).map_or(before, |code| code.digits());
                assert!(!on_code || self.flow.text(Field::Code) == shown);
            }
            other => self.presses(other),
        }
    }

    fn presses(&mut self, key: char) {
        match key {
            'a' => self.says(Input::AllConsentsSet(true)),
            'A' => self.says(Input::AllConsentsSet(false)),
            'l' => self.says(Input::PhoneLeft),
            'L' => self.says(Input::BirthLeft),
            's' => self.says(Input::SendPressed),
            't' => self.says(Input::ContentSet(true)),
            'T' => self.says(Input::ContentSet(false)),
            'y' => self.says(Input::PayPressed),
            'r' => self.says(Input::RestartPressed),
            _ => self.says(Input::Stirred),
        }
    }

    fn says(&mut self, input: Input) {
        assert_no_number(&format!("{input:?}"));
        let effects = self.steps(input);
        // What is asked is answered at once: a code is sent, and every code is wrong.
        for effect in effects {
            if let Effect::Ask(ticket, request) = effect {
                let reply = self.answered(&request);
                self.steps(Input::Replied(ticket, reply));
            }
        }
    }

    fn steps(&mut self, input: Input) -> Vec<Effect> {
        let waited = self.flow.desk().busy();
        let answer = matches!(input, Input::Replied(..));
        let (flow, effects) = std::mem::take(&mut self.flow).step(input, NOW);
        self.flow = flow;
        let asks = effects.iter().filter(|effect| matches!(effect, Effect::Ask(..))).count();
        assert!(asks <= usize::from(!waited || answer), "never two requests under way");
        for effect in &effects {
            self.holds(effect);
        }
        self.shows_nothing(&effects);
        effects
    }

    fn holds(&self, effect: &Effect) {
        match effect {
            Effect::Ask(_, Request::Challenge { body, .. }) => self.sent(body),
            Effect::Ask(_, Request::Verify { body, .. }) => self.verified(body),
            Effect::PlaceCaret(caret) => assert!(*caret <= self.flow.text(Field::Phone).encode_utf16().count()),
            Effect::Tell(event) => assert!(!matches!(event, CheckoutEvent::Token { .. } | CheckoutEvent::Paid { .. })),
            _ => {}
        }
    }

    /// What is sent is what is shown, and everything was agreed to.
    fn sent(&self, body: &CreateChallenge) {
        let form = &self.flow.desk().form;
        assert!(PhoneNumber::parse(form.phone()).ok().as_ref() == Some(body.phone.reveal()));
        assert!(BirthDate::parse(form.birth(), form.birth_digit()).ok().as_ref() == Some(body.birth.reveal()));
        assert_eq!(body.consents.len(), consents().len() - 1);
    }

    fn verified(&self, body: &VerifyCode) {
        let State::Code(code) = self.flow.state() else { panic!("a code is checked from its own screen") };
        assert!(code.confirmed() && body.content.kind == ConsentKind::PaymentContent);
        let typed = OneTimeCode::parse(code.text()).ok();
        assert!(typed.is_some() && typed.as_ref() == body.code.as_ref().map(|code| code.reveal()));
    }

    fn shows_nothing(&self, effects: &[Effect]) {
        let shown = format!("{:?} {effects:?}", self.flow);
        let phone = self.flow.desk().form.phone();
        assert!(PhoneNumber::parse(phone).is_err() || !shown.contains(phone), "the number is shown: {shown}");
        let ids = [checkout().session.to_string(), challenge(0).id.to_string()];
        assert_no_number(&ids.iter().fold(shown, |shown, id| shown.replace(id, "")));
    }

    fn answered(&mut self, request: &Request) -> Reply {
        let wrong = |code| Trouble::Problem(Problem { tries_left: Some(4), ..Problem::new(code, "req") });
        match request {
            Request::Challenge { .. } | Request::Resend { .. } | Request::Switch { .. } => {
                self.sends += 1;
                Reply::Challenge(Ok(challenge(self.sends)))
            }
            Request::Verify { .. } => Reply::Verified(Err(wrong(ErrorCode::CodeMismatch))),
            Request::Load | Request::Cancel { .. } | Request::Remedy { .. } => Reply::Checkout(Ok(checkout())),
        }
    }
}

fn consents() -> Vec<Consent> {
    let asked = ConsentKind::ALL.iter().filter(|kind| **kind != ConsentKind::MonthlyBilling);
    asked.map(|kind| Consent { kind: *kind, version: "1".into() }).collect()
}

fn checkout() -> Checkout {
    Checkout {
        session: SessionId::from_random(u128::MAX / 7),
        server_time: NOW,
        expires_at: NOW + 90_000,
        order: Order {
            id: OrderId::parse("order").expect("it is one"),
            amount: Won::new(9_900).expect("it is one"),
            goods: Goods { name: "x".into(), kind: GoodsKind::Physical, offer_period: None, cash_like: false },
            monthly: None,
            note: None,
            seller: Seller { name: "x".into(), phone: "02-123-4567".into(), email: None },
        },
        provider: Provider { name: "x".into(), phone: "1600-0000".into() },
        carriers: Carrier::ALL.to_vec(),
        channels: vec![Channel::Sms],
        hints: Vec::new(),
        consent_names: Vec::new(),
        consents: consents(),
        stage: Stage::Open { last_failure: None },
    }
}

/// The phone is hidden, whichever it was.
fn challenge(sends: usize) -> Challenge {
    Challenge {
        id: ChallengeId::from_random(u128::MAX / 7),
        channel: Channel::Sms,
        approval: None,
        page: None,
        carrier: Carrier::Skt,
        phone: PhoneNumber::parse("010-2345-6789").expect("it is one").masked(),
        expires_at: NOW + 60_000,
        tries_left: 5,
        sends_left: u8::try_from(5_usize.saturating_sub(sends)).unwrap_or_default(),
        resend_at: NOW + 10_000,
        server_time: NOW,
    }
}
