//! The window as a component of a page in Yew.

use std::{cell::RefCell, rc::Rc};

use carrier_checkout::component::{CarrierCheckout, CheckoutError};
use carrier_checkout_protocol::{Locale, SessionId, embed::Theme};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, ShadowRoot};
use yew::{AppHandle, Callback, Component, Context, Html, Renderer, html};

use crate::{
    leftovers::{counts, stop, watch, yew_is_done},
    port::next_frame,
    stage::document,
};

/// A page that shows a checkout, or none.
struct Page {
    wish: Wish,
}

#[derive(Clone, Default)]
struct Wish {
    session: Option<SessionId>,
    hidden: bool,
    dark: bool,
    onerror: Callback<CheckoutError>,
}

impl Component for Page {
    type Message = Wish;
    type Properties = ();

    fn create(_: &Context<Self>) -> Self {
        Self { wish: Wish { hidden: true, ..Wish::default() } }
    }

    fn update(&mut self, _: &Context<Self>, wish: Wish) -> bool {
        self.wish = wish;
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let Wish { session, hidden, dark, onerror } = self.wish.clone();
        let theme = if dark { Theme::Dark } else { Theme::Light };
        html! {
            if !hidden {
                <CarrierCheckout {session} {theme} {onerror} locale={Locale::Ko} confirm_url="/confirm" />
            }
        }
    }
}

struct Shown {
    root: Element,
    app: AppHandle<Page>,
}

impl Shown {
    fn new() -> Self {
        let root = document().create_element("main").unwrap();
        document().body().unwrap().append_child(&root).unwrap();
        let app = Renderer::<Page>::with_root(root.clone()).render();
        Self { root, app }
    }

    fn shadow(&self) -> Option<ShadowRoot> {
        self.root.query_selector(".carrier-checkout-window").unwrap()?.shadow_root()
    }

    /// Waits for something in the window.
    async fn find(&self, selector: &str) -> Element {
        loop {
            if let Some(found) = self.shadow().and_then(|shadow| shadow.query_selector(selector).unwrap()) {
                return found;
            }
            next_frame().await;
        }
    }

    async fn gone(&self) {
        while self.root.child_nodes().length() > 0 {
            next_frame().await;
        }
    }
}

fn session(last: char) -> Option<SessionId> {
    SessionId::parse(&format!("cs_000000000000000000000{last}")).ok()
}

fn showing(session: Option<SessionId>) -> Wish {
    Wish { session, ..Wish::default() }
}

#[wasm_bindgen_test]
async fn a_checkout_that_is_shown_and_taken_away_200_times_grows_nothing() {
    let page = Shown::new();
    let watch = watch(None);
    let (mut pages, mut held, mut busy) = (Vec::with_capacity(200), Vec::with_capacity(200), 0);
    for turn in 0..200 {
        page.app.send_message(showing(session('1')));
        // At once, or while it loads and there is no gateway that answers.
        if turn % 4 > 0 {
            page.find(".window").await;
            for _ in 1..turn % 4 {
                next_frame().await;
            }
        }
        busy += counts(&watch).iter().sum::<i32>();
        page.app.send_message(Wish { hidden: true, ..Wish::default() });
        page.gone().await;
        while counts(&watch)[3] > 0 {
            next_frame().await;
        }
        yew_is_done(&watch).await;
        pages.push(core::arch::wasm32::memory_size::<0>());
        held.push(<[i32; 4]>::try_from(counts(&watch)).unwrap());
    }
    stop(&watch);
    page.app.destroy();
    page.root.remove();
    assert!(busy > 0, "something is held while it is shown");
    assert_eq!(pages[40], pages[199], "{pages:?}");
    // What Yew puts on the window's own place stays with it, and the place is used again.
    assert!(held[10..].iter().all(|counts| *counts == held[199]), "{held:?}");
    assert_eq!(held[199][1..], [0, 0, 0], "timers, observers, requests");
}

#[wasm_bindgen_test]
async fn colours_and_callbacks_change_the_window_that_is_there_and_another_session_begins_anew() {
    let page = Shown::new();
    page.app.send_message(showing(session('1')));
    // No gateway answers here, which is known after six seconds.
    let ended = page.find("[data-screen=ended] [role=alert]").await;
    assert_eq!(page.find(".cc-page").await.get_attribute("data-theme").as_deref(), Some("light"));
    page.app.send_message(Wish { dark: true, onerror: Callback::from(|_| {}), ..showing(session('1')) });
    page.find(".cc-page[data-theme=dark]").await;
    assert!(ended.is_connected(), "the same elements");
    page.app.send_message(showing(session('2')));
    page.find("[data-screen=loading]").await;
    assert!(!ended.is_connected(), "another checkout");
    assert_eq!(page.find("section").await.get_attribute("aria-label").as_deref(), Some("휴대폰 결제"));
    page.app.destroy();
    page.root.remove();
}

#[wasm_bindgen_test]
async fn without_a_session_there_is_no_window_and_the_page_is_told() {
    let page = Shown::new();
    let told = Rc::new(RefCell::new(Vec::new()));
    let hear = told.clone();
    let onerror = Callback::from(move |error: CheckoutError| hear.borrow_mut().push(error.code()));
    page.app.send_message(Wish { onerror, ..Wish::default() });
    while page.root.query_selector("[role=alert]").unwrap().is_none() {
        next_frame().await;
    }
    assert_eq!(*told.borrow(), ["merchant_data_invalid"]);
    page.app.destroy();
    page.root.remove();
}
