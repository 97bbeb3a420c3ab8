//! The window: the order above, the screen below, and a voice for what changes.

use std::rc::Rc;

use carrier_checkout_flow::{Flow, State, state::Announcement};
use yew::{Callback, Component, Context, Html, Properties, html};

use super::{Dispatch, checking, code, details, ended, order, receipt};
use crate::locale::Texts;

/// What the window is given once.
#[derive(Clone, Properties)]
pub struct Props {
    /// The flow to show at first.
    pub flow: Rc<Flow>,
    /// The texts of the language.
    pub texts: &'static Texts,
    /// Where the shopper's inputs go.
    pub dispatch: Dispatch,
    /// Called whenever the screen shows what it was told.
    pub rendered: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.flow, &other.flow) && self.dispatch == other.dispatch
    }
}

/// The checkout window. Its only message is the flow to show.
pub struct Window {
    flow: Rc<Flow>,
}

impl Component for Window {
    type Message = Rc<Flow>;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self { flow: ctx.props().flow.clone() }
    }

    fn update(&mut self, _: &Context<Self>, flow: Rc<Flow>) -> bool {
        self.flow = flow;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { texts, dispatch, .. } = ctx.props();
        let screen = Screen { flow: &self.flow, texts, dispatch };
        screen.view()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        ctx.props().rendered.emit(());
    }
}

/// What every part of the screen may look at.
pub(super) struct Screen<'a> {
    pub(super) flow: &'a Flow,
    pub(super) texts: &'static Texts,
    pub(super) dispatch: &'a Dispatch,
}

impl Screen<'_> {
    fn view(&self) -> Html {
        let (name, content) = match self.flow.state() {
            State::Loading(_) => ("loading", checking::loading(self)),
            State::Details(state) => ("details", details::view(self, state)),
            State::Code(state) => ("code", code::view(self, state)),
            State::Confirming(_) => ("checking", checking::view(self, false)),
            State::Checking(state) => ("checking", checking::view(self, state.offline())),
            State::Paid(state) => ("paid", receipt::view(self, state)),
            State::Ended(state) => ("ended", ended::view(self, state)),
        };
        html! {
            <div class="window" lang={self.texts.locale.as_str()} data-screen={name}>
                { self.order() }
                { content }
                <div role="status" class="unseen" key="voice">{ self.voice() }</div>
            </div>
        }
    }

    fn order(&self) -> Html {
        match (self.flow.desk().checkout(), self.flow.state()) {
            // The receipt has it below its heading.
            (None, _) | (_, State::Paid(_)) => html! {},
            (Some(checkout), State::Code(_)) => order::short(self, checkout),
            (Some(checkout), _) => order::full(self, checkout),
        }
    }

    /// What is said aloud without taking the focus.
    fn voice(&self) -> String {
        let texts = &self.texts.code;
        if self.flow.desk().reconnecting() {
            return self.texts.checking.reconnecting.to_owned();
        }
        match self.flow.state() {
            State::Code(state) => match state.announcement() {
                Some(Announcement::Sent) => texts.said_sent.to_owned(),
                Some(Announcement::SentAgain) => texts.said_sent_again.to_owned(),
                Some(Announcement::SecondsLeft(seconds)) => (texts.said_left)(seconds),
                // The slip beside the code is an alert of its own.
                Some(Announcement::Expired) | None => String::new(),
            },
            State::Details(_) => match details::slips(self) {
                0 => String::new(),
                slips => (self.texts.details.said_slips)(slips),
            },
            State::Loading(_) | State::Confirming(_) | State::Checking(_) | State::Paid(_) | State::Ended(_) => {
                String::new()
            }
        }
    }
}
