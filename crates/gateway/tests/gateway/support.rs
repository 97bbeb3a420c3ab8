//! A gateway of its own for each test, with the sandbox's carriers behind it.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request};
use carrier_checkout_gateway::App;
use carrier_checkout_gateway::capability::Capabilities;
use carrier_checkout_gateway::clock::{Clock, SettableClock, SystemClock};
use carrier_checkout_gateway::config::{Config, Limits, LogConfig, SandboxMerchant, SealingKey};
use carrier_checkout_gateway::policy::Policy;
use carrier_checkout_gateway::random;
use carrier_checkout_gateway::retention::Keep;
use carrier_checkout_protocol::goods::Provider;
use carrier_checkout_protocol::{Carrier, PhoneNumber};
use serde_json::Value;
use tower::ServiceExt;

use super::page::Dist;
pub(crate) use super::support_bodies::{
    challenge, exchange, monthly_challenge, monthly_order, order, stage, typed, wrong,
};
use super::support_database::{fleeting, on_postgres};
use super::support_sandbox::Sandbox;
use super::support_wire::Wire;

/// The secret key of the sandbox's merchant.
pub(crate) const KEY: &str = "sk_test_demo";

/// A line that pays.
pub(crate) const LINE: &str = "01023456789";

/// How long a gateway that is gone may keep something from the others.
pub(crate) const LONGEST_LEASE_MS: i64 = 120_000;

/// Where the shop's page is.
pub(crate) const SHOP: &str = "http://localhost:8080";

pub(crate) struct Gateway {
    pub(crate) app: App,
    /// Stands still until it is moved; it begins at the real time, by which
    /// webhook signatures are judged.
    pub(crate) clock: Arc<SettableClock>,
    pub(crate) sandbox: Sandbox,
    /// Between gateway and carriers.
    pub(crate) wire: Wire,
    pub(crate) config: Config,
    router: Router,
    dist: Arc<Dist>,
}

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    /// A text of the body, by its JSON pointer.
    pub(crate) fn text(&self, pointer: &str) -> String {
        let found = self.body.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_else(|| panic!("no text at {pointer} of {}", self.body)).to_owned()
    }

    /// Status and code of a problem.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.headers["content-type"], "application/problem+json", "{}", self.body);
        assert_eq!(self.headers["x-request-id"].to_str().unwrap(), self.text("/request_id"));
        assert_eq!(self.body["status"], self.status);
        (self.status, self.text("/code"))
    }

    /// Status, code and reason of a problem.
    pub(crate) fn reason(&self) -> (u16, String, String) {
        let (status, code) = self.problem();
        (status, code, self.text("/reason"))
    }
}

impl Gateway {
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// A gateway with other settings.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let (sandbox, dist) = (Sandbox::start().await, Dist::built());
        let wire = Wire::to(&sandbox).await;
        let mut carriers = sandbox.carriers_config();
        carriers.base_url = wire.carriers_url();
        let mut config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            public_url: "http://localhost:8081".parse().unwrap(),
            database: String::new(),
            assets: dist.0.clone(),
            sealing_key: SealingKey([7; 32]),
            sealing_keys_old: Vec::new(),
            carriers,
            sandbox: Some(SandboxMerchant {
                origins: vec![SHOP.to_owned()],
                direct_origins: Vec::new(),
                webhook: None,
            }),
            limits: Limits::default(),
            policy: Policy::built_in().unwrap().for_sandbox(),
            own_code: vec![Carrier::Lgu],
            behind_proxy: true,
            mail: None,
            capabilities: Capabilities::built_in().unwrap(),
            payouts: Some(sandbox.payout_config()),
            log: LogConfig::default(),
            operator: Provider {
                name: "캐리어체크아웃 (샌드박스)".to_owned(), phone: "1600-0000".to_owned()
            },
            serving: super::config::read(&[("CARRIER_CHECKOUT_MODE", "sandbox")]).unwrap().serving,
            keep: Keep::default(),
        };
        change(&mut config);
        if config.database.is_empty() {
            config.database = fleeting().await;
        }
        let clock = Arc::new(SettableClock::at(SystemClock.now()));
        let app = App::open(&config, clock.clone()).await.unwrap();
        let router = app.router();
        Self { app, clock, sandbox, wire, config, router, dist: Arc::new(dist) }
    }

    /// The same database, opened again by a new process.
    pub(crate) async fn restart(&mut self) {
        self.app = App::open(&self.config, self.clock.clone()).await.unwrap();
        self.router = self.app.router();
    }

    /// As [`Self::restart`], after an end in the middle of something. What it had leased is free at once in a file,
    /// which belongs to one process, and after the lease where others share the database.
    pub(crate) async fn crash(&mut self) {
        self.restart().await;
        if on_postgres() {
            self.clock.advance(LONGEST_LEASE_MS);
        }
    }

    /// Another gateway on the same database, with the same carriers and time.
    pub(crate) async fn beside(&self) -> Self {
        let app = App::open(&self.config, self.clock.clone()).await.unwrap();
        let router = app.router();
        let (sandbox, wire, config) = (self.sandbox.clone(), self.wire.clone(), self.config.clone());
        Self { app, clock: self.clock.clone(), sandbox, wire, config, router, dist: self.dist.clone() }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        let text = || Value::String(String::from_utf8_lossy(&body).into_owned());
        let body = serde_json::from_slice(&body).unwrap_or_else(|_| text());
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// An answer that may never end.
    pub(crate) async fn open(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str, bearer: &str) -> Answer {
        let request = Request::get(path).header("authorization", format!("Bearer {bearer}"));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// A POST with a key of its own.
    pub(crate) async fn post(&self, path: &str, bearer: &str, body: &Value) -> Answer {
        self.post_as(path, bearer, &random::hex(), body).await
    }

    /// A POST of a window in that language.
    pub(crate) async fn post_in(&self, language: &str, path: &str, bearer: &str, body: &Value) -> Answer {
        let request = Request::post(path)
            .header("authorization", format!("Bearer {bearer}"))
            .header("accept-language", language)
            .header("content-type", "application/json")
            .header("idempotency-key", random::hex());
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// A POST with that `Idempotency-Key`.
    pub(crate) async fn post_as(&self, path: &str, bearer: &str, key: &str, body: &Value) -> Answer {
        let request = Request::post(path)
            .header("authorization", format!("Bearer {bearer}"))
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// A new session of an order of 9,900 won.
    pub(crate) async fn session(&self) -> String {
        let made = self.post("/v1/sessions", KEY, &order()).await;
        assert_eq!(made.status, 201, "{}", made.body);
        made.text("/id")
    }

    /// The stage of a session, as by [`stage`].
    pub(crate) async fn stage(&self, session: &str) -> Value {
        let shown = self.get("/v1/checkout", session).await;
        assert_eq!(shown.status, 200, "{}", shown.body);
        stage(&shown.body)
    }

    /// Asks for a code.
    pub(crate) async fn challenge(&self, session: &str, phone: &str) -> Answer {
        self.post("/v1/checkout/challenges", session, &challenge(phone)).await
    }

    /// Asks for a code and gets one. Gives the challenge's id and the code.
    pub(crate) async fn challenged(&self, session: &str, phone: &str) -> (String, String) {
        let sent = self.challenge(session, phone).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        (sent.text("/id"), self.code(phone).await)
    }

    /// The code of the newest message.
    pub(crate) async fn code(&self, phone: &str) -> String {
        self.sandbox.code(&PhoneNumber::parse(phone).unwrap()).await.digits()
    }

    pub(crate) async fn verify(&self, session: &str, challenge: &str, code: &str) -> Answer {
        self.post(&format!("/v1/checkout/challenges/{challenge}/verify"), session, &typed(code)).await
    }

    /// A session with a token that waits to be exchanged.
    pub(crate) async fn verified(&self, phone: &str) -> (String, String) {
        let session = self.session().await;
        let (challenge, code) = self.challenged(&session, phone).await;
        let verified = self.verify(&session, &challenge, &code).await;
        assert_eq!(verified.status, 200, "{}", verified.body);
        (session, verified.text("/token"))
    }

    /// Exchanges a token.
    pub(crate) async fn pay(&self, token: &str) -> Answer {
        self.post("/v1/payments", KEY, &exchange(token)).await
    }

    /// Looks again and again until it is so, for ten seconds at most.
    pub(crate) async fn until(&self, so: impl AsyncFn(&Self) -> bool) {
        let look = async {
            while !so(self).await {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), look).await.unwrap();
    }

    /// How many payments the carriers have charged.
    pub(crate) async fn charged(&self) -> usize {
        self.bill("succeeded").await
    }

    /// How many payments the carriers have in that state.
    pub(crate) async fn bill(&self, status: &str) -> usize {
        let ledger = self.sandbox.ledger().await;
        ledger.as_array().unwrap().iter().filter(|entry| entry["status"] == status).count()
    }
}
