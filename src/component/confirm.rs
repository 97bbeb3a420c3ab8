//! Posting the token: what www/sdk/src/confirm.ts is to the frame.

use std::{future::Future, pin::Pin, rc::Rc};

use carrier_checkout_protocol::embed::{ConfirmOutcome, ConfirmRequest};
use gloo::timers::callback::Timeout;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, Headers, Request, RequestInit, RequestRedirect, Response, Url};

use super::CheckoutProps;
use crate::effect::writer::write;

/// The window may not make the page wait for longer than this.
const LONGEST_TIMEOUT_MS: u32 = 120_000;

type Confirming = Pin<Box<dyn Future<Output = ConfirmOutcome>>>;

/// Has a token exchanged in a way of the page's own, and says what came of it. The same key is the same request,
/// however often it comes. What it says is a hint: the gateway's record is the truth.
#[derive(Clone)]
pub struct Confirm(Rc<dyn Fn(ConfirmRequest) -> Confirming>);

impl Confirm {
    /// Calls that function.
    pub fn new<F: Future<Output = ConfirmOutcome> + 'static>(call: impl Fn(ConfirmRequest) -> F + 'static) -> Self {
        Self(Rc::new(move |request| Box::pin(call(request))))
    }
}

impl PartialEq for Confirm {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The requests under way. Dropping them gives them up, without an answer.
#[derive(Default)]
pub(super) struct Confirms(Vec<Running>);

struct Running {
    key: String,
    tickets: Vec<u32>,
    controller: Option<AbortController>,
    _timeout: Timeout,
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

impl Confirms {
    /// Begins, and says with the request's key what came of it. A key that is under way already is not begun again.
    pub(super) fn begin(
        &mut self,
        props: &CheckoutProps,
        request: ConfirmRequest,
        ended: impl Fn(String, ConfirmOutcome) + Clone + 'static,
    ) {
        let (key, ticket) = (request.idempotency_key.clone(), request.ticket);
        if let Some(running) = self.0.iter_mut().find(|running| running.key == key) {
            running.tickets.push(ticket);
            return;
        }
        let wait = request.timeout_ms.min(LONGEST_TIMEOUT_MS);
        let controller = AbortController::new().ok();
        let outcome = match (&props.onconfirm, props.confirm_url.as_deref().and_then(of_this_origin)) {
            (Some(confirm), _) => (confirm.0)(request),
            (None, Some(url)) => Box::pin(post(url, request, controller.clone())),
            (None, None) => Box::pin(async { ConfirmOutcome::NotConfigured }),
        };
        let timed_out = {
            let (key, ended) = (key.clone(), ended.clone());
            Timeout::new(wait, move || ended(key, ConfirmOutcome::TimedOut))
        };
        self.0.push(Running { key: key.clone(), tickets: vec![ticket], controller, _timeout: timed_out });
        spawn_local(async move { ended(key, outcome.await) });
    }

    /// The tickets of what has ended; none when it had ended before.
    pub(super) fn end(&mut self, key: &str) -> Vec<u32> {
        let at = self.0.iter().position(|running| running.key == key);
        at.map(|at| core::mem::take(&mut self.0.swap_remove(at).tickets)).unwrap_or_default()
    }
}

async fn post(url: String, request: ConfirmRequest, controller: Option<AbortController>) -> ConfirmOutcome {
    let answer = async {
        let init = RequestInit::new();
        init.set_method("POST");
        // Following one would turn the POST into a GET, whose 200 (a sign-in page, say) proves nothing.
        init.set_redirect(RequestRedirect::Manual);
        // A shopper who leaves now has still paid: let the merchant hear of it.
        Reflect::set(&init, &"keepalive".into(), &true.into())?;
        init.set_signal(controller.as_ref().map(AbortController::signal).as_ref());
        let headers = Headers::new()?;
        headers.set("content-type", "application/json")?;
        headers.set("idempotency-key", &request.idempotency_key)?;
        init.set_headers(&headers);
        init.set_body(&write(&request.body).map_err(|_| JsValue::UNDEFINED)?.into());
        let request = Request::new_with_str_and_init(&url, &init)?;
        let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
        JsFuture::from(window.fetch_with_request(&request)).await?.dyn_into::<Response>()
    };
    answer.await.map_or(ConfirmOutcome::NetworkError, |response| outcome_of(response.status()))
}

/// What an answer's status says; a redirect that was not followed has 0.
const fn outcome_of(status: u16) -> ConfirmOutcome {
    match status {
        200..300 => ConfirmOutcome::Accepted,
        500.. => ConfirmOutcome::ServerError,
        _ => ConfirmOutcome::Refused,
    }
}

/// The address as a whole, if it is one of the page's own origin: only there do the page's cookies say who pays.
pub(super) fn of_this_origin(url: &str) -> Option<String> {
    let window = web_sys::window()?;
    let base = window.document()?.base_uri().ok()??;
    let url = Url::new_with_base(url, &base).ok()?;
    (url.origin() == window.location().origin().ok()?).then(|| url.href())
}
