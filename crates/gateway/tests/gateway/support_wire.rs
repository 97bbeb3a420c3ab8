//! The wire between gateway and carriers, which a test can cut.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use tokio::net::TcpListener;
use tokio::sync::watch;
use url::Url;

use super::support_sandbox::{Sandbox, http_client};

/// What happens to a request on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The carrier gets it; its answer is lost.
    AnswerLost,
    /// The carrier is asked too often: it does nothing, and says so.
    TooMany,
    /// It hangs on its way to the carrier.
    Hangs,
    /// The carrier gets it; its answer hangs on its way back.
    AnswerHangs,
}

/// What happens while an answer is on its way back.
type Act = Box<dyn FnOnce() + Send>;

/// Between gateway and carriers. Clones are the same wire.
#[derive(Clone)]
pub(crate) struct Wire {
    origin: String,
    state: Arc<WireState>,
}

struct WireState {
    carriers: String,
    http: reqwest::Client,
    cuts: Mutex<Vec<(&'static str, Cut)>>,
    meanwhile: Mutex<Vec<(&'static str, Act)>>,
    seen: watch::Sender<Vec<String>>,
    correlators: Mutex<Vec<String>>,
}

impl Wire {
    pub(crate) async fn to(sandbox: &Sandbox) -> Self {
        let state = Arc::new(WireState {
            carriers: sandbox.origin.clone(),
            http: http_client(),
            cuts: Mutex::default(),
            meanwhile: Mutex::default(),
            seen: watch::Sender::default(),
            correlators: Mutex::default(),
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(forward).with_state(state.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { origin, state }
    }

    pub(crate) fn carriers_url(&self) -> Url {
        Url::parse(&format!("{}/carriers", self.origin)).unwrap()
    }

    /// Cuts the wire for every path with that part.
    pub(crate) fn cut(&self, part: &'static str, cut: Cut) {
        self.state.cuts.lock().unwrap().push((part, cut));
    }

    /// Once the carrier has answered the next request with that part in its path, this happens before the gateway hears
    /// of it.
    pub(crate) fn before_the_answer(&self, part: &'static str, act: impl FnOnce() + Send + 'static) {
        self.state.meanwhile.lock().unwrap().push((part, Box::new(act)));
    }

    /// Mends the wire.
    pub(crate) fn mend(&self) {
        self.state.cuts.lock().unwrap().clear();
    }

    /// How many requests had that part in their path.
    pub(crate) fn count(&self, part: &str) -> usize {
        self.state.seen.borrow().iter().filter(|path| path.contains(part)).count()
    }

    /// What every request so far named itself by.
    pub(crate) fn correlators(&self) -> Vec<String> {
        self.state.correlators.lock().unwrap().clone()
    }

    /// Waits until a request with that part in its path has come by.
    pub(crate) async fn saw(&self, part: &str) {
        let mut seen = self.state.seen.subscribe();
        seen.wait_for(|paths| paths.iter().any(|path| path.contains(part))).await.unwrap();
    }
}

async fn forward(State(state): State<Arc<WireState>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let cut = state.cuts.lock().unwrap().iter().find(|(part, _)| path.contains(part)).map(|(_, cut)| *cut);
    let correlator = request.headers().get("x-correlator").map(|value| value.to_str().unwrap().to_owned());
    state.correlators.lock().unwrap().extend(correlator);
    state.seen.send_modify(|seen| seen.push(path.clone()));
    match cut {
        Some(Cut::Hangs) => std::future::pending().await,
        Some(Cut::AnswerHangs) => {
            let _ = pass(&state, request).await;
            std::future::pending().await
        }
        Some(Cut::TooMany) => StatusCode::TOO_MANY_REQUESTS.into_response(),
        Some(Cut::AnswerLost) => {
            let _ = pass(&state, request).await;
            StatusCode::BAD_GATEWAY.into_response()
        }
        // A connection that the carrier drops is a bad gateway's, too.
        None => {
            let answer = pass(&state, request).await;
            if let Some(act) = state.next_act(&path) {
                act();
            }
            answer.unwrap_or_else(|_| StatusCode::BAD_GATEWAY.into_response())
        }
    }
}

impl WireState {
    fn next_act(&self, path: &str) -> Option<Act> {
        let mut acts = self.meanwhile.lock().unwrap();
        let at = acts.iter().position(|(part, _)| path.contains(part))?;
        Some(acts.remove(at).1)
    }
}

async fn pass(state: &WireState, request: Request) -> Result<Response, reqwest::Error> {
    let (parts, body) = request.into_parts();
    let url = format!("{}{}", state.carriers, parts.uri);
    let body = to_bytes(body, 1 << 20).await.unwrap();
    let mut headers = parts.headers;
    headers.remove("host");
    let answer = state.http.request(parts.method, url).headers(headers).body(body).send().await?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = answer.status();
    if let Some(media_type) = answer.headers().get("content-type") {
        response.headers_mut().insert("content-type", media_type.clone());
    }
    *response.body_mut() = Body::from(answer.bytes().await?);
    Ok(response)
}
