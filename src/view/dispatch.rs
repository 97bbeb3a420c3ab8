//! From what the shopper does to the flow's inputs.

use std::rc::Rc;

use carrier_checkout_flow::{Input, Remedy};
use carrier_checkout_protocol::{Carrier, Channel, consent::ConsentKind};
use web_sys::HtmlInputElement;
use yew::{Callback, Event, InputEvent, MouseEvent, SubmitEvent, TargetCast, events::FocusEvent};

/// What can be pressed, left or opened. An [`Input`] can be anything, so that copying one into a callback takes code
/// that every shopper would download.
#[derive(Clone, Copy)]
pub(super) enum Press {
    Send,
    Cancel,
    Pay,
    Resend,
    Restart,
    Retry,
    SwitchTo(Channel),
    Toggle(Remedy),
    Remedy,
    Terms(ConsentKind),
    PhoneLeft,
    BirthLeft,
}

impl Press {
    const fn input(self) -> Input {
        match self {
            Self::Send => Input::SendPressed,
            Self::Cancel => Input::CancelPressed,
            Self::Pay => Input::PayPressed,
            Self::Resend => Input::ResendPressed,
            Self::Restart => Input::RestartPressed,
            Self::Retry => Input::RetryPressed,
            Self::SwitchTo(channel) => Input::ChannelSwitched(channel),
            Self::Toggle(remedy) => Input::RemedyToggled(remedy),
            Self::Remedy => Input::RemedyPressed,
            Self::Terms(kind) => Input::TermsOpened(kind),
            Self::PhoneLeft => Input::PhoneLeft,
            Self::BirthLeft => Input::BirthLeft,
        }
    }
}

/// What can be chosen or ticked.
#[derive(Clone, Copy)]
pub(super) enum Choice {
    Carrier(Carrier),
    Budget,
    Channel(Channel),
    AllConsents,
    Consent(ConsentKind),
    Content,
}

impl Choice {
    const fn input(self, on: bool) -> Input {
        match self {
            Self::Carrier(carrier) => Input::CarrierChosen(carrier),
            Self::Budget => Input::BudgetChosen,
            Self::Channel(channel) => Input::ChannelChosen(channel),
            Self::AllConsents => Input::AllConsentsSet(on),
            Self::Consent(kind) => Input::ConsentSet(kind, on),
            Self::Content => Input::ContentSet(on),
        }
    }
}

/// Where the inputs go.
#[derive(Clone)]
pub struct Dispatch(Rc<dyn Fn(Input)>);

impl PartialEq for Dispatch {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Dispatch {
    /// Sends every input to `feed`.
    pub fn new(feed: impl Fn(Input) + 'static) -> Self {
        Self(Rc::new(feed))
    }

    /// Goes nowhere: for rendering on a server.
    #[must_use]
    pub fn nowhere() -> Self {
        Self::new(|_| {})
    }

    pub(super) fn click(&self, press: Press) -> Callback<MouseEvent> {
        let this = self.clone();
        Callback::from(move |_| this.0(press.input()))
    }

    pub(super) fn submit(&self, press: Press) -> Callback<SubmitEvent> {
        let this = self.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            this.0(press.input());
        })
    }

    pub(super) fn leave(&self, press: Press) -> Callback<FocusEvent> {
        let this = self.clone();
        Callback::from(move |_| this.0(press.input()))
    }

    /// A text field changed: its text and, in UTF-16 units, its caret.
    pub(super) fn text(&self, input: fn(String, usize) -> Input) -> Callback<InputEvent> {
        let this = self.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            let text = field.value();
            let caret = field.selection_start().ok().flatten();
            let caret = caret.map_or_else(|| text.encode_utf16().count(), |at| at as usize);
            this.0(input(text, caret));
        })
    }

    /// A radio or a checkbox changed.
    pub(super) fn change(&self, choice: Choice) -> Callback<Event> {
        let this = self.clone();
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            this.0(choice.input(field.checked()));
        })
    }

    /// A `<details>` was opened.
    pub(super) fn open(&self, press: Press) -> Callback<Event> {
        let this = self.clone();
        Callback::from(move |event: Event| {
            let details: web_sys::HtmlDetailsElement = event.target_unchecked_into();
            if details.open() {
                this.0(press.input());
            }
        })
    }
}
