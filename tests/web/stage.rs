//! A window on a page, driven by the real flow; only the gateway's answers are written here.

use std::{cell::RefCell, rc::Rc};

use carrier_checkout::{
    locale::texts,
    view::{Dispatch, Draw, Props, Window},
};
use carrier_checkout_flow::{Effect, Field, Flow, Input, Reply, Ticket};
use carrier_checkout_protocol::{
    Carrier, ChallengeId, Channel, Locale, OrderId, PhoneNumber, SessionId, Timestamp, Won,
    checkout::{Challenge, Checkout, Stage as Where},
    consent::{Consent, ConsentKind},
    goods::{Goods, GoodsKind, OfferPeriod, Order, Provider, Seller},
};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, EventInit, HtmlElement, HtmlInputElement};
use yew::{AppHandle, Callback, Renderer};

use crate::port::next_frame;

/// The gateway's and the browser's clock in these tests.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(1_795_303_860_000);

/// A window, and everything that it asked for.
pub(crate) struct Stage {
    pub(crate) root: Element,
    inner: Rc<Inner>,
}

#[derive(Default)]
struct Inner {
    flow: Rc<RefCell<Flow>>,
    effects: RefCell<Vec<Effect>>,
    app: RefCell<Option<AppHandle<Window>>>,
}

impl Inner {
    fn feed(&self, input: Input, now: Timestamp) {
        let (flow, effects) = self.flow.take().step(input, now);
        self.flow.replace(flow);
        self.effects.borrow_mut().extend(effects);
        if let Some(app) = &*self.app.borrow() {
            app.send_message(Draw::Flow);
        }
    }
}

impl Stage {
    /// The window on its first screen.
    pub(crate) async fn on_details(locale: Locale) -> Self {
        Self::on(locale, checkout()).await
    }

    /// The window on the screen that a checkout calls for.
    pub(crate) async fn on(locale: Locale, checkout: Checkout) -> Self {
        let inner = Rc::<Inner>::default();
        let root = document().create_element("main").unwrap();
        document().body().unwrap().append_child(&root).unwrap();
        let weak = Rc::downgrade(&inner);
        let props = Props {
            flow: inner.flow.clone(),
            texts: texts(locale),
            dispatch: Dispatch::new(move |input| weak.upgrade().unwrap().feed(input, NOW)),
            shown: true,
            rendered: Callback::noop(),
        };
        let app = Renderer::<Window>::with_root_and_props(root.clone(), props).render();
        inner.app.replace(Some(app));
        inner.feed(Input::Started { nonce: "test".into(), locale, checkout: None }, NOW);
        let stage = Self { root, inner };
        stage.answer(Reply::Checkout(Ok(checkout)));
        stage.settle().await;
        stage
    }

    /// The window on the code screen.
    pub(crate) async fn on_code(locale: Locale) -> Self {
        let stage = Self::on_details(locale).await;
        for input in [
            Input::CarrierChosen(Carrier::Skt),
            Input::PhoneTyped { text: "01023456789".into(), caret: 11 },
            Input::BirthTyped("900101".into()),
            Input::BirthDigitTyped("1".into()),
            Input::AllConsentsSet(true),
            Input::SendPressed,
        ] {
            stage.feed(input);
        }
        stage.answer(Reply::Challenge(Ok(challenge())));
        stage.settle().await;
        stage
    }

    pub(crate) fn feed(&self, input: Input) {
        self.feed_at(input, NOW);
    }

    /// Something happens at that time of the browser's.
    pub(crate) fn feed_at(&self, input: Input, now: Timestamp) {
        self.inner.feed(input, now);
    }

    /// Answers the request that was made last.
    pub(crate) fn answer(&self, reply: Reply) {
        let ticket = self.asked().last().copied().expect("a request is under way");
        self.feed(Input::Replied(ticket, reply));
    }

    /// The tickets of every request made so far.
    pub(crate) fn asked(&self) -> Vec<Ticket> {
        let effects = self.inner.effects.borrow();
        effects
            .iter()
            .filter_map(|effect| if let Effect::Ask(ticket, _) = effect { Some(*ticket) } else { None })
            .collect()
    }

    /// The field whose text is all that the last input changed.
    pub(crate) fn only_typed(&self) -> Option<Field> {
        self.inner.flow.borrow().only_typed()
    }

    /// Every effect so far.
    pub(crate) fn effects(&self) -> Vec<Effect> {
        self.inner.effects.borrow().clone()
    }

    /// Lets Yew render what it was told.
    pub(crate) async fn settle(&self) {
        // Yew renders in a turn of its own; a frame is painted after all of them.
        next_frame().await;
        next_frame().await;
    }

    pub(crate) fn find(&self, selector: &str) -> HtmlElement {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("{selector} in {}", self.root.inner_html())).unchecked_into()
    }

    pub(crate) fn has(&self, selector: &str) -> bool {
        self.root.query_selector(selector).unwrap().is_some()
    }

    /// The field that a label of that text stands for.
    pub(crate) fn labelled(&self, label: &str) -> HtmlInputElement {
        let fields = self.root.query_selector_all("input").unwrap();
        (0..fields.length())
            .map(|at| fields.get(at).unwrap().unchecked_into::<HtmlInputElement>())
            .find(|field| self.name_of(field) == label)
            .unwrap_or_else(|| panic!("no field is called {label}"))
    }

    fn name_of(&self, field: &HtmlInputElement) -> String {
        if let Some(name) = field.get_attribute("aria-label") {
            return name;
        }
        let by_id = self.root.query_selector(&format!("label[for='{}']", field.id())).unwrap();
        let label = by_id.or_else(|| field.closest("label").unwrap());
        label.and_then(|label| label.text_content()).unwrap_or_default()
    }

    /// Types as a browser does: the value changes, the caret moves, then `input` fires.
    pub(crate) async fn type_into(&self, field: &HtmlInputElement, text: &str, caret: u32) {
        field.focus().unwrap();
        field.set_value(text);
        field.set_selection_range(caret, caret).unwrap();
        field.dispatch_event(&event("input")).unwrap();
        self.settle().await;
    }

    pub(crate) async fn click(&self, element: &HtmlElement) {
        element.click();
        self.settle().await;
    }

    /// The button of that name.
    pub(crate) fn button(&self, name: &str) -> HtmlElement {
        let buttons = self.root.query_selector_all("button").unwrap();
        (0..buttons.length())
            .map(|at| buttons.get(at).unwrap().unchecked_into::<HtmlElement>())
            .find(|button| button.text_content().unwrap_or_default() == name)
            .unwrap_or_else(|| panic!("no button is called {name}"))
    }

    /// All of the text on the screen.
    pub(crate) fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(app) = self.inner.app.take() {
            app.destroy();
        }
        self.root.remove();
    }
}

pub(crate) fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn event(name: &str) -> Event {
    let init = EventInit::new();
    init.set_bubbles(true);
    Event::new_with_event_init_dict(name, &init).unwrap()
}

/// What the gateway answers for an order of ₩9,900.
pub(crate) fn checkout() -> Checkout {
    let consents = [
        ConsentKind::CarrierBillingTerms,
        ConsentKind::ElectronicFinanceTerms,
        ConsentKind::PrivacyCollection,
        ConsentKind::PrivacyThirdParty,
        ConsentKind::PaymentContent,
    ];
    Checkout {
        session: SessionId::from_random(1),
        server_time: NOW,
        expires_at: NOW + 1_800_000,
        order: Order {
            id: OrderId::parse("order-1").unwrap(),
            amount: Won::new(9_900).unwrap(),
            goods: Goods {
                name: "게임 아이템".into(),
                kind: GoodsKind::Digital,
                offer_period: Some(OfferPeriod::Days(30)),
                cash_like: false,
            },
            monthly: None,
            note: None,
            seller: Seller { name: "데모 상점".into(), phone: "02-1234-5678".into(), email: None },
        },
        provider: Provider { name: "캐리어체크아웃".into(), phone: "1600-0000".into() },
        carriers: Carrier::ALL.to_vec(),
        channels: vec![Channel::Sms],
        hints: Vec::new(),
        consent_names: consents.map(|kind| kind.to_string()).to_vec(),
        consents: consents.map(|kind| Consent { kind, version: "1".into() }).to_vec(),
        stage: Where::Open { last_failure: None },
    }
}

/// What the gateway answers when a code was sent.
pub(crate) fn challenge() -> Challenge {
    Challenge {
        id: ChallengeId::from_random(2),
        channel: Channel::Sms,
        approval: None,
        page: None,
        carrier: Carrier::Skt,
        phone: PhoneNumber::parse("01023456789").unwrap().masked(),
        expires_at: NOW + 180_000,
        tries_left: 5,
        sends_left: 4,
        resend_at: NOW + 10_000,
        server_time: NOW,
    }
}
