//! `POST /oauth2/token`, and what its tokens open.

use axum::body::Body;
use axum::http::{Method, Request, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use carrier_checkout_sandbox::Rules;
use serde_json::json;

use crate::support::{ANYBODY, Answer, BY_FORM, FORM, Sandbox};

const TOKEN: &str = "/carriers/skt/oauth2/token";

async fn by_basic(sandbox: &Sandbox, credentials: &str, body: &'static str) -> Answer {
    let request = Request::post(TOKEN)
        .header(header::CONTENT_TYPE, FORM)
        .header(header::AUTHORIZATION, format!("Basic {}", STANDARD.encode(credentials)))
        .body(Body::from(body));
    sandbox.send(request.unwrap()).await
}

#[tokio::test]
async fn a_client_gets_a_token_by_basic_authentication_or_by_form() {
    let sandbox = Sandbox::new().await;
    let basic = by_basic(&sandbox, "sandbox:sandbox-secret", "grant_type=client_credentials").await;
    let form = sandbox.post(TOKEN, FORM, BY_FORM).await;
    for answer in [basic, form] {
        let token = answer.is(200).json();
        assert_eq!((&token["token_type"], &token["expires_in"]), (&json!("Bearer"), &json!(3_600)));
        assert_eq!(token["access_token"].as_str().unwrap().len(), 64);
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_refused_token_is_explained_in_the_words_of_rfc_6749() {
    let sandbox = Sandbox::new().await;
    for (body, status, error) in [
        ("", 401, "invalid_client"),
        ("client_id=sandbox&client_secret=sandbox-secret", 400, "invalid_request"),
        ("grant_type=client_credentials&client_id=sandbox&client_secret=wrong", 401, "invalid_client"),
        ("grant_type=client_credentials&client_id=sandbox", 401, "invalid_client"),
        ("grant_type=password&client_id=sandbox&client_secret=sandbox-secret", 400, "unsupported_grant_type"),
        ("grant_type=a&grant_type=b&client_id=sandbox&client_secret=sandbox-secret", 400, "invalid_request"),
    ] {
        let answer = sandbox.post(TOKEN, FORM, body).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (status, &json!(error)), "{body}");
        assert_eq!(answer.headers.contains_key(header::WWW_AUTHENTICATE), status == 401, "{body}");
    }
    let scope = sandbox.post(TOKEN, FORM, format!("{BY_FORM}&scope=sim-swap+everything")).await;
    assert_eq!((scope.status.as_u16(), &scope.json()["error"]), (400, &json!("invalid_scope")));
    let json = sandbox.post(TOKEN, "application/json", "{}").await;
    assert_eq!((json.status.as_u16(), &json.json()["error"]), (400, &json!("invalid_request")));
    let twice = by_basic(&sandbox, "sandbox:sandbox-secret", BY_FORM).await;
    assert_eq!((twice.status.as_u16(), &twice.json()["error"]), (400, &json!("invalid_request")));
    for credentials in ["sandbox:wrong", "sandbox", "somebody:sandbox-secret"] {
        let answer = by_basic(&sandbox, credentials, "grant_type=client_credentials").await;
        assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (401, &json!("invalid_client")));
    }
}

#[tokio::test]
async fn an_unknown_carrier_has_no_token_and_no_api() {
    let sandbox = Sandbox::new().await;
    for carrier in ["mvno_skt", "SKT", "dt", "%ff"] {
        let token = sandbox.post(&format!("/carriers/{carrier}/oauth2/token"), FORM, BY_FORM).await;
        token.refuses(404, "NOT_FOUND");
    }
    for carrier in ["skt", "kt", "lgu", "hello", "kct", "sk7"] {
        sandbox.caller(carrier, "").await.send_code(ANYBODY).await.is(200);
    }
}

#[tokio::test]
async fn without_a_token_of_this_carrier_nothing_opens() {
    let sandbox = Sandbox::new().await;
    let mut skt = sandbox.skt().await;
    let mut kt = sandbox.caller("kt", "").await;
    let check = |token: String| {
        let request = Request::post("/carriers/skt/sim-swap/v2/check").header(header::AUTHORIZATION, token);
        sandbox.send(request.body(Body::empty()).unwrap())
    };
    std::mem::swap(&mut skt.token, &mut kt.token);
    skt.send_code(ANYBODY).await.refuses(401, "UNAUTHENTICATED");
    kt.send_code(ANYBODY).await.refuses(401, "UNAUTHENTICATED");
    for token in ["Bearer", "Bearer ", "Bearer nonsense", "Basic c2FuZGJveDpzYW5kYm94", ""] {
        let answer = check(token.to_owned()).await;
        answer.refuses(401, "UNAUTHENTICATED");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    let nameless = Request::post("/carriers/skt/sim-swap/v2/check").body(Body::empty()).unwrap();
    sandbox.send(nameless).await.refuses(401, "UNAUTHENTICATED");
}

#[tokio::test]
async fn a_token_expires_after_an_hour() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    sandbox.clock.advance(3_599_999);
    skt.send_code(ANYBODY).await.is(200);
    sandbox.clock.advance(1);
    skt.send_code(ANYBODY).await.refuses(401, "UNAUTHENTICATED");
    sandbox.skt().await.send_code(ANYBODY).await.is(200);
}

#[tokio::test]
async fn each_operation_needs_its_own_scope() {
    let sandbox = Sandbox::new().await;
    let operations = [
        (Method::POST, "/one-time-password-sms/v1/send-code", "one-time-password-sms:send-validate"),
        (Method::POST, "/one-time-password-sms/v1/validate-code", "one-time-password-sms:send-validate"),
        (Method::POST, "/carrier-billing/v0.5/payments", "carrier-billing:payments:create"),
        (Method::POST, "/carrier-billing/v0.5/payments/prepare", "carrier-billing:payments:create"),
        (Method::GET, "/carrier-billing/v0.5/payments", "carrier-billing:payments:read"),
        (Method::GET, "/carrier-billing/v0.5/payments/x", "carrier-billing:payments:read"),
        (Method::POST, "/carrier-billing/v0.5/payments/x/validate", "carrier-billing:payments:write"),
        (Method::POST, "/carrier-billing/v0.5/payments/x/confirm", "carrier-billing:payments:write"),
        (Method::POST, "/carrier-billing/v0.5/payments/x/cancel", "carrier-billing:payments:write"),
        (Method::POST, "/carrier-billing-refund/v0.3/payments/x/refunds", "carrier-billing-refund:refunds:create"),
        (Method::GET, "/carrier-billing-refund/v0.3/payments/x/refunds", "carrier-billing-refund:refunds:read"),
        (Method::GET, "/carrier-billing-refund/v0.3/payments/x/refunds/y", "carrier-billing-refund:refunds:read"),
        (Method::POST, "/sim-swap/v2/check", "sim-swap:check"),
        (Method::POST, "/sim-swap/v2/check", "sim-swap"),
        (Method::POST, "/sim-swap/v2/retrieve-date", "sim-swap:retrieve-date"),
        (Method::POST, "/sim-swap/v2/retrieve-date", "sim-swap"),
    ];
    for (method, path, scope) in &operations {
        let allowed = sandbox.caller("skt", scope).await;
        let answer = sandbox.send(allowed.request(method.clone(), path).body(Body::empty()).unwrap()).await;
        assert!(![401, 403].contains(&answer.status.as_u16()), "{path} with {scope}: {}", answer.text);
        let others = operations.iter().filter(|(.., other)| !(other.starts_with("sim") && scope.starts_with("sim")));
        for (.., other) in others.filter(|(.., other)| other != scope) {
            let refused = sandbox.caller("skt", other).await;
            let answer = sandbox.send(refused.request(method.clone(), path).body(Body::empty()).unwrap()).await;
            answer.refuses(403, "PERMISSION_DENIED");
        }
    }
}

#[tokio::test]
async fn a_carrier_may_take_only_so_many_requests_within_a_second() {
    let sandbox = Sandbox::with(Rules { requests_a_second: Some(2), ..Rules::default() }).await;
    let (skt, kt) = (sandbox.skt().await, sandbox.caller("kt", "").await);
    let list = "/carrier-billing/v0.5/payments";
    for _ in 0..2 {
        skt.get(list).await.is(200);
    }
    skt.get(list).await.refuses(429, "TOO_MANY_REQUESTS");
    kt.get(list).await.is(200);
    sandbox.clock.advance(1_000);
    skt.get(list).await.is(200);
}
