//! What the window hears from outside: what www/frame/hearing.ts is to the frame. Messages with a code are not heard:
//! they are bound to the gateway's origin, which this page's mostly is not.

use std::{cell::RefCell, rc::Rc};

use carrier_checkout_protocol::SessionId;
use gloo::{events::EventListener, timers::callback::Timeout};
use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, Request, RequestCache, RequestCredentials, RequestInit,
    Response,
};

/// How long it waits before it opens another stream.
const AGAIN_MS: u32 = 3_000;

type Listen = Closure<dyn Fn(String, Function) -> JsValue>;

/// The ears of one window; deaf once they are dropped.
pub(super) struct Ears(Listen);

impl Ears {
    /// For that session at that gateway.
    pub(super) fn new(gateway: String, session: SessionId) -> Self {
        Self(Closure::new(move |name: String, call: Function| match name.as_str() {
            "wake" => until_called(wake(&call)),
            "words" => until_called(Words::listen(&gateway, &session, call)),
            _ => JsValue::UNDEFINED,
        }))
    }

    /// As the driver takes them.
    pub(super) fn function(&self) -> Function {
        self.0.as_ref().unchecked_ref::<Function>().clone()
    }
}

/// A function that lets go of it. Whoever listens calls that once.
fn until_called<T: 'static>(held: T) -> JsValue {
    Closure::once_into_js(move || drop(held))
}

/// Shown again, back from the history, online again.
fn wake(call: &Function) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let Some(document) = window.document() else { return Vec::new() };
    let said = |call: &Function| {
        let _ = call.call0(&JsValue::UNDEFINED);
    };
    let (online, back, shown) = (call.clone(), call.clone(), call.clone());
    let page = document.clone();
    vec![
        EventListener::new(&window, "online", move |_| said(&online)),
        EventListener::new(&window, "pageshow", move |event| {
            if Reflect::get(event, &"persisted".into()).is_ok_and(|persisted| persisted.is_truthy()) {
                said(&back);
            }
        }),
        EventListener::new(&document, "visibilitychange", move |_| {
            if !page.hidden() {
                said(&shown);
            }
        }),
    ]
}

/// Server-sent events by `fetch`: the browser's own reader of them sends no bearer. A stream that cannot be had only
/// means that the window asks by itself.
struct Words(Rc<Stream>);

struct Stream {
    url: String,
    bearer: String,
    call: Function,
    controller: Option<AbortController>,
    again: RefCell<Option<Timeout>>,
}

impl Drop for Words {
    fn drop(&mut self) {
        self.0.again.take();
        if let Some(controller) = &self.0.controller {
            controller.abort();
        }
    }
}

impl Words {
    fn listen(gateway: &str, session: &SessionId, call: Function) -> Self {
        let stream = Rc::new(Stream {
            url: format!("{gateway}/v1/checkout/events"),
            bearer: format!("Bearer {session}"),
            call,
            controller: AbortController::new().ok(),
            again: RefCell::default(),
        });
        Stream::open(&stream);
        Self(stream)
    }
}

impl Stream {
    fn open(self: &Rc<Self>) {
        let stream = self.clone();
        spawn_local(async move {
            let _ = stream.read().await;
            if stream.controller.as_ref().is_none_or(|controller| controller.signal().aborted()) {
                return;
            }
            let weak = Rc::downgrade(&stream);
            let again = Timeout::new(AGAIN_MS, move || {
                if let Some(stream) = weak.upgrade() {
                    stream.open();
                }
            });
            stream.again.replace(Some(again));
        });
    }

    async fn read(&self) -> Result<(), JsValue> {
        let headers = Headers::new()?;
        headers.set("authorization", &self.bearer)?;
        let init = RequestInit::new();
        init.set_headers(&headers);
        init.set_credentials(RequestCredentials::Omit);
        init.set_cache(RequestCache::NoStore);
        init.set_signal(self.controller.as_ref().map(AbortController::signal).as_ref());
        let request = Request::new_with_str_and_init(&self.url, &init)?;
        let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
        let response: Response = JsFuture::from(window.fetch_with_request(&request)).await?.dyn_into()?;
        let body = response.body().filter(|_| response.ok()).ok_or(JsValue::UNDEFINED)?;
        let reader: ReadableStreamDefaultReader = body.get_reader().dyn_into()?;
        while !Reflect::get(&JsFuture::from(reader.read()).await?, &"done".into())?.is_truthy() {
            self.call.call0(&JsValue::UNDEFINED)?;
        }
        Ok(())
    }
}
