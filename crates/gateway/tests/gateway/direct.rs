//! The checkout without the frame: which pages may ask for it.

use axum::body::Body;
use axum::http::Request;
use axum::http::request::Builder;
use carrier_checkout_gateway::random;

use super::sessions::with_two_merchants;
use super::support::{Answer, Gateway, KEY, LINE, SHOP, challenge, order};

const OTHER: &str = "https://other.example";

async fn with_direct(origins: &[&str]) -> Gateway {
    let origins: Vec<String> = origins.iter().map(ToString::to_string).collect();
    Gateway::with(|config| config.sandbox.as_mut().unwrap().direct_origins = origins).await
}

async fn asked_by(gateway: &Gateway, origin: &str, request: Builder) -> Answer {
    gateway.send(request.header("origin", origin).body(Body::empty()).unwrap()).await
}

fn load(session: &str) -> Builder {
    Request::get("/v1/checkout").header("authorization", format!("Bearer {session}"))
}

fn preflight(path: &str) -> Builder {
    let request = Request::options(path).header("access-control-request-method", "POST");
    request.header("access-control-request-headers", "authorization,content-type,idempotency-key")
}

fn lets_in(answer: &Answer) -> Option<&str> {
    assert!(!answer.headers.contains_key("access-control-allow-credentials"), "{:?}", answer.headers);
    answer.headers.get("access-control-allow-origin").map(|origin| origin.to_str().unwrap())
}

#[tokio::test]
async fn unless_it_is_wanted_no_page_but_the_gateways_own_may_ask() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    for origin in [SHOP, "https://evil.example", "null", "http://localhost:8081.evil.example", "https://localhost:8081"]
    {
        let refused = asked_by(&gateway, origin, load(&session)).await;
        assert_eq!((refused.problem(), lets_in(&refused)), ((403, "origin_not_allowed".into()), None), "{origin}");
        assert_eq!(lets_in(&asked_by(&gateway, origin, preflight("/v1/checkout/challenges")).await), None, "{origin}");
    }
    let own = asked_by(&gateway, "http://localhost:8081", load(&session)).await;
    assert_eq!((own.status, lets_in(&own)), (200, None));
    // As it was called, where that is not how it is known.
    let called = load(&session).header("host", "127.0.0.1:8081");
    assert_eq!(asked_by(&gateway, "http://127.0.0.1:8081", called).await.status, 200);
}

#[tokio::test]
async fn what_another_page_asks_is_refused_before_it_does_anything() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let request = Request::post("/v1/checkout/challenges")
        .header("authorization", format!("Bearer {session}"))
        .header("content-type", "application/json")
        .header("idempotency-key", random::hex())
        .header("origin", SHOP);
    let refused = gateway.send(request.body(Body::from(challenge(LINE).to_string())).unwrap()).await;
    assert_eq!(refused.problem(), (403, "origin_not_allowed".into()));
    assert_eq!(gateway.stage(&session).await["status"], "open");
    assert_eq!(gateway.wire.count("send-code"), 0);
}

#[tokio::test]
async fn a_page_of_a_direct_origin_may_ask_and_read_the_answer() {
    let gateway = with_direct(&[SHOP]).await;
    let session = gateway.session().await;
    let shown = asked_by(&gateway, SHOP, load(&session)).await;
    assert_eq!((shown.status, lets_in(&shown)), (200, Some(SHOP)));
    assert!(shown.headers.get_all("vary").iter().any(|vary| vary.to_str().unwrap().contains("origin")), "{shown:?}");
    let before = asked_by(&gateway, SHOP, preflight("/v1/checkout/challenges")).await;
    assert_eq!((before.status, lets_in(&before)), (200, Some(SHOP)));
    let allowed = before.headers["access-control-allow-headers"].to_str().unwrap();
    for header in ["authorization", "content-type", "accept-language", "idempotency-key"] {
        assert!(allowed.contains(header), "{allowed}");
    }
    // It also reads what was wrong, with another session's id, too.
    for (session, status) in [(session.as_str(), 404), ("cs_0000000000000000000001", 404)] {
        let path = "/v1/checkout/challenges/ch_0000000000000000000001/resend";
        let request = Request::post(path).header("authorization", format!("Bearer {session}"));
        let wrong = asked_by(&gateway, SHOP, request.header("idempotency-key", random::hex())).await;
        assert_eq!((wrong.problem().0, lets_in(&wrong)), (status, Some(SHOP)), "{}", wrong.body);
    }
    for origin in ["https://evil.example", "null", "http://localhost:8080.evil.example", "http://127.0.0.1:8080"] {
        let refused = asked_by(&gateway, origin, load(&session)).await;
        assert_eq!((refused.problem(), lets_in(&refused)), ((403, "origin_not_allowed".into()), None), "{origin}");
    }
}

#[tokio::test]
async fn a_direct_origin_has_its_own_merchants_sessions_only() {
    let (gateway, _directory) = with_two_merchants().await;
    let session = gateway.post("/v1/sessions", KEY, &order()).await.text("/id");
    let refused = asked_by(&gateway, OTHER, load(&session)).await;
    assert_eq!((refused.problem(), lets_in(&refused)), ((403, "origin_not_allowed".into()), None));
    // A preflight says nothing of a session.
    assert_eq!(lets_in(&asked_by(&gateway, OTHER, preflight("/v1/checkout")).await), Some(OTHER));
}

#[tokio::test]
async fn the_merchant_api_and_the_console_stay_closed_to_every_page() {
    let gateway = with_direct(&[SHOP]).await;
    for path in ["/v1/sessions", "/v1/payments", "/console", "/v1/events"] {
        let request = Request::get(path).header("authorization", format!("Bearer {KEY}"));
        assert_eq!(lets_in(&asked_by(&gateway, SHOP, request).await), None, "{path}");
        assert_eq!(lets_in(&asked_by(&gateway, SHOP, preflight(path)).await), None, "{path}");
    }
}
