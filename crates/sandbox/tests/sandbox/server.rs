//! What only a real connection shows.

use std::net::SocketAddr;
use std::sync::Arc;

use carrier_checkout_sandbox::{ManualClock, SandboxState, serve};
use futures_util::FutureExt;
use reqwest::Client;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::{BY_FORM, FORM, payment};

/// A sandbox that listens.
struct Served {
    address: SocketAddr,
    client: Client,
    clock: Arc<ManualClock>,
    end: oneshot::Sender<()>,
    ended: JoinHandle<std::io::Result<()>>,
    token: String,
}

impl Served {
    async fn start() -> Self {
        // Another test may have been faster.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let clock = Arc::new(ManualClock::default());
        let state = SandboxState::in_memory().await.unwrap().with_clock(clock.clone());
        let (end, told) = oneshot::channel();
        let ended = tokio::spawn(serve(listener, state, told.map(|_| ())));
        let client = Client::builder().no_proxy().build().unwrap();
        let token = client.post(format!("http://{address}/carriers/skt/oauth2/token")).header("content-type", FORM);
        let token: Value = token.body(BY_FORM).send().await.unwrap().json().await.unwrap();
        let token = token["access_token"].as_str().unwrap().to_owned();
        Self { address, client, clock, end, ended, token }
    }

    fn payments(&self, path: &str) -> String {
        format!("http://{}/carriers/skt/carrier-billing/v0.5/payments{path}", self.address)
    }

    fn post(&self, path: &str, body: &Value) -> impl Future<Output = reqwest::Result<reqwest::Response>> + use<> {
        self.client.post(self.payments(path)).bearer_auth(&self.token).json(body).send()
    }

    async fn reserve(&self, number: &str) -> String {
        let answer = self.post("/prepare", &payment(number, "c")).await.unwrap();
        let made: Value = answer.json().await.unwrap();
        made["paymentId"].as_str().unwrap().to_owned()
    }

    async fn confirm(&self, id: &str, number: &str) -> reqwest::Result<reqwest::Response> {
        self.post(&format!("/{id}/confirm"), &json!({ "phoneNumber": number })).await
    }

    async fn status(&self, id: &str) -> String {
        let answer = self.client.get(self.payments(&format!("/{id}"))).bearer_auth(&self.token).send().await.unwrap();
        let found: Value = answer.json().await.unwrap();
        found["paymentStatus"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn one_line_is_charged_and_the_answer_is_lost() {
    let served = Served::start().await;
    let id = served.reserve("+821000000013").await;
    let lost = served.confirm(&id, "+821000000013").await.unwrap_err();
    assert!(lost.is_request() && lost.status().is_none(), "{lost:?}");
    assert_eq!(served.status(&id).await, "succeeded");
    let again = served.confirm(&id, "+821000000013").await.unwrap();
    assert_eq!(again.status(), 409);
    assert_eq!(again.json::<Value>().await.unwrap()["code"], "CARRIER_BILLING.PAYMENT_CONFIRMED");
}

#[tokio::test]
async fn of_a_lost_answer_not_one_byte_arrives() {
    for number in ["+821000000013", "+821000000018"] {
        not_one_byte_arrives(number).await;
    }
}

async fn not_one_byte_arrives(number: &str) {
    let served = Served::start().await;
    let body = payment(number, "c").to_string();
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    let head = format!(
        "POST /carriers/skt/carrier-billing/v0.5/payments HTTP/1.1\r\nhost: sandbox\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        served.token,
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut received = Vec::new();
    // A reset instead of an end is a lost answer just the same.
    let _ = stream.read_to_end(&mut received).await;
    assert_eq!(received, b"");
    let ledger: Value =
        served.client.get(format!("http://{}/ledger", served.address)).send().await.unwrap().json().await.unwrap();
    assert_eq!((&ledger[0]["status"], &ledger[0]["amount"]), (&json!("succeeded"), &json!(9_900)));
}

#[tokio::test]
async fn the_server_ends_although_a_page_is_open_and_an_answer_is_slow() {
    let served = Served::start().await;
    let id = served.reserve("+821000000012").await;
    let events = format!("http://{}/phones/01023456789/events", served.address);
    let mut page = served.client.get(events).send().await.unwrap();
    let slow = tokio::spawn(served.post(&format!("/{id}/confirm"), &json!({ "phoneNumber": "+821000000012" })));
    served.clock.slept_on().await;
    served.end.send(()).unwrap();
    served.ended.await.unwrap().unwrap();
    assert_eq!(slow.await.unwrap().unwrap().status(), 202);
    assert_eq!(page.chunk().await.unwrap(), None);
    assert!(TcpStream::connect(served.address).await.is_err());
}
