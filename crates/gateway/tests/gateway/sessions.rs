//! Sessions, as the merchant's backend makes and sees them.

use carrier_checkout_gateway::clock::Clock as _;
use carrier_checkout_gateway::seal::Fingerprint;
use carrier_checkout_gateway::store::{MerchantId, MerchantRecord, Merchants, SqlStore};
use carrier_checkout_protocol::goods::Seller;
use serde_json::{Value, json};

use super::page::Dist;
use super::support::{Gateway, KEY, LINE, order};
use super::support_database::lasting;

/// A second merchant in the same database.
pub(crate) const OTHER_KEY: &str = "sk_test_another";

/// A gateway with two merchants, in a file.
pub(crate) async fn with_two_merchants() -> (Gateway, Dist) {
    let directory = Dist::built();
    let file = lasting(&directory).await;
    let gateway = Gateway::with(|config| config.database.clone_from(&file)).await;
    let store = SqlStore::open(&file).await.unwrap();
    let other = MerchantRecord {
        id: MerchantId("mer_other".to_owned()),
        seller: Seller { name: "다른 상점".to_owned(), phone: "02-9876-5432".to_owned(), email: None },
        origins: vec!["https://other.example".to_owned()],
        direct_origins: vec!["https://other.example".to_owned()],
        webhook: None,
    };
    store.put_merchant(&other).await.unwrap();
    let now = gateway.clock.now();
    store.put_key(&other.id, &Fingerprint::of_random(OTHER_KEY), now, now).await.unwrap();
    (gateway, directory)
}

#[tokio::test]
async fn a_session_is_made_open_and_can_be_seen_again() {
    let gateway = Gateway::start().await;
    let made = gateway.post("/v1/sessions", KEY, &order()).await;
    assert_eq!(made.status, 201);
    assert!(made.text("/id").starts_with("cs_"));
    assert_eq!(made.body["status"], "open");
    assert_eq!((&made.body["order_id"], &made.body["amount"]), (&json!("order-1"), &json!(9_900)));
    assert_eq!(made.body["billing"], "one_off");
    let lives = made.body["expires_at"].as_i64().unwrap() - made.body["created_at"].as_i64().unwrap();
    assert_eq!(lives, 1_800_000);
    let seen = gateway.get(&format!("/v1/sessions/{}", made.text("/id")), KEY).await;
    assert_eq!((seen.status, seen.body), (200, made.body));
    assert_eq!(seen.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn goods_that_the_window_could_not_show_are_refused() {
    let gateway = Gateway::start().await;
    let set = |pointer: &str, value: Value| {
        let mut body = order();
        *body.pointer_mut(pointer).unwrap() = value;
        body
    };
    let mut endless = order();
    endless["goods"].as_object_mut().unwrap().remove("offer_period");
    let mut unknown = order();
    unknown["discount"] = json!(1);
    let mut cash_like = set("/amount", json!(100_001));
    cash_like["goods"]["cash_like"] = json!(true);
    for body in [
        set("/amount", json!(0)),
        set("/amount", json!(9_900.5)),
        set("/amount", json!(10_000_001)),
        set("/order_id", json!("주문 1")),
        set("/goods/name", json!("")),
        set("/goods/name", json!("  ")),
        set("/goods/name", json!("두\n줄")),
        set("/goods/name", json!("가".repeat(101))),
        set("/goods/kind", json!("service")),
        set("/goods/offer_period", json!({ "unit": "days", "count": 0 })),
        endless,
        unknown,
        cash_like,
        json!([]),
    ] {
        let refused = gateway.post("/v1/sessions", KEY, &body).await;
        assert_eq!(refused.problem(), (422, "invalid_request".into()), "{body}");
        assert!(!refused.text("/detail").is_empty());
    }
}

#[tokio::test]
async fn things_that_are_sent_need_no_offer_period() {
    let gateway = Gateway::start().await;
    let mut body = order();
    body["goods"] = json!({ "name": "머그컵", "kind": "physical" });
    assert_eq!(gateway.post("/v1/sessions", KEY, &body).await.status, 201);
}

#[tokio::test]
async fn only_a_merchants_own_key_opens_its_sessions() {
    let (gateway, _directory) = with_two_merchants().await;
    let path = format!("/v1/sessions/{}", gateway.session().await);
    for key in ["sk_test_unknown", "sk_test_demo2", "", "cs_0000000000000000000001"] {
        let refused = gateway.get(&path, key).await;
        assert_eq!(refused.problem(), (401, "unauthenticated".into()), "{key}");
        assert_eq!(refused.headers["www-authenticate"], "Bearer");
    }
    for other in [path.as_str(), "/v1/sessions/cs_0000000000000000000001", "/v1/sessions/1"] {
        assert_eq!(gateway.get(other, OTHER_KEY).await.problem(), (404, "session_not_found".into()), "{other}");
    }
    let refused = gateway.post(&format!("{path}/expire"), OTHER_KEY, &json!({})).await;
    assert_eq!(refused.problem(), (404, "session_not_found".into()));
    assert_eq!(gateway.get(&path, KEY).await.body["status"], "open");
}

#[tokio::test]
async fn the_well_known_key_opens_nothing_outside_the_sandbox_mode() {
    let (mut gateway, _directory) = with_two_merchants().await;
    gateway.config.sandbox = None;
    gateway.restart().await;
    assert_eq!(gateway.post("/v1/sessions", KEY, &order()).await.problem(), (401, "unauthenticated".into()));
    assert_eq!(gateway.post("/v1/sessions", OTHER_KEY, &order()).await.status, 201);
}

#[tokio::test]
async fn a_session_can_be_expired_once_and_for_all() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let path = format!("/v1/sessions/{session}/expire");
    for _ in 0..2 {
        let expired = gateway.post(&path, KEY, &json!({})).await;
        assert_eq!((expired.status, &expired.body["status"]), (200, &json!("expired")));
    }
    assert_eq!(gateway.stage(&session).await, json!({ "status": "expired" }));
    let refused = gateway.challenge(&session, LINE).await;
    assert_eq!(refused.reason(), (410, "session_expired".into(), "session_expired".into()));
}

#[tokio::test]
async fn a_paid_session_cannot_be_expired() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    assert_eq!(gateway.pay(&token).await.status, 201);
    let refused = gateway.post(&format!("/v1/sessions/{session}/expire"), KEY, &json!({})).await;
    assert_eq!(refused.problem(), (409, "session_closed".into()));
    let seen = gateway.get(&format!("/v1/sessions/{session}"), KEY).await;
    assert_eq!(seen.body["status"], "paid");
    assert!(seen.text("/payment").starts_with("pay_"));
}

#[tokio::test]
async fn a_session_expires_by_itself() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    gateway.clock.advance(1_799_999);
    assert_eq!(gateway.stage(&session).await["status"], "open");
    gateway.clock.advance(1);
    assert_eq!(gateway.stage(&session).await["status"], "expired");
    assert_eq!(gateway.get(&format!("/v1/sessions/{session}"), KEY).await.body["status"], "expired");
    assert_eq!(gateway.challenge(&session, LINE).await.problem(), (410, "session_expired".into()));
}
