//! No log line says whose line it is, or a code.

use std::io::{self, Write};
use std::sync::{LazyLock, Mutex, PoisonError};

use serde_json::{Value, json};
use tracing_subscriber::filter::LevelFilter;

use crate::support::{Caller, Sandbox, payment};

/// Every line that any test in this binary logged, at any level and on any
/// thread: whether a line is wanted is decided once for the whole process.
static LOGGED: LazyLock<Mutex<Vec<u8>>> = LazyLock::new(|| {
    let everything = tracing_subscriber::fmt().with_writer(|| Lines).with_ansi(false).without_time();
    everything.with_max_level(LevelFilter::TRACE).init();
    Mutex::default()
});

/// Where the lines are written to.
struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOGGED.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Begins to write down what is logged.
pub(crate) fn listen() {
    LazyLock::force(&LOGGED);
}

/// Everything that a shopper's number takes part in, and the codes, requests and tokens that came of it.
async fn a_whole_flow(sandbox: &Sandbox, skt: &Caller<'_>, national: &str) -> Vec<String> {
    let number = format!("+82{}", &national[1..]);
    let mut secrets = Vec::new();
    let sent = skt.send_code(&number).await;
    let code = sandbox.messages(national).await.last().map(|message| message["code"].as_str().unwrap().to_owned());
    if let (Some(id), Some(code)) = (sent.json()["authenticationId"].as_str(), &code) {
        skt.validate_code(id, "000000").await;
        skt.validate_code(id, code).await;
        skt.validate_code(id, code).await;
    }
    skt.post("/one-time-password-sms/v1/send-code", &json!({ "phoneNumber": number, "message": 7 })).await;
    skt.post("/sim-swap/v2/check", &json!({ "phoneNumber": number })).await;
    skt.post("/sim-swap/v2/check", &json!({ "phoneNumber": [number] })).await;
    let prepared = skt.prepare(&payment(&number, national)).await.json();
    if let Value::String(id) = &prepared["paymentId"] {
        skt.settle(id, "confirm", &number).await;
        skt.settle(id, "cancel", &number).await;
        skt.status(id).await;
    }
    skt.get("/carrier-billing/v0.5/payments").await;
    for means in ["ars", "pass"] {
        let asked = sandbox.ask(means, &number, "").await.json();
        if let Value::String(request) = &asked["auth_req_id"] {
            sandbox.poll(request).await;
            sandbox.answer(national, "approve").await;
            let token = sandbox.poll(request).await.json();
            secrets.extend([request.clone(), token["access_token"].as_str().unwrap_or("no token").to_owned()]);
        }
    }
    for path in ["", "/messages", "/messages/1", "/nothing"] {
        sandbox.get(&format!("/phones/{national}{path}")).await;
    }
    sandbox.get(&format!("/phones?number={national}")).await;
    sandbox.get("/ledger").await;
    secrets.extend(code);
    secrets
}

#[tokio::test]
async fn nothing_personal_reaches_the_log_at_any_level() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let mut secrets = vec![skt.token.clone(), "sandbox-secret".to_owned()];
    for national in ["01073918264", "01000000001", "01000000003", "01000000014"] {
        secrets.extend(a_whole_flow(&sandbox, &skt, national).await);
        secrets.extend([national[1..].to_owned(), format!("{}-{}", &national[3..7], &national[7..])]);
    }
    let logged = String::from_utf8_lossy(&LOGGED.lock().unwrap()).into_owned();
    // How long a query took has digits enough to look like somebody's code.
    let logged: Vec<&str> = logged.split_whitespace().filter(|word| !word.starts_with("elapsed")).collect();
    let logged = logged.join(" ");
    assert!(logged.contains("route=\"/phones/{number}/messages\""), "the log was not captured: {logged}");
    for secret in secrets {
        assert!(!logged.contains(&secret), "{secret} was logged");
    }
}
