//! Changing the sealing key: everything still opens, and the old key can go.

use carrier_checkout_gateway::App;
use carrier_checkout_gateway::clock::Clock as _;
use carrier_checkout_gateway::config::SealingKey;
use carrier_checkout_gateway::keyring::{Keyring, KeysInUse, Resealed};
use carrier_checkout_gateway::seal::{Fingerprint, Sealed, Sealer};
use carrier_checkout_gateway::store::{Merchants as _, SqlStore, WebhookTarget};
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::sync::Notify;

use super::page::Dist;
use super::refunds::paid;
use super::sessions::OTHER_KEY;
use super::support::{Gateway, KEY, LINE, order};
use super::support_database::{lasting, on_server};
use super::support_tables::Tables;
use super::webhooks::{Receiver, SECRET};

const OLD: [u8; 32] = [7; 32];
const NEW: [u8; 32] = [8; 32];
const OTHER_LINE: &str = "01022223333";

/// A gateway in whose database something of every kind is sealed by the old key.
struct Journey {
    gateway: Gateway,
    receiver: Receiver,
    challenged: String,
    code: (String, String),
    verified: (String, String),
    payment: String,
    refund: String,
    made: Value,
    _directory: Dist,
}

impl Journey {
    async fn begun() -> Self {
        let directory = Dist::built();
        let database = lasting(&directory).await;
        let (receiver, mut gateway) = Receiver::gateway_with(|config| {
            config.database.clone_from(&database);
            config.limits.line_sends = 2;
        })
        .await;
        // The hashes as they were before they had a key of their own.
        let derived = Sealer::new(&OLD, []).derived_hash_key();
        let kept = Sealer::new(&OLD, []).seal("secret:hash-key", &derived);
        let mut tables = Tables::of(&database).await;
        tables.put("UPDATE secrets SET sealed = $1 WHERE name = $2", &kept.0, "hash-key").await;
        put_other_merchant(&gateway, &database).await;
        gateway.restart().await;

        let payment = paid(&gateway, LINE).await;
        gateway.month_ends();
        let payouts = gateway.config.payouts.replace(unreachable_payouts(&gateway)).unwrap();
        gateway.restart().await;
        let refund = gateway.give_back(&payment, 900).await;
        assert_eq!(refund.body["status"], "pending", "{}", refund.body);
        gateway.config.payouts = Some(payouts);
        let made = gateway.post_as("/v1/sessions", KEY, "key-1", &order()).await.body;
        let challenged = made["id"].as_str().unwrap().to_owned();
        let code = gateway.challenged(&challenged, OTHER_LINE).await;
        let verified = gateway.verified(LINE).await;
        let refund = refund.text("/id");
        Self { gateway, receiver, challenged, code, verified, payment, refund, made, _directory: directory }
    }

    async fn rotated(&mut self, current: [u8; 32], old: &[[u8; 32]]) {
        self.gateway.config.sealing_key = SealingKey(current);
        self.gateway.config.sealing_keys_old = old.iter().copied().map(SealingKey).collect();
        self.gateway.restart().await;
    }

    /// What is read without changing anything.
    async fn still_opens(&self) {
        let gateway = &self.gateway;
        assert_eq!(gateway.stage(&self.challenged).await["challenge"]["phone"], "010-****-3333");
        assert_eq!(gateway.stage(&self.verified.0).await["token"], json!(self.verified.1));
        assert_eq!(gateway.payment(&self.payment).await["phone"], "010-****-6789");
        let again = gateway.post_as("/v1/sessions", KEY, "key-1", &order()).await;
        assert_eq!((again.body, &again.headers["idempotency-replayed"]), (self.made.clone(), &"true".parse().unwrap()));
    }

    /// Each of what was begun by the old key is brought to its end.
    async fn goes_on(&self) {
        let gateway = &self.gateway;
        let (id, code) = &self.code;
        assert_eq!(gateway.verify(&self.challenged, id, code).await.status, 200);
        assert_eq!(gateway.pay(&self.verified.1).await.text("/status"), "succeeded");
        gateway.clock.advance(2 * 60_000);
        gateway.app.settle_refunds().await.unwrap();
        let refund = gateway.get(&format!("/v1/refunds/{}", self.refund), KEY).await;
        assert_eq!(refund.body["status"], "succeeded", "{}", refund.body);
        // The line has had its codes, as it is known by the same hash.
        let session = gateway.session().await;
        let sent = gateway.challenge(&session, LINE).await;
        assert_eq!(sent.status, 201, "its second code: {}", sent.body);
        let session = gateway.session().await;
        assert_eq!(gateway.challenge(&session, LINE).await.text("/reason"), "too_many_requests");
        self.tells_the_other_merchant().await;
    }

    /// Its webhook secrets were sealed when it was registered, and never since.
    async fn tells_the_other_merchant(&self) {
        let gateway = &self.gateway;
        let made = gateway.post("/v1/sessions", OTHER_KEY, &order()).await.text("/id");
        gateway.post(&format!("/v1/sessions/{made}/expire"), OTHER_KEY, &json!({})).await;
        while gateway.app.deliver().await.unwrap() > 0 {}
        assert!(self.receiver.bodies().iter().any(|body| body["data"]["id"] == made));
    }
}

async fn put_other_merchant(gateway: &Gateway, database: &str) {
    let store = SqlStore::open(database).await.unwrap();
    let sandbox = carrier_checkout_gateway::store::MerchantId("mer_sandbox".to_owned());
    let mut other = store.merchant(&sandbox).await.unwrap().unwrap();
    let secrets = Sealer::new(&OLD, []).seal("webhook-secrets:mer_other", json!([SECRET]).to_string().as_bytes());
    let url = gateway.config.sandbox.as_ref().unwrap().webhook.as_ref().unwrap().url.to_string();
    other.id = carrier_checkout_gateway::store::MerchantId("mer_other".to_owned());
    other.webhook = Some(WebhookTarget { url, secrets });
    store.put_merchant(&other).await.unwrap();
    let now = gateway.clock.now();
    store.put_key(&other.id, &Fingerprint::of_random(OTHER_KEY), now, now).await.unwrap();
    store.close().await;
}

fn unreachable_payouts(gateway: &Gateway) -> carrier_checkout_gateway::payouts::PayoutConfig {
    let mut payouts = gateway.config.payouts.clone().unwrap();
    payouts.url = "http://127.0.0.1:9/payouts".parse().unwrap();
    payouts
}

async fn reseal(app: &App) -> Resealed {
    app.reseal(|_| ()).await.unwrap()
}

fn values(keys: &KeysInUse) -> (u64, Vec<u64>, u64) {
    (keys.current.1, keys.old.iter().map(|(_, values)| *values).collect(), keys.others)
}

#[tokio::test]
async fn after_a_rotation_everything_opens_and_after_sealing_anew_the_old_key_can_go() {
    let mut journey = Journey::begun().await;
    journey.rotated(NEW, &[OLD]).await;
    journey.still_opens().await;
    let keys = journey.gateway.app.keys_in_use().await.unwrap();
    let (current, old, others) = values(&keys);
    assert!(current >= 1, "the sandbox's merchant is put at each start");
    assert!(old[0] >= 10 && others == 0, "{keys:?}");
    assert_eq!(keys.unused(), []);

    // Beside the gateway, as from another process.
    let store = SqlStore::open(&journey.gateway.config.database).await.unwrap();
    let sealer = Sealer::new(&NEW, [&OLD]);
    let keyring = Keyring::of(&store, &sealer);
    let done = keyring.reseal(|_| ()).await.unwrap();
    assert_eq!(done, Resealed { resealed: old[0], unreadable: 0 });
    let keys = keyring.in_use().await.unwrap();
    assert_eq!(values(&keys), (current + old[0], vec![0], 0));
    store.close().await;
    assert_eq!(keys.unused(), [keys.old[0].0]);

    journey.rotated(NEW, &[]).await;
    journey.still_opens().await;
    journey.goes_on().await;
}

#[tokio::test]
async fn everything_begun_by_an_old_key_comes_to_its_end_by_the_new_one() {
    let mut journey = Journey::begun().await;
    journey.rotated(NEW, &[OLD]).await;
    journey.goes_on().await;
}

#[tokio::test]
async fn values_of_before_keys_had_ids_open_and_are_sealed_anew() {
    let mut journey = Journey::begun().await;
    let database = journey.gateway.config.database.clone();
    let changed = made_nameless(&database).await;
    journey.gateway.restart().await;
    journey.still_opens().await;
    journey.rotated(NEW, &[OLD]).await;
    journey.still_opens().await;
    let keys = journey.gateway.app.keys_in_use().await.unwrap();
    // The sandbox's merchant and the key of the hashes have been sealed since.
    assert_eq!(values(&keys), (1, vec![1], changed - 1), "{keys:?}");
    assert_eq!(keys.unused(), [], "by which key the others are nobody knows");
    assert_eq!(reseal(&journey.gateway.app).await.unreadable, 0);
    journey.rotated(NEW, &[]).await;
    journey.still_opens().await;
    journey.goes_on().await;
}

#[tokio::test]
async fn sealing_anew_that_was_killed_goes_on_where_it_was() {
    let directory = Dist::built();
    let database = lasting(&directory).await;
    let mut gateway = Gateway::with(|config| config.database = database).await;
    let made = gateway.session().await;
    for number in 0..450 {
        gateway.post_as("/v1/sessions", KEY, &format!("key-{number}"), &order()).await;
    }
    gateway.config.sealing_keys_old = vec![SealingKey(OLD)];
    gateway.config.sealing_key = SealingKey(NEW);
    gateway.restart().await;
    let all = gateway.app.keys_in_use().await.unwrap().old[0].1;
    let some = Notify::new();
    let killed = tokio::select! {
        biased;
        () = some.notified() => true,
        _ = gateway.app.reseal(|_| some.notify_one()) => false,
    };
    gateway.restart().await;
    let left = gateway.app.keys_in_use().await.unwrap().old[0].1;
    assert!(killed && 0 < left && left < all, "{left} of {all}");
    assert_eq!(reseal(&gateway.app).await, Resealed { resealed: left, unreadable: 0 });
    assert_eq!(reseal(&gateway.app).await, Resealed::default());
    assert_eq!(gateway.stage(&made).await["status"], "open");
}

#[tokio::test]
async fn sealing_anew_passes_over_nothing_that_is_changed_meanwhile() {
    let mut journey = Journey::begun().await;
    journey.rotated(NEW, &[OLD]).await;
    let (one, other) = (reseal(&journey.gateway.app), async {
        let sessions = (0..20).map(|_| journey.gateway.session());
        futures_util::future::join_all(sessions).await;
        reseal(&journey.gateway.app).await
    });
    let (one, other) = futures_util::future::join(one, other).await;
    assert_eq!(one.unreadable + other.unreadable, 0);
    assert_eq!(values(&journey.gateway.app.keys_in_use().await.unwrap()).1, [0]);
    journey.rotated(NEW, &[]).await;
    journey.still_opens().await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL"]
async fn sealing_anew_comes_back_to_a_row_that_somebody_is_at() {
    let database = on_server().await;
    let mut gateway = Gateway::with(|config| config.database.clone_from(&database)).await;
    gateway.verified(LINE).await;
    gateway.config.sealing_keys_old = vec![SealingKey(OLD)];
    gateway.config.sealing_key = SealingKey(NEW);
    gateway.restart().await;
    let mut somebody = Tables::of(&database).await;
    somebody.run("BEGIN").await;
    somebody.run("SELECT 1 FROM challenges FOR UPDATE").await;
    let passed = Notify::new();
    let resealing = gateway.app.reseal(|_| passed.notify_one());
    let letting_go = async {
        passed.notified().await;
        somebody.run("COMMIT").await;
    };
    let (done, ()) = futures_util::future::join(resealing, letting_go).await;
    assert_eq!(done.unwrap().unreadable, 0);
    assert_eq!(values(&gateway.app.keys_in_use().await.unwrap()).1, [0]);
}

#[tokio::test]
async fn a_gateway_with_another_databases_key_does_not_start_and_spoils_nothing() {
    let mut journey = Journey::begun().await;
    let database = journey.gateway.config.database.clone();
    for is_of_before in [false, true] {
        if is_of_before {
            made_nameless(&database).await;
        }
        journey.gateway.config.sealing_key = SealingKey([9; 32]);
        let started = App::open(&journey.gateway.config, journey.gateway.clock.clone()).await;
        let error = started.err().unwrap().to_string();
        assert!(
            error.starts_with("neither the sealing key (sealing_key, CARRIER_CHECKOUT_SEALING_KEY) nor"),
            "{error}"
        );
        journey.rotated(OLD, &[]).await;
        journey.still_opens().await;
    }
}

/// Seals everything as it was sealed before keys had ids, and takes the key of the hashes away. Gives how many values.
async fn made_nameless(database: &str) -> u64 {
    let mut tables = Tables::of(database).await;
    let ring = Sealer::new(&OLD, []);
    let columns = [
        ("challenges", "id", "phone", "phone"),
        ("tokens", "challenge", "sealed", "token"),
        ("refunds", "id", "account", "account"),
        ("merchants", "id", "webhook_secrets", "webhook-secrets"),
        ("idempotency", "scope || ':' || key", "answer", "answer"),
    ];
    let mut changed = 0;
    for (table, name, column, kind) in columns {
        let values = format!("SELECT {name}, {column} FROM {table} WHERE {column} IS NOT NULL");
        for (id, sealed) in tables.values(&values).await {
            let place = format!("{kind}:{id}");
            let value = ring.open(&place, &Sealed(sealed)).unwrap();
            let update = format!("UPDATE {table} SET {column} = $1 WHERE {name} = $2");
            tables.put(&update, &nameless(&place, &value), &id).await;
            changed += 1;
        }
    }
    tables.run("DELETE FROM secrets").await;
    changed
}

fn nameless(place: &str, value: &[u8]) -> Vec<u8> {
    let mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&OLD).unwrap();
    let cipher = XChaCha20Poly1305::new(&mac.chain_update("sealing").finalize().into_bytes());
    let nonce: [u8; 24] = carrier_checkout_gateway::random::bytes();
    let payload = Payload { msg: value, aad: place.as_bytes() };
    [&nonce[..], &cipher.encrypt(&nonce.into(), payload).unwrap()].concat()
}
