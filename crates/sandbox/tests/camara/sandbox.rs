//! A sandbox of a scenario's own, that listens.

use std::sync::Arc;

use carrier_checkout_sandbox::{CLIENT_ID, CLIENT_SECRET, ManualClock, Rules, SandboxState, serve};
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, Response, Url};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A sandbox and who talks to it.
#[derive(Debug)]
pub(crate) struct Sandbox {
    origin: String,
    client: Client,
    pub(crate) clock: Arc<ManualClock>,
    server: JoinHandle<std::io::Result<()>>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Sandbox {
    pub(crate) async fn start(rules: Rules) -> Self {
        // Another scenario may have been faster.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let clock = Arc::new(ManualClock::default());
        let state = SandboxState::in_memory().await.unwrap().with_clock(clock.clone()).with_rules(rules);
        let server = tokio::spawn(serve(listener, state, std::future::pending()));
        Self { origin, client: Client::builder().no_proxy().build().unwrap(), clock, server }
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        query: &[(String, String)],
        headers: HeaderMap,
        body: Option<String>,
    ) -> Answer {
        let method = Method::from_bytes(method.to_ascii_uppercase().as_bytes()).unwrap();
        let mut url = Url::parse(&format!("{}{path}", self.origin)).unwrap();
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let mut request = self.client.request(method, url).headers(headers);
        if let Some(body) = body {
            request = request.body(body);
        }
        Answer::read(request.send().await.unwrap()).await
    }

    /// A token of a carrier for one scope; without one, for all.
    pub(crate) async fn token(&self, carrier: &str, scope: Option<&str>) -> String {
        let mut form = vec![("grant_type", "client_credentials"), ("client_id", CLIENT_ID)];
        form.push(("client_secret", CLIENT_SECRET));
        form.extend(scope.map(|scope| ("scope", scope)));
        let request = self.client.post(format!("{}/carriers/{carrier}/oauth2/token", self.origin)).form(&form);
        let answer = Answer::read(request.send().await.unwrap()).await;
        answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("no token: {}", answer.text)).to_owned()
    }

    /// The code in the last message that a phone received.
    pub(crate) async fn last_code(&self, number: &str) -> String {
        let path = format!("/phones/{number}/messages");
        let messages = self.send("get", &path, &[], HeaderMap::new(), None).await.json();
        messages.as_array().and_then(|all| all.last()?["code"].as_str()).expect("a code on the phone").to_owned()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Answer {
    async fn read(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, text: response.text().await.unwrap() }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
