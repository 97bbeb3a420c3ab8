//! `carrier-checkout merchant`, beside a gateway that runs.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::timeout;

use super::support::{Merchant, Place, Server};

#[tokio::test]
async fn a_merchant_is_registered_and_makes_sessions_with_its_keys() {
    let sandbox = Server::sandbox();
    let place = Place::live(Some(&sandbox));
    let server = place.serve();
    let first = place.merchant(&[]);
    assert!(first.key().starts_with("sk_live_") && first.key().len() >= 8 + 32, "{}", first.key());
    assert!(first.webhook_secret.is_none(), "nothing is sent without a URL");
    let (status, session) = server.session(first.key()).await;
    assert_eq!((status, &session["status"]), (201, &json!("open")), "{session}");

    let told = place.done(&["merchant", "rotate-key", &first.id, "--keep-old-for", "1h"]);
    let second = Merchant::told(&told);
    assert!(told.contains("The old key ends at "), "{told}");
    assert_eq!((&second.id, second.key() == first.key()), (&first.id, false));
    assert_eq!(server.session(first.key()).await.0, 201, "both hold for an hour");
    assert_eq!(server.session(second.key()).await.0, 201);

    let third = Merchant::told(&place.done(&["merchant", "rotate-key", &first.id, "--keep-old-for", "0s"]));
    assert_eq!(server.session(first.key()).await.0, 401);
    assert_eq!(server.session(second.key()).await.0, 401);
    assert_eq!(server.session(third.key()).await.0, 201);

    place.done(&["merchant", "disable", &first.id]);
    assert_eq!(server.session(third.key()).await.0, 401);
    place.done(&["merchant", "enable", &first.id]);
    assert_eq!(server.session(third.key()).await.0, 201);
}

#[tokio::test]
async fn what_is_sent_has_the_signatures_of_both_secrets_while_one_is_replaced() {
    let (url, mut received) = receiver().await;
    let place = Place::live(None);
    let server = place.serve();
    let merchant = place.merchant(&["--webhook-url", &url]);
    let old = merchant.webhook_secret.clone().unwrap();
    assert_eq!(signed_by(&server, &merchant, &mut received, &[&old]).await, [true]);
    let rotated = Merchant::told(&place.done(&["merchant", "rotate-webhook-secret", &merchant.id]));
    let new = rotated.webhook_secret.unwrap();
    assert_eq!(signed_by(&server, &merchant, &mut received, &[&old, &new]).await, [true, true]);
    let words = ["merchant", "rotate-webhook-secret", &merchant.id, "--keep-old-for", "0s"];
    let newest = Merchant::told(&place.done(&words)).webhook_secret.unwrap();
    assert_eq!(signed_by(&server, &merchant, &mut received, &[&old, &new, &newest]).await, [false, false, true]);
}

/// Which of the secrets the next event is signed with.
async fn signed_by(
    server: &Server,
    merchant: &Merchant,
    received: &mut UnboundedReceiver<(HeaderMap, Bytes)>,
    secrets: &[&str],
) -> Vec<bool> {
    let (_, session) = server.session(merchant.key()).await;
    let expire = format!("/v1/sessions/{}/expire", session["id"].as_str().unwrap());
    assert_eq!(server.post(&expire, merchant.key(), &json!({})).await.0, 200);
    let (headers, body) = timeout(Duration::from_secs(30), received.recv()).await.unwrap().unwrap();
    assert!(body.starts_with(b"{"), "an event");
    secrets.iter().map(|secret| Webhook::new(secret).unwrap().verify(&body, &headers).is_ok()).collect()
}

/// A merchant's server that takes everything.
async fn receiver() -> (String, UnboundedReceiver<(HeaderMap, Bytes)>) {
    type Heard = UnboundedSender<(HeaderMap, Bytes)>;
    let (heard, received) = unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/webhooks", listener.local_addr().unwrap());
    let take = async |State(heard): State<Heard>, headers: HeaderMap, body: Bytes| heard.send((headers, body)).unwrap();
    let router = Router::new().route("/webhooks", post(take)).with_state(heard);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (url, received)
}

#[test]
fn the_list_has_everything_but_keys_and_secrets() {
    let place = Place::live(None);
    place.done(&["migrate"]);
    assert!(place.done(&["merchant", "list"]).starts_with("There are no merchants yet"));
    let merchant = place.merchant(&["--webhook-url", "https://shop.example/hooks", "--email", "help@shop.example"]);
    place.done(&["merchant", "rotate-key", &merchant.id]);
    let listed: Value = serde_json::from_str(&place.done(&["merchant", "list", "--json"])).unwrap();
    let one = &listed[0];
    assert_eq!(one["id"], merchant.id.as_str());
    assert_eq!(one["name"], "달빛상점");
    assert_eq!(one["origins"], json!(["https://shop.example"]));
    assert_eq!(one["webhook_url"], "https://shop.example/hooks");
    assert_eq!(one["keys"].as_array().unwrap().len(), 2);
    assert_eq!((&one["keys"][0]["ends_at"], one["keys"][1]["ends_at"].is_string()), (&Value::Null, true));
    for text in [listed.to_string(), place.done(&["merchant", "list"])] {
        assert!(text.contains(&merchant.id));
        assert!(!text.contains("sk_") && !text.contains("whsec_"), "{text}");
    }
}

#[test]
fn a_change_is_of_what_was_named_alone() {
    let place = Place::live(None);
    place.done(&["migrate"]);
    let id = place.merchant(&["--direct-origin", "https://shop.example"]).id;
    let changed =
        place.done(&["merchant", "update", &id, "--name", "별빛상점", "--webhook-url", "https://shop.example/w"]);
    assert!(Merchant::told(&changed).webhook_secret.is_some(), "the first URL comes with a secret");
    let again = place.done(&["merchant", "update", &id, "--webhook-url", "https://shop.example/x"]);
    assert!(Merchant::told(&again).webhook_secret.is_none(), "the next one keeps it");
    let one = || serde_json::from_str::<Value>(&place.done(&["merchant", "list", "--json"])).unwrap()[0].clone();
    assert_eq!((&one()["name"], &one()["phone"]), (&json!("별빛상점"), &json!("02-1234-5678")));
    let refused = place.run(&["merchant", "update", &id, "--origin", "https://other.example"]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("--direct-origin https://shop.example is not among"), "{}", refused.err);
    assert_eq!(one()["origins"], json!(["https://shop.example"]));
    place.done(&["merchant", "update", &id, "--direct-origin", ""]);
    place.done(&["merchant", "update", &id, "--origin", "https://other.example"]);
    assert_eq!((&one()["origins"], &one()["direct_origins"]), (&json!(["https://other.example"]), &json!([])));
    let unknown = place.run(&["merchant", "update", "mer_nobody", "--name", "누구"]);
    assert_eq!((unknown.code, unknown.err.as_str()), (Some(2), "error: there is no merchant mer_nobody\n"));
}

#[test]
fn a_live_merchant_has_nothing_in_clear_text_and_nobody_has_what_is_wrong() {
    let mut place = Place::live(None);
    place.done(&["migrate"]);
    let add = |place: &Place, name: &str, phone: &str, more: &[&str]| {
        place.run(&[&["merchant", "add", "--name", name, "--phone", phone][..], more].concat())
    };
    let fine = ["--origin", "https://shop.example"];
    for (name, phone, more, told) in [
        (
            "상점",
            "02-1234-5678",
            &["--origin", "http://shop.example"][..],
            "http://shop.example does not begin with https://",
        ),
        ("상점", "02-1234-5678", &["--origin", "https://shop.example/pay"], "is not an origin"),
        (
            "상점",
            "02-1234-5678",
            &["--origin", "https://a.example", "--webhook-url", "http://a.example/"],
            "--webhook-url",
        ),
        (
            "상점",
            "02-1234-5678",
            &["--origin", "https://a.example", "--direct-origin", "https://b.example"],
            "--direct-origin",
        ),
        ("상점", "02-1234-5678", &["--origin", "https://a.example", "--email", "nobody"], "--email"),
        ("", "02-1234-5678", &fine, "--name"),
        ("상점", "nobody", &fine, "--phone"),
        ("상점", "02-1234-5678", &[], "--origin"),
    ] {
        let said = add(&place, name, phone, more);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{more:?}");
        assert!(said.err.contains(told), "{}", said.err);
    }
    place.set("CARRIER_CHECKOUT_MODE", "sandbox");
    let said = add(&place, "상점", "02-1234-5678", &["--origin", "http://localhost:8080"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(Merchant::told(&said.out).key().starts_with("sk_test_"));
}
