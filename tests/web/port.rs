//! The port to the merchant's page, with the real driver behind it.

use carrier_checkout::api;
use carrier_checkout_protocol::checkout::Checkout;
use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, MessageChannel, MessageEvent, MessagePort};

use crate::stage::{checkout, document};

pub(crate) const SESSION: &str = "cs_0000000000000000000001";

pub(crate) fn root() -> Element {
    let root = document().create_element("main").unwrap();
    document().body().unwrap().append_child(&root).unwrap();
    root
}

/// The next message that `wanted` takes.
pub(crate) async fn heard(port: &MessagePort, wanted: impl Fn(&JsValue) -> bool + 'static) -> JsValue {
    let mut taken = None;
    let promise = Promise::new(&mut |resolve, _| taken = Some(resolve));
    let resolve = taken.unwrap();
    let call = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if wanted(&event.data()) {
            resolve.call1(&JsValue::NULL, &event.data()).unwrap();
        }
    });
    port.set_onmessage(Some(call.as_ref().unchecked_ref()));
    let message = JsFuture::from(promise).await.unwrap();
    port.set_onmessage(None);
    message
}

pub(crate) fn text(value: &JsValue, name: &str) -> Option<String> {
    Reflect::get(value, &name.into()).ok()?.as_string()
}

pub(crate) fn mount(root: &Element, session: &str, checkout: JsValue) -> Result<(), wasm_bindgen::JsError> {
    api::mount(root.clone(), session, "ko", true, checkout, 0.0, None, None)
}

/// The checkout as the gateway writes it into the frame's HTML.
pub(crate) fn rendered() -> JsValue {
    as_rendered(&checkout())
}

/// Any checkout as the gateway writes it into the frame's HTML.
pub(crate) fn as_rendered(checkout: &Checkout) -> JsValue {
    js_sys::JSON::parse(&serde_json::to_string(checkout).unwrap()).unwrap()
}

#[wasm_bindgen_test]
async fn what_is_said_before_the_page_is_connected_is_said_then() {
    let (root, channel) = (root(), MessageChannel::new().unwrap());
    mount(&root, SESSION, rendered()).unwrap();
    while root.query_selector("#phone").unwrap().is_none() {
        next_frame().await;
    }
    api::connect("https://shop.example".into(), channel.port2());
    let ready = heard(&channel.port1(), |m| text(m, "type").as_deref() == Some("event")).await;
    assert_eq!(text(&ready, "name").as_deref(), Some("ready"));
    api::unmount();
    root.remove();
}

#[wasm_bindgen_test]
async fn the_page_can_take_the_checkout_away() {
    let (root, channel) = (root(), MessageChannel::new().unwrap());
    mount(&root, SESSION, rendered()).unwrap();
    api::connect("https://shop.example".into(), channel.port2());
    let _ = heard(&channel.port1(), |m| text(m, "type").as_deref() == Some("event")).await;
    assert!(root.child_element_count() > 0);
    for nonsense in [JsValue::NULL, "unmount".into(), js_sys::Object::new().into()] {
        channel.port1().post_message(&nonsense).unwrap();
    }
    let unmount = js_sys::JSON::parse(r#"{"type":"unmount"}"#).unwrap();
    channel.port1().post_message(&unmount).unwrap();
    while root.child_element_count() > 0 {
        next_frame().await;
    }
    root.remove();
}

#[wasm_bindgen_test]
async fn an_id_that_is_none_is_refused() {
    let root = root();
    assert!(mount(&root, "cs_short", JsValue::NULL).is_err());
    assert_eq!(root.child_element_count(), 0);
    root.remove();
}

pub(crate) async fn next_frame() {
    let promise = Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().request_animation_frame(&resolve).unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}
