//! Asking the gateway that served this page. The session id is the bearer;
//! nothing goes into a URL but the challenge's id.

use carrier_checkout_flow::{Remedy, Reply, Request as Ask, Trouble};
use carrier_checkout_protocol::{Locale, Problem, SessionId, consent::Consent};
use gloo::{events::EventListener, timers::callback::Timeout};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, Request, RequestCache, RequestCredentials, RequestInit, Response};

use super::{
    reader::{Readable, read},
    writer::{Unwritable, write},
};

/// After so long an answer counts as lost. The gateway itself waits up to 20 s for a carrier.
const TIMEOUT_MS: u32 = 25_000;

/// The gateway, for one session.
#[derive(Clone)]
pub struct Gateway {
    bearer: String,
    /// The window's, so that the gateway says what went wrong in it.
    locale: Locale,
    controller: AbortController,
    /// Where it is, when it has not served this page.
    #[cfg(feature = "component")]
    origin: String,
}

impl Gateway {
    /// For that session, in that language. None in a browser that cannot abort a request.
    #[must_use]
    pub fn new(session: &SessionId, locale: Locale) -> Option<Self> {
        Some(Self {
            bearer: format!("Bearer {session}"),
            locale,
            controller: AbortController::new().ok()?,
            #[cfg(feature = "component")]
            origin: String::new(),
        })
    }

    /// The same at that origin.
    #[cfg(feature = "component")]
    #[must_use]
    pub fn at(self, origin: &str) -> Self {
        Self { origin: origin.to_owned(), ..self }
    }

    /// Ends every request under way: their answers are not waited for.
    pub fn abort(&self) {
        self.controller.abort();
    }

    /// Sends a request and gives back what came of it.
    pub async fn ask(&self, ask: &Ask) -> Reply {
        let answer = self.send(&path(ask), post(ask)).await;
        match ask {
            Ask::Load | Ask::Cancel { .. } | Ask::Remedy { .. } => Reply::Checkout(understood(answer)),
            Ask::Challenge { .. } | Ask::Resend { .. } | Ask::Switch { .. } => Reply::Challenge(understood(answer)),
            Ask::Verify { .. } => Reply::Verified(understood(answer)),
        }
    }

    /// Fetches the full text of a consent.
    pub async fn terms(&self, consent: &Consent, locale: &str) -> Option<String> {
        let path = format!("/assets/terms-{}-{locale}-{}.txt", consent.version, consent.kind);
        #[cfg(feature = "component")]
        let path = format!("{}{path}", self.origin);
        let request = Request::new_with_str(&path).ok()?;
        let (response, _ends) = self.fetch(&request).await.filter(|(response, _)| response.ok())?;
        JsFuture::from(response.text().ok()?).await.ok()?.as_string()
    }

    /// The answer's JSON. It does not know what it reads: the same code for every answer is a smaller download.
    async fn send(&self, path: &str, post: Option<Post<'_>>) -> Result<JsValue, Trouble> {
        let request = self.request(path, post).map_err(|_| Trouble::Lost)?;
        let (response, _ends) = self.fetch(&request).await.ok_or_else(unreached)?;
        let json = JsFuture::from(response.json().map_err(|_| Trouble::Lost)?).await.map_err(|_| Trouble::Lost)?;
        if response.ok() {
            return Ok(json);
        }
        Err(read::<Problem>(&json).map_or(Trouble::Lost, Trouble::Problem))
    }

    fn request(&self, path: &str, post: Option<Post<'_>>) -> Result<Request, JsValue> {
        let headers = Headers::new()?;
        headers.set("authorization", &self.bearer)?;
        headers.set("accept-language", self.locale.as_str())?;
        let init = RequestInit::new();
        init.set_credentials(RequestCredentials::Omit);
        init.set_cache(RequestCache::NoStore);
        if let Some(Post { key, body }) = post {
            init.set_method("POST");
            headers.set("idempotency-key", key)?;
            headers.set("content-type", "application/json")?;
            init.set_body(&body.map_err(|_| JsValue::UNDEFINED)?.into());
        }
        init.set_headers(&headers);
        #[cfg(feature = "component")]
        let path = &format!("{}{path}", self.origin);
        Request::new_with_str_and_init(path, &init)
    }

    /// The answer's head, and what ends the rest: a body may stay away, too.
    async fn fetch(&self, request: &Request) -> Option<(Response, Ends)> {
        let own = AbortController::new().ok()?;
        let (ended, timed_out) = (own.clone(), own.clone());
        let on_end = EventListener::once(&self.controller.signal(), "abort", move |_| ended.abort());
        let timeout = Timeout::new(TIMEOUT_MS, move || timed_out.abort());
        let init = RequestInit::new();
        init.set_signal(Some(&own.signal()));
        let response = JsFuture::from(web_sys::window()?.fetch_with_request_and_init(request, &init)).await;
        Some((response.ok()?.dyn_into().ok()?, (on_end, timeout)))
    }
}

/// Ends a request by the window's end, or by its own time, for as long as it is kept.
type Ends = (EventListener, Timeout);

/// Why nothing came back.
fn unreached() -> Trouble {
    let online = web_sys::window().is_none_or(|window| window.navigator().on_line());
    if online { Trouble::Lost } else { Trouble::Offline }
}

/// What goes with a POST.
struct Post<'a> {
    key: &'a str,
    body: Result<String, Unwritable>,
}

fn path(ask: &Ask) -> String {
    match ask {
        Ask::Load => "/v1/checkout".to_owned(),
        Ask::Cancel { .. } => "/v1/checkout/cancel".to_owned(),
        Ask::Remedy { remedy: Remedy::Dispute, .. } => "/v1/checkout/disputes".to_owned(),
        Ask::Remedy { remedy: Remedy::Stop, .. } => "/v1/checkout/monthly/stop".to_owned(),
        Ask::Challenge { .. } => "/v1/checkout/challenges".to_owned(),
        Ask::Resend { challenge, .. } => format!("/v1/checkout/challenges/{challenge}/resend"),
        Ask::Switch { challenge, .. } => format!("/v1/checkout/challenges/{challenge}/switch"),
        Ask::Verify { challenge, .. } => format!("/v1/checkout/challenges/{challenge}/verify"),
    }
}

fn post(ask: &Ask) -> Option<Post<'_>> {
    match ask {
        Ask::Load => None,
        // These say nothing more than their path.
        Ask::Cancel { key } | Ask::Remedy { key, .. } | Ask::Resend { key, .. } => {
            Some(Post { key, body: Ok("{}".to_owned()) })
        }
        Ask::Challenge { key, body } => Some(Post { key, body: write(body) }),
        Ask::Switch { key, body, .. } => Some(Post { key, body: write(body) }),
        Ask::Verify { key, body, .. } => Some(Post { key, body: write(body) }),
    }
}

fn understood<T: Readable>(answer: Result<JsValue, Trouble>) -> Result<T, Trouble> {
    read(&answer?).ok_or(Trouble::Lost)
}
