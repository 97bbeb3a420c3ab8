//! How a request reaches a carrier and an answer comes back.

use std::sync::Arc;
use std::time::Duration;

use carrier_checkout_protocol::Carrier;
use reqwest::redirect::Policy;
use serde_json::Value;
use tokio::time::{Instant, timeout};
use url::Url;

use super::call::Call;
use super::config::{CarriersConfig, CarriersConfigError, checked_base};
use super::mapping::Mapping;
use super::operation::Operation;
use super::refusal::Refusal;
use super::token::{Token, Tokens};
use super::wire::{Answer, TokenGranted};
use crate::metrics::Metrics;

/// The carriers. Cheap to clone; the clones share tokens and connections.
#[derive(Clone)]
pub struct Carriers(Arc<Shared>, Option<Metrics>);

struct Shared {
    config: CarriersConfig,
    base: Url,
    http: reqwest::Client,
    tokens: Tokens,
    mapping: Mapping,
}

/// A request below a carrier's root: POST with a body, GET without.
pub(super) struct Ask<'a> {
    pub(super) operation: Operation,
    pub(super) path: &'a [&'a str],
    pub(super) query: &'a [(&'a str, &'a str)],
    pub(super) body: Option<Value>,
}

/// No answer that is read is longer.
const LONGEST_ANSWER: usize = 1 << 20;

impl Carriers {
    /// Prepares to speak to the carriers; nothing is sent yet.
    ///
    /// # Errors
    /// When the configuration or the table of answers is wrong.
    pub fn new(config: CarriersConfig) -> Result<Self, CarriersConfigError> {
        // Fails when another part of the process has chosen already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .connect_timeout(config.timeout.min(Duration::from_secs(5)))
            .timeout(config.timeout)
            .redirect(Policy::none())
            .user_agent("carrier-checkout-gateway")
            .build()
            .map_err(CarriersConfigError::Client)?;
        let (base, mapping) = (checked_base(&config.base_url)?, Mapping::built_in()?);
        Ok(Self(Arc::new(Shared { config, base, http, tokens: Tokens::new(), mapping }), None))
    }

    /// With every request measured.
    pub(crate) fn watched(self, metrics: &Metrics) -> Self {
        Self(self.0, Some(metrics.clone()))
    }

    /// Asks and gives back whatever is answered. A token that is refused is
    /// replaced once: the carrier did nothing with that request.
    pub(super) async fn ask(&self, call: &Call<'_>, ask: &Ask<'_>) -> Result<Answer, Refusal> {
        let token = self.token(call, ask.operation, None).await?;
        let answer = self.send(call, ask, token.as_deref()).await?;
        if answer.status != 401 || token.is_none() {
            return Ok(answer);
        }
        let token = self.token(call, ask.operation, token.as_deref()).await?;
        self.send(call, ask, token.as_deref()).await
    }

    /// Sends a form to an endpoint that asks for the client itself, not for a token.
    pub(super) async fn ask_as_client(
        &self,
        call: &Call<'_>,
        operation: Operation,
        path: &[&str],
        form: &[(&str, &str)],
    ) -> Result<Answer, Refusal> {
        let request = self
            .request(call, reqwest::Method::POST, self.url(call.carrier, path, &[]))
            .basic_auth(&self.0.config.client_id, Some(&self.0.config.client_secret))
            .form(form);
        self.answer(call.carrier, operation, request).await
    }

    /// What an answer means that is not the hoped-for one.
    pub(super) fn refusal(&self, call: &Call<'_>, operation: Operation, answer: &Answer) -> Refusal {
        Refusal::answered(&self.0.mapping, call.carrier, operation, answer)
    }

    async fn token(
        &self,
        call: &Call<'_>,
        operation: Operation,
        refused: Option<&str>,
    ) -> Result<Option<String>, Refusal> {
        let Some(scope) = operation.scope() else { return Ok(None) };
        let grant = async || {
            let asked = Instant::now();
            let form = [("grant_type", "client_credentials"), ("scope", scope.name())];
            // Whatever becomes of it, no line and no bill was touched.
            let harmless = |refusal| Refusal { certain: true, ..refusal };
            let asking = self.ask_as_client(call, Operation::Token, &["oauth2", "token"], &form);
            let answer = asking.await.map_err(harmless)?;
            match answer.read::<TokenGranted>(200) {
                Some(granted) => Ok(Token::granted(granted.access_token, asked, granted.expires_in)),
                None => Err(harmless(self.refusal(call, Operation::Token, &answer))),
            }
        };
        // While a carrier gives no tokens, a request waits for its own time
        // only, not for those of all the requests before it.
        match timeout(self.0.config.timeout, self.0.tokens.get(call.carrier, scope, refused, grant)).await {
            Ok(token) => token.map(Some),
            Err(_) => Err(Refusal::unanswered(call.carrier, Operation::Token, "TIMEOUT", true)),
        }
    }

    async fn send(&self, call: &Call<'_>, ask: &Ask<'_>, token: Option<&str>) -> Result<Answer, Refusal> {
        let url = self.url(call.carrier, ask.path, ask.query);
        let method = if ask.body.is_some() { reqwest::Method::POST } else { reqwest::Method::GET };
        let mut request = self.request(call, method, url);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = &ask.body {
            request = request.json(body);
        }
        self.answer(call.carrier, ask.operation, request).await
    }

    pub(super) fn http(&self) -> &reqwest::Client {
        &self.0.http
    }

    pub(super) fn config(&self) -> &CarriersConfig {
        &self.0.config
    }

    fn request(&self, call: &Call<'_>, method: reqwest::Method, url: Url) -> reqwest::RequestBuilder {
        let request = self.0.http.request(method, url).header("accept", "application/json");
        if is_correlator(call.correlator) { request.header("x-correlator", call.correlator) } else { request }
    }

    pub(super) fn url(&self, carrier: Carrier, path: &[&str], query: &[(&str, &str)]) -> Url {
        let mut url = self.0.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.push(&carrier.billed_by().as_str().to_lowercase()).extend(path);
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }

    async fn answer(
        &self,
        carrier: Carrier,
        operation: Operation,
        request: reqwest::RequestBuilder,
    ) -> Result<Answer, Refusal> {
        let began = Instant::now();
        let answered = receive(request).await;
        if let Some(metrics) = &self.1 {
            let outcome = match &answered {
                Ok(answer) => answer.outcome(),
                Err(lost) => lost.outcome,
            };
            metrics.carrier_asked(carrier, operation.name(), outcome, began.elapsed());
        }
        answered.map_err(|lost| Refusal::unanswered(carrier, operation, lost.word, lost.certain))
    }
}

/// Why there is no answer.
struct Lost {
    word: &'static str,
    outcome: &'static str,
    /// Whether the carrier never heard of the request.
    certain: bool,
}

impl From<reqwest::Error> for Lost {
    fn from(error: reqwest::Error) -> Self {
        let (word, outcome, certain) = if error.is_builder() {
            ("UNSENT", "unsent", true)
        } else if error.is_connect() {
            ("UNREACHABLE", "unreachable", true)
        } else if error.is_timeout() {
            ("TIMEOUT", "timeout", false)
        } else {
            ("LOST", "lost", false)
        };
        Self { word, outcome, certain }
    }
}

async fn receive(request: reqwest::RequestBuilder) -> Result<Answer, Lost> {
    let mut response = request.send().await?;
    let (status, mut body) = (response.status().as_u16(), Vec::new());
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
        if body.len() > LONGEST_ANSWER {
            return Err(Lost { word: "TOO_LONG", outcome: "lost", certain: false });
        }
    }
    Ok(Answer { status, body })
}

/// CAMARA's pattern of `x-correlator`.
fn is_correlator(text: &str) -> bool {
    text.len() <= 256 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_:;./<>{}".contains(&b))
}
