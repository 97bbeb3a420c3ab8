//! A client with as little of its own as can be: what it costs is taken from the gateway's machine.

use anyhow::Context as _;
use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client as Pooled;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

/// Speaks to one gateway; cheap to clone.
#[derive(Clone)]
pub(crate) struct Client {
    pooled: Pooled<HttpConnector, Full<Bytes>>,
    authority: String,
}

/// A request of a whole checkout.
pub(crate) struct Ask<'a> {
    pub(crate) path: &'a str,
    /// The merchant's key, or the window's session; none for a page.
    pub(crate) bearer: Option<&'a str>,
    /// Where the shopper is, as the operator's proxy writes it.
    pub(crate) address: &'a str,
    /// With its `Idempotency-Key`; none is a GET.
    pub(crate) body: Option<(&'a str, String)>,
}

impl Client {
    pub(crate) fn to(authority: String) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self { pooled: Pooled::builder(TokioExecutor::new()).build(connector), authority }
    }

    /// The answer's body, if it is of that status.
    pub(crate) async fn ask(&self, ask: Ask<'_>, expected: StatusCode) -> anyhow::Result<Bytes> {
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
        let request = match ask.body {
            None => request.method(Method::GET).body(Full::default()),
            Some((key, body)) => request
                .method(Method::POST)
                .header(CONTENT_TYPE, "application/json")
                .header("idempotency-key", key)
                .body(Full::from(body)),
        }?;
        let response = self.pooled.request(request).await.context(ask.path.to_owned())?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        anyhow::ensure!(status == expected, "{} answered {status}: {}", ask.path, String::from_utf8_lossy(&body));
        Ok(body)
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
