//! The gateway's word that something has changed (server-sent events). Read by
//! `fetch`, because the browser's own reader of events sends no bearer.

use std::{cell::RefCell, rc::Rc};

use gloo::timers::callback::Timeout;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, Response};

use super::http::Gateway;

/// How long it waits before it opens another stream.
const AGAIN_MS: u32 = 3_000;

/// Listening to the gateway. Dropping it ends that.
#[must_use = "dropping it stops listening"]
pub struct Listening(Rc<Ear>);

struct Ear {
    gateway: Gateway,
    controller: AbortController,
    call: Box<dyn Fn()>,
    again: RefCell<Option<Timeout>>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.controller.abort();
        self.0.again.take();
    }
}

/// Calls whenever the gateway says something, and opens the stream again when it ends.
/// None in a browser that cannot abort a request.
pub fn listen(gateway: Gateway, call: impl Fn() + 'static) -> Option<Listening> {
    let controller = AbortController::new().ok()?;
    let ear = Rc::new(Ear { gateway, controller, call: Box::new(call), again: RefCell::default() });
    open(ear.clone());
    Some(Listening(ear))
}

fn open(ear: Rc<Ear>) {
    spawn_local(async move {
        // A stream that cannot be had (a proxy, an old browser) only means that the flow asks by itself.
        if let Some(response) = ear.gateway.events(&ear.controller).await {
            let _ = hear(&response, &ear).await;
        }
        if !ear.controller.signal().aborted() {
            let next = ear.clone();
            ear.again.replace(Some(Timeout::new(AGAIN_MS, move || open(next))));
        }
    });
}

/// Reads to the end.
async fn hear(response: &Response, ear: &Ear) -> Result<(), JsValue> {
    let body = Reflect::get(response, &"body".into())?;
    let reader = call(&body, "getReader")?;
    loop {
        let piece = JsFuture::from(call(&reader, "read")?.dyn_into::<Promise>()?).await?;
        if Reflect::get(&piece, &"done".into())?.is_truthy() || ear.controller.signal().aborted() {
            return Ok(());
        }
        (ear.call)();
    }
}

fn call(object: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &method.into())?.dyn_into::<Function>()?.call0(object)
}
