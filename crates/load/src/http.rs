//! A client with as little of its own as can be: what it costs is taken from the gateway's machine.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST};
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client as Pooled;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use tokio::time::sleep;

/// Speaks to one gateway; cheap to clone.
#[derive(Clone)]
pub(crate) struct Client {
    pooled: Pooled<HttpConnector, Full<Bytes>>,
    authority: String,
    patience: Option<Patience>,
}

/// Comes again when it is told to, as often as it has to; cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Patience {
    /// How often requests were turned away.
    pub(crate) shed: Arc<AtomicU64>,
    /// How often a connection broke, or there was none.
    pub(crate) broken: Arc<AtomicU64>,
}

/// How often one request comes again at most.
const TIMES: u32 = 400;

/// A request of a whole checkout.
#[derive(Clone)]
pub(crate) struct Ask<'a> {
    pub(crate) path: &'a str,
    /// The merchant's key, or the window's session; none for a page.
    pub(crate) bearer: Option<&'a str>,
    /// Where the shopper is, as the operator's proxy writes it.
    pub(crate) address: &'a str,
    /// With its `Idempotency-Key`; none is a GET.
    pub(crate) body: Option<(&'a str, String)>,
    /// What a browser sends back to the shop that has set it.
    pub(crate) cookie: Option<&'a str>,
}

/// Whatever was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// A text of the JSON, by its pointer; none where there is none.
    pub(crate) fn text(&self, pointer: &str) -> Option<String> {
        let json: Value = serde_json::from_slice(&self.body).ok()?;
        Some(json.pointer(pointer)?.as_str()?.to_owned())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl<'a> Ask<'a> {
    /// What a browser asks for by its address.
    pub(crate) const fn get(path: &'a str) -> Self {
        Self { path, bearer: None, address: "127.0.0.1", body: None, cookie: None }
    }
}

impl Client {
    pub(crate) fn to(authority: String) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self { pooled: Pooled::builder(TokioExecutor::new()).build(connector), authority, patience: None }
    }

    /// The same, which comes again where it is turned away.
    pub(crate) fn patient(self, patience: Patience) -> Self {
        Self { patience: Some(patience), ..self }
    }

    /// The answer's body, if it is of that status.
    pub(crate) async fn ask(&self, ask: Ask<'_>, expected: StatusCode) -> anyhow::Result<Bytes> {
        let path = ask.path;
        let Answer { status, body, .. } = match &self.patience {
            None => self.send(ask).await?,
            Some(patience) => self.until_taken(ask, patience).await?,
        };
        anyhow::ensure!(status == expected, "{path} answered {status}: {}", String::from_utf8_lossy(&body));
        Ok(body)
    }

    /// Asks until it is not turned away: 429 and 503 say when to come again, and whoever finds no place comes again, too.
    async fn until_taken(&self, ask: Ask<'_>, patience: &Patience) -> anyhow::Result<Answer> {
        for _ in 0..TIMES {
            let pause = match self.send(ask.clone()).await {
                Ok(answer) if matches!(answer.status.as_u16(), 429 | 503) => {
                    patience.shed.fetch_add(1, Ordering::Relaxed);
                    let after = answer.header("retry-after").and_then(|after| after.parse::<u64>().ok());
                    Duration::from_secs(after.with_context(|| format!("{} without Retry-After", answer.status))?)
                }
                Ok(answer) if answer.text("/code").as_deref() == Some("idempotency_in_flight") => Duration::ZERO,
                Ok(answer) => return Ok(answer),
                Err(_) => {
                    patience.broken.fetch_add(1, Ordering::Relaxed);
                    Duration::ZERO
                }
            };
            // Not all at once.
            sleep(pause + Duration::from_millis(fastrand::u64(50..500))).await;
        }
        anyhow::bail!("{} turns away for ever", ask.path)
    }

    /// The answer, whatever it is.
    pub(crate) async fn send(&self, ask: Ask<'_>) -> anyhow::Result<Answer> {
        let uri = Uri::builder().scheme("http").authority(self.authority.as_str()).path_and_query(ask.path).build()?;
        let mut request = Request::builder()
            .uri(uri)
            .header(HOST, &self.authority)
            .header("x-forwarded-for", ask.address)
            .header(ACCEPT_ENCODING, "gzip, deflate, br, zstd")
            .header(ACCEPT_LANGUAGE, "ko-KR,ko;q=0.9");
        if let Some(bearer) = ask.bearer {
            request = request.header(AUTHORIZATION, format!("Bearer {bearer}"));
        }
        if let Some(cookie) = ask.cookie {
            request = request.header(COOKIE, cookie);
        }
        let request = match ask.body {
            None => request.method(Method::GET).body(Full::default()),
            Some((key, body)) => request
                .method(Method::POST)
                .header(CONTENT_TYPE, "application/json")
                .header("idempotency-key", key)
                .body(Full::from(body)),
        }?;
        let response = self.pooled.request(request).await.context(ask.path.to_owned())?;
        let (parts, body) = response.into_parts();
        Ok(Answer { status: parts.status, headers: parts.headers, body: body.collect().await?.to_bytes() })
    }

    /// The same, read as JSON.
    pub(crate) async fn json(&self, ask: Ask<'_>, expected: StatusCode) -> anyhow::Result<Value> {
        Ok(serde_json::from_slice(&self.ask(ask, expected).await?)?)
    }
}

/// A text of an answer, by its JSON pointer.
pub(crate) fn text(answer: &Value, pointer: &str) -> anyhow::Result<String> {
    let found = answer.pointer(pointer).and_then(Value::as_str);
    Ok(found.with_context(|| format!("no {pointer} in {answer}"))?.to_owned())
}
