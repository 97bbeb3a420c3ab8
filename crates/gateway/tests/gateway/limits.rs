//! How many requests are taken from one merchant and from one address.

use axum::body::Body;
use axum::http::Request;
use axum::http::request::Builder;
use carrier_checkout_gateway::random;
use carrier_checkout_gateway::serving::Rates;
use serde_json::json;

use super::page::Dist;
use super::support::{Answer, Gateway, KEY, challenge, order};
use super::support_database::{execute_on, lasting, on_server};

const NONE: Rates = Rates { merchant: 0, address: 0, failures: 0 };

async fn limited(rates: Rates) -> Gateway {
    Gateway::with(|config| config.serving.rates = rates).await
}

/// A request of that session's window, from that address.
fn at(address: &str, request: Builder, session: &str) -> Request<Body> {
    let request = request
        .header("x-forwarded-for", address)
        .header("authorization", format!("Bearer {session}"))
        .header("idempotency-key", random::hex())
        .header("content-type", "application/json");
    request.body(Body::from("{}")).unwrap()
}

/// Something that a window asks for and that does nothing.
async fn ask(gateway: &Gateway, address: &str, session: &str) -> Answer {
    let path = "/v1/checkout/challenges/ch_0000000000000000000001/resend";
    gateway.send(at(address, Request::post(path), session)).await
}

/// How many requests pass before one is refused, of so many at most.
async fn passing(gateway: &Gateway, address: &str, session: &str, most: usize) -> usize {
    for passed in 0..most {
        if ask(gateway, address, session).await.status == 429 {
            return passed;
        }
    }
    most
}

#[tokio::test]
async fn a_merchant_that_asks_too_much_is_told_when_to_come_again() {
    let gateway = limited(Rates { merchant: 30, ..NONE }).await;
    let mut passed = 0;
    let refused = loop {
        let made = gateway.post("/v1/sessions", KEY, &order()).await;
        if made.status != 201 {
            break made;
        }
        passed += 1;
    };
    assert_eq!(passed, 30);
    assert_eq!(refused.reason(), (429, "rate_limited".into(), "too_many_requests".into()));
    assert_eq!(refused.body["retryable"], true);
    let header = |name: &str| refused.headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("retry-after"), "2");
    assert_eq!(header("ratelimit"), "\"merchant\";r=0;t=2");
    assert_eq!(header("ratelimit-policy"), "\"merchant\";q=30;w=60");
    assert_eq!(gateway.get("/v1/payments", KEY).await.status, 429, "whatever it asks");
    gateway.clock.advance(2_000);
    assert_eq!(gateway.get("/v1/payments", KEY).await.status, 200);
}

#[tokio::test]
async fn what_is_refused_can_be_sent_again_with_its_key() {
    let gateway = limited(Rates { merchant: 1, ..NONE }).await;
    while gateway.get("/v1/payments", KEY).await.status == 200 {}
    assert_eq!(gateway.post_as("/v1/sessions", KEY, "key-1", &order()).await.status, 429);
    gateway.clock.advance(120_000);
    assert_eq!(gateway.post_as("/v1/sessions", KEY, "key-1", &order()).await.status, 201);
}

#[tokio::test]
async fn an_address_is_counted_by_itself_and_a_household_in_ipv6_as_one() {
    let gateway = limited(Rates { address: 20, ..NONE }).await;
    let session = gateway.session().await;
    let passed = passing(&gateway, "203.0.113.7", &session, 40).await;
    assert_eq!(passed, 20);
    assert_eq!(ask(&gateway, "203.0.113.8", &session).await.problem(), (404, "challenge_not_found".into()));
    let passed = passing(&gateway, "2001:db8:1:2::1", &session, 40).await;
    assert_eq!(passed, 20);
    assert_eq!(ask(&gateway, "2001:db8:1:2:9::9", &session).await.status, 429);
    assert_eq!(ask(&gateway, "2001:db8:1:3::1", &session).await.status, 404);
}

#[tokio::test]
async fn a_window_that_is_refused_gets_words_and_can_always_look() {
    let gateway = limited(Rates { address: 1, ..NONE }).await;
    let session = gateway.session().await;
    passing(&gateway, "203.0.113.7", &session, 10).await;
    let request = Request::post("/v1/checkout/challenges").header("accept-language", "en");
    let refused = gateway.send(at("203.0.113.7", request, &session)).await;
    assert_eq!(refused.reason(), (429, "rate_limited".into(), "too_many_requests".into()));
    assert_eq!(refused.text("/words/happened"), "Too many requests");
    for _ in 0..10 {
        let looked = gateway.send(at("203.0.113.7", Request::get("/v1/checkout"), &session)).await;
        assert_eq!(looked.status, 200);
    }
}

#[tokio::test]
async fn a_page_that_is_refused_asks_again_by_itself() {
    let gateway = limited(Rates { address: 1, ..NONE }).await;
    let session = gateway.session().await;
    passing(&gateway, "203.0.113.7", &session, 10).await;
    let request = Request::get(format!("/v1/checkout/{session}")).header("accept-language", "ko");
    let page = gateway.send(at("203.0.113.7", request, &session)).await;
    assert_eq!((page.status, &page.headers["refresh"]), (429, &"60".parse().unwrap()));
    let html = page.body.as_str().unwrap();
    assert!(html.contains("<html lang=\"ko\">") && html.contains("요청이 너무 잦아요"), "{html}");
    assert!(page.headers["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
}

#[tokio::test]
async fn who_guesses_keys_is_not_listened_to_but_the_merchant_beside_is() {
    let gateway = limited(Rates { failures: 10, ..NONE }).await;
    let with = |key: &str| {
        let request = Request::get("/v1/payments").header("x-forwarded-for", "203.0.113.7");
        request.header("authorization", format!("Bearer {key}")).body(Body::empty()).unwrap()
    };
    assert_eq!(gateway.send(with(KEY)).await.status, 200);
    let mut refused = 0;
    for guess in 0..30 {
        let answer = gateway.send(with(&format!("sk_live_{guess}"))).await;
        assert!(matches!(answer.status, 401 | 429), "{}", answer.status);
        refused += usize::from(answer.status == 429);
    }
    assert!((19..=20).contains(&refused), "{refused}");
    assert_eq!(gateway.send(with(KEY)).await.status, 200);
    let guessed = gateway.send(at("203.0.113.7", Request::get("/v1/checkout"), "cs_0000000000000000000001")).await;
    assert_eq!(guessed.problem(), (429, "rate_limited".into()), "sessions are counted with the keys");
}

#[tokio::test]
async fn a_restart_forgets_no_limit() {
    let directory = Dist::built();
    let database = lasting(&directory).await;
    let mut gateway = Gateway::with(|config| {
        config.database = database;
        config.serving.rates = Rates { address: 50, ..NONE };
    })
    .await;
    let session = gateway.session().await;
    assert_eq!(passing(&gateway, "203.0.113.7", &session, 100).await, 50);
    gateway.restart().await;
    let passed = passing(&gateway, "203.0.113.7", &session, 100).await;
    assert_eq!(passed, 5, "no more than a gateway lends");
}

#[tokio::test]
async fn no_address_is_kept_and_nothing_for_long() {
    let directory = Dist::built();
    let database = super::support_database::file_in(&directory);
    let gateway = Gateway::with(|config| {
        config.database = database.clone();
        config.serving.rates = Rates { address: 10, ..NONE };
    })
    .await;
    let session = gateway.session().await;
    passing(&gateway, "203.0.113.77", &session, 20).await;
    let kept = super::restart::database_files(&directory.0);
    for address in [&b"203.0.113.77"[..], &[203, 0, 113, 77]] {
        assert!(!kept.windows(address.len()).any(|bytes| bytes == address), "{address:?}");
    }
    assert_eq!(execute_on(&database, "SELECT COUNT(*) FROM buckets").await, 1);
    gateway.clock.advance(120_000);
    gateway.app.sweep().await.unwrap();
    assert_eq!(execute_on(&database, "SELECT COUNT(*) FROM buckets").await, 0);
}

#[tokio::test]
async fn where_no_proxy_is_named_a_private_address_is_everybody() {
    let gateway = Gateway::with(|config| {
        config.behind_proxy = false;
        config.serving.rates = Rates { address: 1, ..NONE };
    })
    .await;
    let session = gateway.session().await;
    for (address, limited) in [("127.0.0.1", false), ("10.1.2.3", false), ("[fd00::1]", false), ("203.0.113.7", true)] {
        let mut refused = false;
        for _ in 0..5 {
            let mut request = at("198.51.100.1", Request::post("/v1/checkout/cancel"), &session);
            let peer: std::net::SocketAddr = format!("{address}:1").parse().unwrap();
            request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
            refused |= gateway.send(request).await.status == 429;
        }
        assert_eq!(refused, limited, "{address}");
    }
}

#[tokio::test]
async fn with_the_limits_that_are_set_a_busy_office_pays() {
    let gateway = limited(super::config::read(&[]).unwrap().serving.rates).await;
    for shopper in 0..200 {
        let session = gateway.session().await;
        for request in [
            Request::get(format!("/v1/checkout/{session}")),
            Request::post("/v1/checkout/challenges/ch_0000000000000000000001/verify"),
            Request::post("/v1/checkout/challenges/ch_0000000000000000000001/resend"),
        ] {
            let answer = gateway.send(at("203.0.113.7", request, &session)).await;
            assert_ne!(answer.status, 429, "shopper {shopper}");
        }
    }
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn two_gateways_let_no_more_pass_than_one_and_a_portion() {
    let database = on_server().await;
    let one = Gateway::with(|config| {
        config.database = database;
        config.serving.rates = Rates { address: 50, ..NONE };
    })
    .await;
    let other = one.beside().await;
    let session = one.session().await;
    let mut passed = 0;
    for round in 0..200 {
        let gateway = if round % 2 == 0 { &one } else { &other };
        passed += usize::from(ask(gateway, "203.0.113.7", &session).await.status != 429);
    }
    assert!((50..=60).contains(&passed), "{passed}");
    let body = challenge(super::support::LINE);
    assert_eq!(one.post("/v1/checkout/challenges", &session, &body).await.status, 201, "of another address");
    assert_eq!(json!(other.stage(&session).await["status"]), "challenged");
}
