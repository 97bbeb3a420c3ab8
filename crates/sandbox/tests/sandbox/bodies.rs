//! Whatever is wrong with a request, the answer is CAMARA's JSON.

use axum::body::Body;
use axum::http::{Method, Request, header};

use crate::support::{Sandbox, payment};

const POSTS: [&str; 8] = [
    "/one-time-password-sms/v1/send-code",
    "/one-time-password-sms/v1/validate-code",
    "/carrier-billing/v0.5/payments",
    "/carrier-billing/v0.5/payments/prepare",
    "/carrier-billing/v0.5/payments/x/validate",
    "/carrier-billing/v0.5/payments/x/confirm",
    "/sim-swap/v2/check",
    "/sim-swap/v2/retrieve-date",
];

#[tokio::test]
async fn every_post_refuses_a_bad_body_in_the_same_way() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let large = format!("\"{}\"", "x".repeat(64 * 1024));
    let json = "application/json";
    let bad = [
        (json, "", 400, "INVALID_ARGUMENT"),
        (json, "{", 400, "INVALID_ARGUMENT"),
        (json, "null", 400, "INVALID_ARGUMENT"),
        (json, "\u{feff}{}", 400, "INVALID_ARGUMENT"),
        ("text/plain", "{}", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("application/json-patch+json", "{}", 415, "UNSUPPORTED_MEDIA_TYPE"),
        (json, large.as_str(), 413, "PAYLOAD_TOO_LARGE"),
    ];
    for path in POSTS {
        for (kind, body, status, code) in bad {
            let request = skt.request(Method::POST, path).header(header::CONTENT_TYPE, kind);
            let answer = sandbox.send(request.body(Body::from(body.to_owned())).unwrap()).await;
            answer.refuses(status, code);
        }
        let nameless = skt.request(Method::POST, path).body(Body::from("{}")).unwrap();
        sandbox.send(nameless).await.refuses(415, "UNSUPPORTED_MEDIA_TYPE");
    }
}

#[tokio::test]
async fn a_content_type_may_have_parameters() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let request = skt.request(Method::POST, "/carrier-billing/v0.5/payments/prepare");
    let request = request.header(header::CONTENT_TYPE, "Application/JSON; charset=utf-8");
    let body = payment("+821023456789", "c").to_string();
    sandbox.send(request.body(Body::from(body)).unwrap()).await.is(201);
}

#[tokio::test]
async fn an_error_does_not_repeat_what_was_sent() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    for path in POSTS {
        let request = skt.request(Method::POST, path).header(header::CONTENT_TYPE, "application/json");
        let body = r#"{"phoneNumber":"010-2345-6789","code":["654321"],"message":"010-2345-6789"}"#;
        let answer = sandbox.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, 400);
        assert!(!answer.text.contains("2345") && !answer.text.contains("654321"), "{}", answer.text);
    }
}

#[tokio::test]
async fn an_unknown_path_or_method_is_told_in_json() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    skt.get("/carrier-billing/v0.5/refunds").await.refuses(404, "NOT_FOUND");
    skt.get("/sim-swap/v1/check").await.refuses(404, "NOT_FOUND");
    let wrong = skt.get("/sim-swap/v2/check").await;
    wrong.refuses(405, "METHOD_NOT_ALLOWED");
    assert_eq!(wrong.header("allow"), "POST");
    sandbox.get("/nothing/here").await.refuses(404, "NOT_FOUND");
    sandbox.post("/ledger", "application/json", "{}").await.refuses(405, "METHOD_NOT_ALLOWED");
    sandbox.get("/carriers/skt/oauth2/token").await.refuses(405, "METHOD_NOT_ALLOWED");
}

#[tokio::test]
async fn the_correlator_comes_back_or_one_is_made() {
    let sandbox = Sandbox::new().await;
    let check = async |correlator: Option<String>| {
        let mut request = Request::post("/carriers/skt/sim-swap/v2/check");
        if let Some(correlator) = correlator {
            request = request.header("x-correlator", correlator);
        }
        sandbox.send(request.body(Body::empty()).unwrap()).await
    };
    let given = check(Some("b4333c46-49c0:f0ef_{930}<f1>;./".into())).await;
    given.refuses(401, "UNAUTHENTICATED");
    assert_eq!(given.header("x-correlator"), "b4333c46-49c0:f0ef_{930}<f1>;./");
    let (one, other) = (check(None).await, check(None).await);
    assert_eq!(one.header("x-correlator").len(), 36);
    assert_ne!(one.header("x-correlator"), other.header("x-correlator"));
    for bad in ["with space".to_owned(), "x".repeat(257), "é".to_owned()] {
        let answer = check(Some(bad)).await;
        answer.refuses(400, "INVALID_ARGUMENT");
        assert_eq!(answer.header("x-correlator").len(), 36);
    }
}
