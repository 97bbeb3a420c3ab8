//! Merchants whose servers are slow, and those who have none.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::routing::post;
use carrier_checkout_gateway::merchants::{Change, Register};
use carrier_checkout_gateway::seal::Sealer;
use carrier_checkout_gateway::store::{MerchantId, MerchantRecord, Merchants as _, SqlStore};
use futures_util::future::join_all;
use serde_json::json;

use super::sessions::{OTHER_KEY, with_two_merchants};
use super::support::{Gateway, KEY, order};
use super::webhooks::{Receiver, serve};

/// More than are delivered at the same time.
const MANY: usize = 120;

const OF_THE_SANDBOX: &str = "mer_sandbox";

impl Gateway {
    /// Has a merchant told at that URL, as an operator does.
    async fn tells(&self, merchant: &str, url: String) {
        let sealer = Sealer::new(&self.config.sealing_key.0, []);
        let register = Register::new(self.store().await, sealer, true);
        register.update(merchant, &Change { webhook_url: Some(url), ..Change::default() }).await.unwrap();
    }

    async fn store(&self) -> SqlStore {
        SqlStore::connect(&self.config.database).await.unwrap()
    }

    async fn session_that_ends(&self, key: &str) {
        let session = self.post("/v1/sessions", key, &order()).await.text("/id");
        self.post(&format!("/v1/sessions/{session}/expire"), key, &json!({})).await;
    }
}

#[tokio::test]
async fn a_receiver_that_hangs_keeps_no_other_merchants_events_waiting() {
    let (gateway, _directory) = with_two_merchants().await;
    let asked = Arc::new(AtomicUsize::new(0));
    let hangs = {
        let asked = asked.clone();
        post(async move || {
            asked.fetch_add(1, Ordering::SeqCst);
            std::future::pending::<()>().await;
        })
    };
    gateway.tells(OF_THE_SANDBOX, serve(hangs).await).await;
    let (receiver, url) = Receiver::start().await;
    gateway.tells("mer_other", url).await;
    join_all((0..MANY).map(|_| gateway.session_that_ends(KEY))).await;
    // Theirs is the youngest event of all.
    gateway.clock.advance(1);
    gateway.session_that_ends(OTHER_KEY).await;
    let background = gateway.app.run_background();
    gateway.until(async |_| receiver.kinds() == ["session.expired"]).await;
    gateway.until(async |_| asked.load(Ordering::SeqCst) == 50).await;
    drop(background);
}

#[tokio::test]
async fn what_a_merchant_without_a_receiver_would_be_told_is_sent_when_it_is_asked_for() {
    let (gateway, _directory) = with_two_merchants().await;
    gateway.session_that_ends(KEY).await;
    let events = gateway.get("/v1/events", KEY).await;
    assert_eq!(events.body.pointer("/data/0/delivery"), Some(&json!({ "status": "given_up", "tries": 0 })));
    let again = format!("/v1/events/{}/redeliver", events.text("/data/0/id"));
    let refused = gateway.post(&again, KEY, &json!({})).await;
    assert_eq!(refused.problem(), (422, "invalid_request".to_owned()));

    let (receiver, url) = Receiver::start().await;
    gateway.tells(OF_THE_SANDBOX, url).await;
    assert_eq!(gateway.app.deliver().await.unwrap(), 0, "nobody has asked for it");
    assert_eq!(gateway.post(&again, KEY, &json!({})).await.text("/delivery/status"), "pending");
    assert_eq!(gateway.app.deliver().await.unwrap(), 1);
    assert_eq!(receiver.kinds(), ["session.expired"]);

    gateway.post(&again, KEY, &json!({})).await;
    let store = gateway.store().await;
    let merchant = store.merchant(&MerchantId(OF_THE_SANDBOX.to_owned())).await.unwrap().unwrap();
    store.put_merchant(&MerchantRecord { webhook: None, ..merchant }).await.unwrap();
    let events = gateway.get("/v1/events", KEY).await;
    assert_eq!(events.text("/data/0/delivery/status"), "given_up", "the receiver was taken away");
}
