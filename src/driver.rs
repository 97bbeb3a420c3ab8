//! Owns the flow: feeds it what happens and performs what it asks for.
//!
//! The flow decides; nothing here does. It lives in one `Rc`, of which every
//! callback holds only a weak end, so that stopping it leaves nothing behind.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use carrier_checkout_flow::{Effect, Field, Flow, Input, Ticket};
use carrier_checkout_protocol::{
    Locale, SessionId,
    checkout::Checkout,
    embed::{ConfirmOutcome, ConfirmRequest, FrameMessage, LoaderMessage},
};
use gloo::timers::callback::Timeout;
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, MessagePort, Node};
use yew::{AppHandle, Callback, Renderer};

use crate::{
    effect::{
        clock,
        focus::{self, Scope},
        hearing::{Hearing, hear},
        http::Gateway,
        port::Port,
    },
    locale::texts,
    view::{Dispatch, Draw, Props, Window, element_id},
};

/// Where the window stands.
pub struct Setting {
    /// The checkout.
    pub session: SessionId,
    /// The language.
    pub locale: Locale,
    /// Whether there is a page around.
    pub framed: bool,
    /// Listens for the window: see [`crate::effect::hearing`].
    pub ears: Option<Function>,
    /// Called once the window is shown and can be used.
    pub shown: Option<Function>,
    /// Called when the page around wants the window gone.
    pub unmount: fn(),
    /// The page that shows the window itself; none in the frame.
    #[cfg(feature = "component")]
    pub around: Option<Around>,
}

/// A page that shows the window itself, without a frame.
#[cfg(feature = "component")]
pub struct Around {
    /// The gateway's origin; empty when it is the page's own.
    pub gateway: String,
    /// Told what the frame would tell the loader. It must not call the driver before it has returned.
    pub tell: Rc<dyn Fn(FrameMessage)>,
}

thread_local! {
    /// The last place that a window was taken from. Yew never takes back the listeners that it puts
    /// on a place, so the next window there has the same ones.
    static EMPTY: RefCell<Option<(Element, AppHandle<Window>)>> = const { RefCell::new(None) };
}

/// A window that is shown.
pub struct Driver(Rc<Inner>);

struct Inner {
    root: Element,
    setting: Setting,
    gateway: Option<Gateway>,
    /// The window looks at it whenever it is drawn, so that it never shows an old one.
    flow: Rc<RefCell<Flow>>,
    powers: RefCell<Powers>,
}

/// What is held while the window is shown, and let go when it is not.
#[derive(Default)]
struct Powers {
    app: Option<AppHandle<Window>>,
    alarm: Option<Timeout>,
    port: Option<Port>,
    /// What the page around is to hear once it is connected.
    unsaid: Vec<FrameMessage>,
    listening: Option<Hearing>,
    watching: Option<Hearing>,
    _waking: Option<Hearing>,
    /// To be done once the screen shows what it was told.
    after_render: Vec<Effect>,
    /// Whether the screen shows all that it was told.
    drawn: bool,
    /// Whether it has ever shown anything.
    begun: bool,
}

impl Driver {
    /// Shows the window: on the checkout that came with the page `age_ms` ago,
    /// or asking for it.
    #[must_use]
    pub fn start(root: Element, setting: Setting, checkout: Option<Checkout>, age_ms: i64) -> Self {
        // Yew's own hook would write to the console of the merchant's page, which is not ours to fill.
        if cfg!(all(not(debug_assertions), feature = "module")) {
            yew::set_custom_panic_hook(Box::new(|_| {}));
        }
        let gateway = Gateway::new(&setting.session, setting.locale);
        #[cfg(feature = "component")]
        let gateway = gateway.map(|gateway| match &setting.around {
            Some(around) => gateway.at(&around.gateway),
            None => gateway,
        });
        let started = Input::Started { nonce: clock::nonce(), locale: setting.locale, checkout };
        // As the gateway rendered it: the first look must find the same nodes.
        let (flow, effects) = Flow::new().step(started, clock::now() - age_ms);
        let flow = Rc::new(RefCell::new(flow));
        let inner = Rc::new(Inner { root, setting, gateway, flow, powers: RefCell::default() });
        // Somebody has begun already, or has chosen the language: the focus stays where they put it.
        let begun = focus::is_somewhere();
        inner.clone().show();
        for effect in effects {
            if !(begun && matches!(effect, Effect::Focus(_))) {
                inner.perform(effect);
            }
        }
        Self(inner)
    }

    /// Joins the window to the page around.
    pub fn connect(&self, embedder: String, port: MessagePort) {
        self.0.connect(embedder, port);
    }

    /// Joins the window to the page that shows it itself, of this origin.
    #[cfg(feature = "component")]
    pub fn join(&self, embedder: String) {
        self.0.feed(Input::Greeted(embedder));
    }

    /// What the loader would say.
    #[cfg(feature = "component")]
    pub fn hear(&self, message: LoaderMessage) {
        self.0.heard(message);
    }

    /// A place that a window was taken from and that stands in no document any more, to be used again: what Yew
    /// has put on it stays there for ever.
    #[cfg(feature = "component")]
    #[must_use]
    pub fn spare_place() -> Option<Element> {
        EMPTY
            .with(|empty| empty.borrow().as_ref().map(|(place, _)| place.clone()).filter(|place| !place.is_connected()))
    }

    /// Takes the window away.
    pub fn stop(self) {
        if let Some(gateway) = &self.0.gateway {
            gateway.abort();
        }
        let powers = self.0.powers.take();
        if let Some(app) = powers.app {
            app.send_message(Draw::Nothing);
            EMPTY.with(|empty| *empty.borrow_mut() = Some((self.0.root.clone(), app)));
        }
    }
}

/// A call that does nothing once the window is gone.
fn weakly<T: 'static>(inner: &Rc<Inner>, call: impl Fn(&Rc<Inner>, T) + 'static) -> impl Fn(T) + 'static {
    let weak: Weak<Inner> = Rc::downgrade(inner);
    move |value| {
        if let Some(inner) = weak.upgrade() {
            call(&inner, value);
        }
    }
}

impl Inner {
    fn show(self: Rc<Self>) {
        let root = self.root.clone();
        let waking = self.hear_that_something_changed("wake");
        // What a server has rendered is between two comments.
        let rendered = root.first_child().is_some_and(|node| node.node_type() == Node::COMMENT_NODE);
        let props = Props {
            flow: self.flow.clone(),
            texts: texts(self.setting.locale),
            dispatch: Dispatch::new(weakly(&self, |inner, input| inner.feed(input))),
            shown: !rendered,
            rendered: Callback::from(weakly(&self, |inner, ()| inner.rendered())),
        };
        *self.powers.borrow_mut() = Powers { _waking: waking, ..Powers::default() };
        let app = match EMPTY.with(|empty| empty.borrow_mut().take()) {
            Some((place, mut app)) if place == root => {
                app.update(props);
                app
            }
            _ => {
                let renderer = Renderer::<Window>::with_root_and_props(root, props);
                if rendered { renderer.hydrate() } else { renderer.render() }
            }
        };
        self.powers.borrow_mut().app = Some(app);
    }

    fn connect(self: &Rc<Self>, embedder: String, port: MessagePort) {
        let port = Port::new(port, weakly(self, |inner, message| inner.heard(message)));
        let unsaid = {
            let mut powers = self.powers.borrow_mut();
            powers.port = Some(port);
            core::mem::take(&mut powers.unsaid)
        };
        unsaid.into_iter().for_each(|message| self.post(message));
        self.feed(Input::Greeted(embedder));
    }

    fn hear_that_something_changed(self: &Rc<Self>, name: &str) -> Option<Hearing> {
        hear(self.setting.ears.as_ref(), name, weakly(self, |inner, _: JsValue| inner.feed(Input::Stirred)))
    }

    fn feed(self: &Rc<Self>, input: Input) {
        if matches!(input, Input::PhoneTyped { .. }) {
            // Meant for what was there before: a slow phone may have typed on.
            self.powers.borrow_mut().after_render.retain(|effect| !matches!(effect, Effect::PlaceCaret(_)));
        }
        let (flow, effects) = self.flow.take().step(input, clock::now());
        let typed = flow.only_typed().filter(|_| self.powers.borrow().drawn);
        self.flow.replace(flow);
        match typed {
            Some(field) => Scope::of(&self.root).write(element_id(field), self.flow.borrow().text(field)),
            None => self.draw(),
        }
        for effect in effects {
            self.perform(effect);
        }
        if typed.is_some() {
            self.catch_up();
        }
    }

    /// Has the screen show the flow, soon.
    fn draw(&self) {
        let mut powers = self.powers.borrow_mut();
        powers.drawn = false;
        if let Some(app) = &powers.app {
            app.send_message(Draw::Flow);
        }
    }

    fn perform(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Ask(ticket, request) => {
                let weak = Rc::downgrade(self);
                let Some(gateway) = self.gateway.clone() else { return };
                spawn_local(async move {
                    let reply = gateway.ask(&request).await;
                    if let Some(inner) = weak.upgrade() {
                        inner.feed(Input::Replied(ticket, reply));
                    }
                });
            }
            Effect::FetchTerms(consent) => {
                let weak = Rc::downgrade(self);
                let (Some(gateway), locale) = (self.gateway.clone(), self.setting.locale) else { return };
                spawn_local(async move {
                    let text = gateway.terms(&consent, locale.as_str()).await;
                    if let Some(inner) = weak.upgrade() {
                        inner.feed(Input::TermsArrived(consent.kind, text));
                    }
                });
            }
            Effect::WakeAt(time) => {
                let call = weakly(self, |inner, ()| inner.feed(Input::TimeReached));
                self.powers.borrow_mut().alarm = time.map(|time| clock::at(time, move || call(())));
            }
            Effect::ListenForCode => {
                let heard = weakly(self, |inner, code: JsValue| {
                    if let Some(code) = code.as_string() {
                        inner.feed(Input::CodeReceived(code));
                    }
                });
                self.powers.borrow_mut().listening = hear(self.setting.ears.as_ref(), "message", heard);
            }
            Effect::StopListening => self.powers.borrow_mut().listening = None,
            Effect::Watch => {
                let watching = self.hear_that_something_changed("words");
                self.powers.borrow_mut().watching = watching;
            }
            Effect::StopWatching => self.powers.borrow_mut().watching = None,
            Effect::Confirm(request) => self.confirm(request),
            Effect::Tell(event) => self.post(FrameMessage::Event(event)),
            Effect::Focus(_) | Effect::PlaceCaret(_) => self.powers.borrow_mut().after_render.push(effect),
        }
    }

    /// Only a page around can post the token: a checkout that is a page of its
    /// own asks the gateway whether the merchant has exchanged it in another way.
    fn confirm(self: &Rc<Self>, request: ConfirmRequest) {
        if self.setting.framed {
            self.post(FrameMessage::Confirm(request));
            return;
        }
        let call = weakly(self, |inner, ticket| inner.feed(Input::ConfirmEnded(ticket, ConfirmOutcome::NotConfigured)));
        // Not within the step that asked for it: its other effects come first.
        spawn_local(async move { call(Ticket(request.ticket)) });
    }

    fn rendered(self: &Rc<Self>) {
        let first = {
            let mut powers = self.powers.borrow_mut();
            powers.drawn = true;
            !core::mem::replace(&mut powers.begun, true)
        };
        self.catch_up();
        // Last: what is asked for here waits for the next time.
        if first {
            if let Some(shown) = &self.setting.shown {
                let _ = shown.call0(&JsValue::UNDEFINED);
            }
            // The page may be older than it looked.
            self.feed(Input::TimeReached);
        }
    }

    /// Does what waited for the screen.
    fn catch_up(&self) {
        let effects = core::mem::take(&mut self.powers.borrow_mut().after_render);
        for effect in effects {
            match effect {
                Effect::Focus(field) => Scope::of(&self.root).focus(element_id(field)),
                Effect::PlaceCaret(at) => {
                    // Not before its text is there: Yew lets the browser in between.
                    let text = self.flow.borrow().desk().form.phone().to_owned();
                    if !Scope::of(&self.root).place_caret(element_id(Field::Phone), at, &text) {
                        self.powers.borrow_mut().after_render.push(effect);
                    }
                }
                Effect::Ask(..)
                | Effect::Confirm(_)
                | Effect::Tell(_)
                | Effect::WakeAt(_)
                | Effect::ListenForCode
                | Effect::StopListening
                | Effect::Watch
                | Effect::StopWatching
                | Effect::FetchTerms(_) => {}
            }
        }
    }

    fn heard(self: &Rc<Self>, message: LoaderMessage) {
        match message {
            LoaderMessage::ConfirmResult { ticket, outcome } => {
                self.feed(Input::ConfirmEnded(Ticket(ticket), outcome));
            }
            LoaderMessage::Unmount => (self.setting.unmount)(),
        }
    }

    fn post(&self, message: FrameMessage) {
        #[cfg(feature = "component")]
        if let Some(around) = &self.setting.around {
            return (around.tell)(message);
        }
        let mut powers = self.powers.borrow_mut();
        match &powers.port {
            Some(port) => port.post(&message),
            None if self.setting.framed => powers.unsaid.push(message),
            None => {}
        }
    }
}
