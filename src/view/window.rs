//! The window: the order above, the screen below, and a voice for what changes.

use std::{cell::RefCell, rc::Rc};

use carrier_checkout_flow::{Flow, State, state::Announcement};
use yew::{Callback, Component, Context, Html, Properties, html};

use super::{Dispatch, checking, code, details, ended, order, receipt, screen::Screen};
use crate::locale::Texts;

/// What the window is given once.
#[derive(Clone, Properties)]
pub struct Props {
    /// The flow as it is whenever the window is drawn.
    pub flow: Rc<RefCell<Flow>>,
    /// The texts of the language.
    pub texts: &'static Texts,
    /// Where the shopper's inputs go.
    pub dispatch: Dispatch,
    /// Whether all of it is the widget's from the first look on: else that takes over what the gateway has rendered, and
    /// leaves alone what may have been filled in there.
    pub shown: bool,
    /// Called whenever the screen shows what it was told.
    pub rendered: Callback<()>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.flow, &other.flow) && self.dispatch == other.dispatch
    }
}

/// What a window can be told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Draw {
    /// To show the flow as it is now.
    Flow,
    /// To be empty.
    Nothing,
}

/// The checkout window.
pub struct Window {
    draw: Draw,
    shown: bool,
}

impl Component for Window {
    type Message = Draw;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self { draw: Draw::Flow, shown: ctx.props().shown }
    }

    fn update(&mut self, _: &Context<Self>, draw: Draw) -> bool {
        self.draw = draw;
        true
    }

    /// Other properties are another checkout in the same place.
    fn changed(&mut self, ctx: &Context<Self>, _: &Props) -> bool {
        *self = Self::create(ctx);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { flow, texts, dispatch, .. } = ctx.props();
        match self.draw {
            Draw::Flow => view(&Screen { flow: &flow.borrow(), texts, dispatch, shown: self.shown }),
            Draw::Nothing => html! {},
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if self.draw == Draw::Flow {
            self.shown = true;
            ctx.props().rendered.emit(());
        }
    }
}

fn view(screen: &Screen<'_>) -> Html {
    let (name, content) = match screen.flow.state() {
        State::Loading(_) => ("loading", checking::loading(screen)),
        State::Details(state) => ("details", details::view(screen, state)),
        State::Code(state) => ("code", code::view(screen, state)),
        State::Confirming(_) => ("checking", checking::view(screen, false)),
        State::Checking(state) => ("checking", checking::view(screen, state.offline())),
        State::Paid(state) => ("paid", receipt::view(screen, state)),
        State::Ended(state) => ("ended", ended::view(screen, state)),
    };
    html! {
        <div class="window" lang={screen.texts.locale.as_str()} data-screen={name}>
            { order_of(screen) }
            { content }
            <div role="status" class="unseen" key="voice">{ voice(screen) }</div>
        </div>
    }
}

fn order_of(screen: &Screen<'_>) -> Html {
    match (screen.flow.desk().checkout(), screen.flow.state()) {
        // The receipt has it below its heading.
        (None, _) | (_, State::Paid(_)) => html! {},
        (Some(checkout), State::Code(_)) => order::short(screen, checkout),
        (Some(checkout), _) => order::full(screen, checkout),
    }
}

/// What is said aloud without taking the focus.
fn voice(screen: &Screen<'_>) -> String {
    let texts = &screen.texts.code;
    if screen.flow.desk().reconnecting() {
        return screen.texts.checking.reconnecting.to_owned();
    }
    match screen.flow.state() {
        State::Code(state) => match state.announcement() {
            Some(Announcement::Sent) => (texts.said_sent)(state.challenge().channel).to_owned(),
            Some(Announcement::SentAgain) => (texts.said_sent_again)(state.challenge().channel).to_owned(),
            Some(Announcement::SecondsLeft(seconds)) => (texts.said_left)(seconds),
            // The slip beside the code is an alert of its own, and what is approved is said where it stands.
            Some(Announcement::Expired | Announcement::Approved) | None => String::new(),
        },
        State::Details(_) => match details::slips(screen) {
            0 => String::new(),
            slips => (screen.texts.details.said_slips)(slips),
        },
        State::Loading(_) | State::Confirming(_) | State::Checking(_) | State::Paid(_) | State::Ended(_) => {
            String::new()
        }
    }
}
