//! The turn-table: input in, next flow and effects out.

use carrier_checkout_protocol::{Timestamp, embed::Screen};

use crate::{
    desk::Desk,
    effect::{Effect, Field},
    input::Input,
    look::Look,
    state::{Loading, State},
};

/// A checkout, from the first request to the receipt.
///
/// ```
/// use carrier_checkout_flow::{Effect, Flow, Input, Request};
/// use carrier_checkout_protocol::{Locale, Timestamp};
///
/// let started = Input::Started { nonce: "n".into(), locale: Locale::Ko, checkout: None };
/// let (flow, effects) = Flow::new().step(started, Timestamp::from_millis(0));
/// assert!(flow.desk().busy());
/// assert!(matches!(effects[0], Effect::Ask(_, Request::Load)));
/// ```
#[derive(Debug, Clone)]
pub struct Flow {
    desk: Desk,
    state: State,
    wake_at: Option<Timestamp>,
    listening: bool,
    watching: bool,
    only_typed: Option<Field>,
}

impl Default for Flow {
    fn default() -> Self {
        Self::new()
    }
}

impl Flow {
    /// A flow that waits for [`Input::Started`].
    #[must_use]
    pub fn new() -> Self {
        Self {
            desk: Desk::new(),
            state: State::Loading(Loading),
            wake_at: None,
            listening: false,
            watching: false,
            only_typed: None,
        }
    }

    /// What stays while the screens change.
    #[must_use]
    pub const fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Which screen is shown.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// The field whose text is all of what is shown that the last step may have changed:
    /// a key pressed in it needs no screen drawn anew.
    #[must_use]
    pub const fn only_typed(&self) -> Option<Field> {
        self.only_typed
    }

    /// The text of a field, empty where it is not shown: personal data.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        match (field, &self.state) {
            (Field::Phone, State::Details(_)) => self.desk.form.phone(),
            (Field::Birth, State::Details(_)) => self.desk.form.birth(),
            (Field::BirthDigit, State::Details(_)) => self.desk.form.birth_digit(),
            (Field::Code, State::Code(code)) => code.text(),
            _ => "",
        }
    }

    /// Takes something that happened at a time of the local clock.
    ///
    /// The old flow is used up, so that nobody can go on from it.
    #[must_use]
    pub fn step(mut self, input: Input, now: Timestamp) -> (Self, Vec<Effect>) {
        let typed = typed_in(&input, &self.state).map(|field| (field, Look::of(&self.desk, &self.state)));
        self.desk.set_browser_time(now);
        if matches!(input, Input::TimeReached | Input::Stirred) {
            // The alarm has rung, perhaps a little early, or has slept with the page: it is set anew below.
            self.wake_at = None;
        }
        if input == Input::Stirred {
            // The network may be back.
            self.desk.hurry();
        }
        self.desk.send_again_if_due();
        let before = self.state.screen();
        if let Some(input) = admit(input, &mut self.desk) {
            self.state = self.state.handle(input, &mut self.desk);
        }
        self.announce_screen(before);
        self.listen();
        self.watch();
        self.set_alarm();
        let same = |(field, look)| (look == Look::of(&self.desk, &self.state)).then_some(field);
        self.only_typed = typed.and_then(same);
        let effects = self.desk.take_effects();
        (self, effects)
    }

    fn announce_screen(&mut self, before: Option<Screen>) {
        let Some(screen) = self.state.screen().filter(|after| before != Some(*after)) else { return };
        self.desk.tell_screen(screen);
        // A page that has just opened keeps its focus where it is.
        if before.is_some() {
            self.desk.focus_somewhere();
        }
    }

    /// Messages are read exactly while one with a code may come.
    fn listen(&mut self) {
        let listening = self.state.listens(&self.desk);
        if listening != self.listening {
            self.listening = listening;
            self.desk.push(if listening { Effect::ListenForCode } else { Effect::StopListening });
        }
    }

    /// The gateway is heard exactly while something may change without the shopper's doing anything here.
    fn watch(&mut self) {
        let watching = self.state.watches(&self.desk);
        if watching != self.watching {
            self.watching = watching;
            self.desk.push(if watching { Effect::Watch } else { Effect::StopWatching });
        }
    }

    fn set_alarm(&mut self) {
        let wishes = [self.state.wake_at(&self.desk), self.desk.again_at()];
        let wake_at = wishes.into_iter().flatten().min().map(|at| self.desk.browser_time_of(at));
        if wake_at != self.wake_at {
            self.wake_at = wake_at;
            self.desk.push(Effect::WakeAt(wake_at));
        }
    }
}

/// The field that a key was pressed in, if it is shown.
const fn typed_in(input: &Input, state: &State) -> Option<Field> {
    match (input, state) {
        (Input::PhoneTyped { .. }, State::Details(_)) => Some(Field::Phone),
        (Input::BirthTyped(_), State::Details(_)) => Some(Field::Birth),
        (Input::BirthDigitTyped(_), State::Details(_)) => Some(Field::BirthDigit),
        (Input::CodeTyped(_), State::Code(_)) => Some(Field::Code),
        _ => None,
    }
}

/// Lets in what is new: an answer that nobody waits for any more stays outside.
fn admit(input: Input, desk: &mut Desk) -> Option<Input> {
    match input {
        Input::Replied(ticket, ref reply) => desk.admit(ticket, reply).then_some(input),
        Input::ConfirmEnded(ticket, _) => desk.admit_page(ticket).then_some(input),
        Input::Greeted(embedder) => {
            desk.greeted_by(embedder);
            None
        }
        Input::TermsOpened(kind) => {
            desk.open_terms(kind);
            None
        }
        Input::TermsArrived(kind, text) => {
            desk.terms.arrived(kind, text);
            None
        }
        other => Some(other),
    }
}

#[cfg(feature = "imprint")]
crate::imprint!(Flow { desk, state, wake_at, listening, watching } but { only_typed });
