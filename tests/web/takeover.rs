//! What the gateway has rendered, taken over by the widget.

use std::{cell::RefCell, rc::Rc};

use carrier_checkout::api;
use carrier_checkout_protocol::{Channel, Locale, checkout::Checkout};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlInputElement};

use crate::{
    port::{as_rendered, next_frame},
    stage::{Stage, checkout, document},
};

/// The window on that checkout as a server renders it, which says in an attribute what is on.
async fn rendered(checkout: Checkout, on: &[&str]) -> Element {
    let stage = Stage::on(Locale::Ko, checkout).await;
    let root = document().create_element("main").unwrap();
    root.set_inner_html(&format!("<!--<[]>-->{}<!--</[]>-->", stage.root.inner_html()));
    document().body().unwrap().append_child(&root).unwrap();
    for selector in on {
        root.query_selector(selector).unwrap().unwrap().set_attribute("checked", "").unwrap();
    }
    root
}

#[wasm_bindgen_test]
async fn what_is_chosen_and_ticked_in_that_very_moment_stays_as_it_is() {
    let checkout = Checkout { channels: vec![Channel::Sms, Channel::Pass], ..checkout() };
    let root = rendered(checkout.clone(), &["[value=sms]"]).await;
    let fields: Vec<HtmlInputElement> = ["#SKT", "[value=pass]", "#consents", "#privacy_collection"]
        .iter()
        .map(|selector| root.query_selector(selector).unwrap().unwrap().unchecked_into())
        .collect();
    let on = {
        let fields = fields.clone();
        move || fields.iter().map(HtmlInputElement::checked).collect::<Vec<_>>()
    };
    let seen = Rc::new(RefCell::new(None));
    let look = {
        let (seen, on) = (seen.clone(), on.clone());
        Closure::<dyn FnMut()>::new(move || *seen.borrow_mut() = Some(on()))
    };
    let shown = look.as_ref().unchecked_ref::<js_sys::Function>().clone();
    let session = checkout.session.to_string();
    api::mount(root.clone(), &session, "ko", false, as_rendered(&checkout), 0.0, None, Some(shown)).unwrap();
    // It draws itself in a turn of its own, and lets the browser in before.
    fields.iter().for_each(|field| field.click());
    assert_eq!(on(), [true; 4]);
    while seen.borrow().is_none() {
        next_frame().await;
    }
    assert_eq!(*seen.borrow(), Some(vec![true; 4]), "taken back before anybody could tell the widget");
    assert!(fields.iter().all(|field| field.is_connected()), "the same elements");
    api::unmount();
    root.remove();
}
