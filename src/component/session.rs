//! A session that the merchant's backend makes when it is needed: what www/sdk/src/more/ask.ts is to the frame.

use carrier_checkout_protocol::SessionId;
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, Headers, Request, RequestCredentials, RequestInit, RequestRedirect, Response};

use super::confirm::of_this_origin;

/// How long the merchant's backend may take, each time.
const ANSWER_WITHIN_MS: u32 = 15_000;

/// A session is being asked for. Dropping it gives that up.
pub(super) struct Asking(AbortController);

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Asking {
    /// Asks at most twice, with the same key: a session made for an answer that was lost is not made twice.
    pub(super) fn begin(url: &str, key: String, answered: impl Fn(Option<SessionId>) + 'static) -> Option<Self> {
        let url = of_this_origin(url)?;
        let gone = AbortController::new().ok()?;
        let signal = gone.signal();
        spawn_local(async move {
            let mut session = None;
            for _ in 0..2 {
                if let Answer::Said(said) = post(&url, &key, &signal).await {
                    session = said;
                    break;
                }
                if signal.aborted() {
                    return;
                }
            }
            answered(session);
        });
        Some(Self(gone))
    }
}

enum Answer {
    /// The session that it names, if it names one.
    Said(Option<SessionId>),
    /// None: the same request may be sent again.
    Lost,
}

async fn post(url: &str, key: &str, gone: &web_sys::AbortSignal) -> Answer {
    let Ok(own) = AbortController::new() else { return Answer::Lost };
    let (ended, timed_out) = (own.clone(), own.clone());
    let _on_end = gloo::events::EventListener::once(gone, "abort", move |_| ended.abort());
    let _timeout = Timeout::new(ANSWER_WITHIN_MS, move || timed_out.abort());
    let answer = async {
        let init = RequestInit::new();
        init.set_method("POST");
        init.set_credentials(RequestCredentials::SameOrigin);
        // A sign-in page, say, is no answer.
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(Some(&own.signal()));
        let headers = Headers::new()?;
        headers.set("content-type", "application/json")?;
        headers.set("idempotency-key", key)?;
        init.set_headers(&headers);
        init.set_body(&"{}".into());
        let request = Request::new_with_str_and_init(url, &init)?;
        let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
        let response: Response = JsFuture::from(window.fetch_with_request(&request)).await?.dyn_into()?;
        if response.status() >= 500 {
            return Err(JsValue::UNDEFINED);
        }
        Ok::<_, JsValue>(JsFuture::from(response.json()?).await.unwrap_or(JsValue::UNDEFINED))
    };
    match answer.await {
        Ok(json) => Answer::Said(session_in(&json)),
        Err(_) => Answer::Lost,
    }
}

fn session_in(json: &JsValue) -> Option<SessionId> {
    let session = Reflect::get(json, &"session".into()).ok()?.as_string()?;
    SessionId::parse(&session).ok()
}
