//! Asking the gateway that served this page. The session id is the bearer;
//! nothing goes into a URL but the challenge's id.

use carrier_checkout_flow::{Reply, Request as Ask, Trouble};
use carrier_checkout_protocol::{Problem, SessionId, consent::Consent};
use gloo::{events::EventListener, timers::callback::Timeout};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, Request, RequestCache, RequestCredentials, RequestInit, Response};

use super::{reader::read, writer::write};

/// After so long an answer counts as lost. The gateway itself waits up to 20 s for a carrier.
const TIMEOUT_MS: u32 = 25_000;

/// The gateway, for one session.
#[derive(Clone)]
pub struct Gateway {
    bearer: String,
    controller: AbortController,
}

impl Gateway {
    /// For that session. None in a browser that cannot abort a request.
    #[must_use]
    pub fn new(session: &SessionId) -> Option<Self> {
        Some(Self { bearer: format!("Bearer {session}"), controller: AbortController::new().ok()? })
    }

    /// Ends every request under way: their answers are not waited for.
    pub fn abort(&self) {
        self.controller.abort();
    }

    /// Sends a request and gives back what came of it.
    pub async fn ask(&self, ask: &Ask) -> Reply {
        match ask {
            Ask::Load => Reply::Checkout(self.send("GET", "/v1/checkout", None, &()).await),
            Ask::Cancel { key } => {
                Reply::Checkout(self.send("POST", "/v1/checkout/cancel", Some(key), &Empty {}).await)
            }
            Ask::Challenge { key, body } => {
                Reply::Challenge(self.send("POST", "/v1/checkout/challenges", Some(key), body).await)
            }
            Ask::Resend { key, challenge } => {
                let path = format!("/v1/checkout/challenges/{challenge}/resend");
                Reply::Challenge(self.send("POST", &path, Some(key), &Empty {}).await)
            }
            Ask::Verify { key, challenge, body } => {
                let path = format!("/v1/checkout/challenges/{challenge}/verify");
                Reply::Verified(self.send("POST", &path, Some(key), body).await)
            }
        }
    }

    /// Fetches the full text of a consent.
    pub async fn terms(&self, consent: &Consent, locale: &str) -> Option<String> {
        let path = format!("/assets/terms-{}-{locale}-{}.txt", consent.version, consent.kind);
        let request = Request::new_with_str(&path).ok()?;
        let response = self.fetch(&request).await.filter(Response::ok)?;
        JsFuture::from(response.text().ok()?).await.ok()?.as_string()
    }

    async fn send<T: DeserializeOwned>(
        &self,
        method: &str,
        path: &str,
        key: Option<&str>,
        body: &impl Serialize,
    ) -> Result<T, Trouble> {
        let request = self.request(method, path, key, body).map_err(|_| Trouble::Lost)?;
        let response = self.fetch(&request).await.ok_or(Trouble::Lost)?;
        let json = JsFuture::from(response.json().map_err(|_| Trouble::Lost)?).await.map_err(|_| Trouble::Lost)?;
        if response.ok() {
            return read(json).map_err(|_| Trouble::Lost);
        }
        Err(read::<Problem>(json).map_or(Trouble::Lost, Trouble::Problem))
    }

    fn request(&self, method: &str, path: &str, key: Option<&str>, body: &impl Serialize) -> Result<Request, JsValue> {
        let headers = Headers::new()?;
        headers.set("authorization", &self.bearer)?;
        let init = RequestInit::new();
        init.set_method(method);
        init.set_credentials(RequestCredentials::Omit);
        init.set_cache(RequestCache::NoStore);
        if let Some(key) = key {
            headers.set("idempotency-key", key)?;
            headers.set("content-type", "application/json")?;
            let body = write(body).map_err(|_| JsValue::UNDEFINED)?;
            init.set_body(&body.into());
        }
        init.set_headers(&headers);
        Request::new_with_str_and_init(path, &init)
    }

    async fn fetch(&self, request: &Request) -> Option<Response> {
        // Ended by its own time, or by the window's end.
        let own = AbortController::new().ok()?;
        let (ended, timed_out) = (own.clone(), own.clone());
        let on_end = EventListener::once(&self.controller.signal(), "abort", move |_| ended.abort());
        let timeout = Timeout::new(TIMEOUT_MS, move || timed_out.abort());
        let init = RequestInit::new();
        init.set_signal(Some(&own.signal()));
        let response = JsFuture::from(web_sys::window()?.fetch_with_request_and_init(request, &init)).await;
        drop((on_end, timeout));
        response.ok()?.dyn_into().ok()
    }
}

/// `{}`: a POST that says nothing more than its path.
#[derive(Serialize)]
struct Empty {}
