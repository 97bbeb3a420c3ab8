//! What happens when there is more to do than can be done, and when the gateway is about to stop.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use super::support::{Gateway, KEY, LINE, challenge, order};
use super::support_wire::Cut;

#[tokio::test]
async fn what_is_too_much_is_refused_at_once_and_the_rest_is_served() {
    let gateway = Gateway::with(|config| config.serving.requests_at_once = 1).await;
    let session = gateway.session().await;
    gateway.wire.cut("send-code", Cut::Hangs);
    let body = challenge(LINE);
    let hanging = gateway.post("/v1/checkout/challenges", &session, &body);
    let meanwhile = async {
        gateway.wire.saw("send-code").await;
        let refused = gateway.post("/v1/sessions", KEY, &order()).await;
        assert_eq!(refused.reason(), (503, "overloaded".into(), "gateway_error".into()));
        assert_eq!(
            (&refused.body["retryable"], &refused.headers["retry-after"]),
            (&json!(true), &"1".parse().unwrap())
        );
        let page = Request::get(format!("/v1/checkout/{session}")).header("accept", "text/html,*/*;q=0.8");
        let page = gateway.send(page.body(Body::empty()).unwrap()).await;
        assert_eq!((page.status, page.headers.contains_key("refresh")), (503, true));
        for path in ["/healthz", "/readyz", "/checkout.js"] {
            assert_eq!(gateway.get(path, "").await.status, 200, "{path}");
        }
    };
    tokio::select! {
        answer = hanging => panic!("it hangs, and yet: {}", answer.body),
        () = meanwhile => {}
    }
    gateway.wire.mend();
    assert_eq!(gateway.post("/v1/sessions", KEY, &order()).await.status, 201, "whoever hangs up makes place");
}

#[tokio::test]
async fn whose_body_is_slow_takes_no_place() {
    let gateway = Gateway::with(|config| config.serving.requests_at_once = 1).await;
    let slow = Request::post("/v1/sessions").header("authorization", format!("Bearer {KEY}"));
    let slow = slow.header("idempotency-key", "1").header("content-type", "application/json");
    let endless = futures_util::stream::pending::<Result<axum::body::Bytes, std::io::Error>>();
    let slow = gateway.open(slow.body(Body::from_stream(endless)).unwrap());
    let quick = order();
    tokio::select! {
        biased;
        _ = slow => panic!("it has not ended, and yet there is an answer"),
        // Asked after the slow one has been.
        made = gateway.post("/v1/sessions", KEY, &quick) => assert_eq!(made.status, 201),
    }
}

#[tokio::test]
async fn windows_that_listen_take_no_place() {
    let gateway = Gateway::with(|config| config.serving.requests_at_once = 1).await;
    let session = gateway.session().await;
    let listen = || {
        let request = Request::get("/v1/checkout/events").header("authorization", format!("Bearer {session}"));
        gateway.open(request.body(Body::empty()).unwrap())
    };
    let windows = [listen().await, listen().await, listen().await];
    assert!(windows.iter().all(|window| window.status() == 200));
    assert_eq!(gateway.stage(&session).await["status"], "open");
}

#[tokio::test]
async fn it_is_not_ready_once_it_is_about_to_stop_and_goes_on() {
    let gateway = Gateway::start().await;
    gateway.app.begin_to_stop();
    let ready = gateway.get("/readyz", "").await;
    assert_eq!((ready.status, ready.body), (503, json!("the gateway is about to stop")));
    assert_eq!(gateway.get("/healthz", "").await.status, 200);
    gateway.session().await;
}
