//! From what the shopper does to the flow's inputs.

use std::rc::Rc;

use carrier_checkout_flow::Input;
use web_sys::HtmlInputElement;
use yew::{Callback, Event, InputEvent, MouseEvent, SubmitEvent, TargetCast, events::FocusEvent};

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

    pub(super) fn click(&self, input: Input) -> Callback<MouseEvent> {
        let this = self.clone();
        Callback::from(move |_| this.0(input.clone()))
    }

    pub(super) fn submit(&self, input: Input) -> Callback<SubmitEvent> {
        let this = self.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            this.0(input.clone());
        })
    }

    pub(super) fn leave(&self, input: Input) -> Callback<FocusEvent> {
        let this = self.clone();
        Callback::from(move |_| this.0(input.clone()))
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
    pub(super) fn change(&self, input: impl Fn(bool) -> Input + 'static) -> Callback<Event> {
        let this = self.clone();
        Callback::from(move |event: Event| {
            let field: HtmlInputElement = event.target_unchecked_into();
            this.0(input(field.checked()));
        })
    }

    /// A `<details>` was opened.
    pub(super) fn open(&self, input: Input) -> Callback<Event> {
        let this = self.clone();
        Callback::from(move |event: Event| {
            let details: web_sys::HtmlDetailsElement = event.target_unchecked_into();
            if details.open() {
                this.0(input.clone());
            }
        })
    }
}
