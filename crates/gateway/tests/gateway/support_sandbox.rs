//! The outside world of a test: the sandbox's carriers and phones, in this
//! process, on a port of its own.

use std::sync::{Arc, Once};
use std::time::Duration;

use carrier_checkout_gateway::camara::{Carriers, CarriersConfig};
use carrier_checkout_gateway::payouts::PayoutConfig;
use carrier_checkout_protocol::{OneTimeCode, PhoneNumber};
use carrier_checkout_sandbox::{CLIENT_ID, CLIENT_SECRET, ManualClock, PAYOUT_TOKEN, Rules, SandboxState, serve};
use serde_json::Value;
use tokio::net::TcpListener;
use url::Url;

/// A sandbox, which ends with the test's runtime.
#[derive(Clone)]
pub(crate) struct Sandbox {
    /// `http://127.0.0.1:<port>`
    pub(crate) origin: String,
    /// Stands still until it is moved: the sandbox's codes, tokens and pauses go by it.
    pub(crate) clock: Arc<ManualClock>,
    http: reqwest::Client,
}

impl Sandbox {
    /// A sandbox as it is by default.
    pub(crate) async fn start() -> Self {
        Self::with_rules(Rules::default()).await
    }

    /// A sandbox whose carriers have settled other rules.
    pub(crate) async fn with_rules(rules: Rules) -> Self {
        let clock = Arc::new(ManualClock::default());
        let state = SandboxState::in_memory().await.unwrap().with_rules(rules).with_clock(clock.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(serve(listener, state, std::future::pending()));
        Self { origin, clock, http: http_client() }
    }

    /// Where the carriers are.
    pub(crate) fn carriers_url(&self) -> Url {
        Url::parse(&format!("{}/carriers", self.origin)).unwrap()
    }

    /// How the gateway reaches the carriers.
    pub(crate) fn carriers_config(&self) -> CarriersConfig {
        CarriersConfig {
            base_url: self.carriers_url(),
            client_id: CLIENT_ID.to_owned(),
            client_secret: CLIENT_SECRET.to_owned(),
            timeout: Duration::from_secs(20),
        }
    }

    /// How the gateway reaches whoever pays out.
    pub(crate) fn payout_config(&self) -> PayoutConfig {
        let url = Url::parse(&format!("{}/payouts", self.origin)).unwrap();
        PayoutConfig { url, token: PAYOUT_TOKEN.to_owned() }
    }

    /// Everything that was paid out.
    pub(crate) async fn payouts(&self) -> Value {
        self.json(&format!("{}/payouts", self.origin)).await
    }

    /// The carriers, ready to be asked.
    pub(crate) fn carriers(&self) -> Carriers {
        Carriers::new(self.carriers_config()).unwrap()
    }

    /// What a phone has received, the newest last.
    pub(crate) async fn messages(&self, phone: &PhoneNumber) -> Vec<Value> {
        let url = format!("{}/phones/{}/messages", self.origin, phone.national());
        self.json(&url).await.as_array().unwrap().clone()
    }

    /// The code of the newest message.
    pub(crate) async fn code(&self, phone: &PhoneNumber) -> OneTimeCode {
        let newest = self.messages(phone).await.pop().unwrap();
        OneTimeCode::parse(newest["code"].as_str().unwrap()).unwrap()
    }

    /// What that line has received, the newest last.
    pub(crate) async fn received(&self, line: &str) -> Vec<Value> {
        self.messages(&PhoneNumber::parse(line).unwrap()).await
    }

    /// The newest message, call or request.
    pub(crate) async fn newest(&self, line: &str) -> Value {
        self.received(line).await.pop().unwrap()
    }

    /// The shopper answers the newest call or request: `approve` or `reject`.
    pub(crate) async fn answer(&self, line: &str, action: &str) {
        let newest = self.newest(line).await;
        assert_eq!(self.answer_message(line, &newest, action).await, 204);
    }

    /// The shopper answers the oldest, if it can still be answered.
    pub(crate) async fn answer_oldest(&self, line: &str, action: &str) {
        let oldest = self.received(line).await.remove(0);
        self.answer_message(line, &oldest, action).await;
    }

    async fn answer_message(&self, line: &str, message: &Value, action: &str) -> u16 {
        let url = format!("{}/phones/{line}/messages/{}", self.origin, message["id"].as_str().unwrap());
        let body = serde_json::json!({ "action": action });
        self.http.post(url).json(&body).send().await.unwrap().status().as_u16()
    }

    /// Every payment that the carriers know of.
    pub(crate) async fn ledger(&self) -> Value {
        self.json(&format!("{}/ledger", self.origin)).await
    }

    async fn json(&self, url: &str) -> Value {
        self.http.get(url).send().await.unwrap().json().await.unwrap()
    }
}

/// A plain HTTP client.
pub(crate) fn http_client() -> reqwest::Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    reqwest::Client::new()
}
