//! The gateway's word that something has changed (server-sent events). Read by
//! `fetch`, because the browser's own reader of events sends no bearer.

use std::{cell::Cell, rc::Rc};

use gloo::timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;

use super::http::Gateway;

/// How long it waits before it opens another stream.
const AGAIN_MS: u32 = 3_000;

/// Listening to the gateway. Dropping it ends that with the next word.
#[must_use = "dropping it stops listening"]
pub struct Listening {
    stopped: Rc<Cell<bool>>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.stopped.set(true);
    }
}

/// Calls whenever the gateway says something, and opens the stream again when it ends.
pub fn listen(gateway: Gateway, call: impl Fn() + 'static) -> Listening {
    let stopped = Rc::new(Cell::new(false));
    let ended = stopped.clone();
    spawn_local(async move {
        while !ended.get() {
            // A stream that cannot be had (a proxy, an old browser) only means that the flow asks by itself.
            if let Some(response) = gateway.events().await {
                let _ = hear(&response, &|| {
                    if !ended.get() {
                        call();
                    }
                    ended.get()
                })
                .await;
            }
            TimeoutFuture::new(AGAIN_MS).await;
        }
    });
    Listening { stopped }
}

/// Reads to the end, or until `heard` says that it is enough.
async fn hear(response: &Response, heard: &dyn Fn() -> bool) -> Result<(), JsValue> {
    let body = Reflect::get(response, &"body".into())?;
    let reader = call(&body, "getReader")?;
    loop {
        let piece = JsFuture::from(call(&reader, "read")?.dyn_into::<Promise>()?).await?;
        if Reflect::get(&piece, &"done".into())?.is_truthy() || heard() {
            call(&reader, "cancel")?;
            return Ok(());
        }
    }
}

fn call(object: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &method.into())?.dyn_into::<Function>()?.call0(object)
}
