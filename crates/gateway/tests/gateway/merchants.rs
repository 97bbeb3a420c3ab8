//! Merchants whom an operator registers while a gateway runs.

use carrier_checkout_gateway::clock::Clock as _;
use carrier_checkout_gateway::merchants::{Change, NewMerchant, Register};
use carrier_checkout_gateway::seal::Sealer;
use carrier_checkout_gateway::store::SqlStore;
use carrier_checkout_protocol::goods::Seller;

use super::console::Browser;
use super::page::Dist;
use super::support::{Gateway, order};
use super::support_database::lasting;

const HOUR: i64 = 3_600_000;

fn shop() -> NewMerchant {
    NewMerchant {
        seller: Seller { name: "별빛상점".to_owned(), phone: "02-9876-5432".to_owned(), email: None },
        origins: vec!["https://star.example/".to_owned()],
        direct_origins: Vec::new(),
        webhook_url: Some("https://star.example/hooks".to_owned()),
    }
}

/// A gateway, and the operator's register of the same database.
async fn registered() -> (Gateway, Register, Dist) {
    let directory = Dist::built();
    let database = lasting(&directory).await;
    let gateway = Gateway::with(|config| config.database.clone_from(&database)).await;
    let store = SqlStore::connect(&database).await.unwrap();
    let register = Register::new(store, Sealer::new(&gateway.config.sealing_key.0, []), true);
    (gateway, register, directory)
}

async fn made(gateway: &Gateway, key: &str) -> u16 {
    gateway.post("/v1/sessions", key, &order()).await.status
}

#[tokio::test]
async fn two_keys_hold_while_one_takes_the_place_of_the_other() {
    let (gateway, register, _directory) = registered().await;
    let first = register.add(&shop(), gateway.clock.now()).await.unwrap();
    let (id, first) = (first.id.0, first.key.unwrap());
    assert_eq!(made(&gateway, &first).await, 201);
    let second = register.rotate_key(&id, gateway.clock.now(), HOUR).await.unwrap().key.unwrap();
    gateway.clock.advance(HOUR - 1);
    assert_eq!((made(&gateway, &first).await, made(&gateway, &second).await), (201, 201));
    // A third key does not let the first one live any longer.
    let third = register.rotate_key(&id, gateway.clock.now(), HOUR).await.unwrap().key.unwrap();
    gateway.clock.advance(1);
    assert_eq!((made(&gateway, &first).await, made(&gateway, &second).await), (401, 201));
    gateway.clock.advance(HOUR);
    assert_eq!((made(&gateway, &second).await, made(&gateway, &third).await), (401, 201));
    register.rotate_key(&id, gateway.clock.now(), HOUR).await.unwrap();
    let listed = register.list().await.unwrap();
    let one = listed.iter().find(|one| one.merchant.id.0 == id).unwrap();
    assert_eq!(one.merchant.origins, ["https://star.example"]);
    assert_eq!(one.keys.len(), 2, "those that have ended are forgotten with the next one");
}

#[tokio::test]
async fn a_key_that_is_refused_opens_no_console_either() {
    let (gateway, register, _directory) = registered().await;
    let told = register.add(&shop(), gateway.clock.now()).await.unwrap();
    let (id, key) = (told.id.0, told.key.unwrap());
    let browser = Browser::inside_with(&gateway, &key).await;
    assert_eq!(browser.get("/console").await.status, 200);
    register.disable(&id, Some(gateway.clock.now())).await.unwrap();
    assert_eq!((browser.get("/console").await.status, made(&gateway, &key).await), (303, 401));
    register.disable(&id, None).await.unwrap();
    assert_eq!((browser.get("/console").await.status, made(&gateway, &key).await), (200, 201));
    register.rotate_key(&id, gateway.clock.now(), 0).await.unwrap();
    assert_eq!(browser.get("/console").await.status, 303, "the login ends with its key");
}

#[tokio::test]
async fn a_merchant_keeps_what_is_not_changed() {
    let (gateway, register, _directory) = registered().await;
    let told = register.add(&shop(), gateway.clock.now()).await.unwrap();
    let change = Change { phone: Some("1588-0000".to_owned()), ..Change::default() };
    register.update(&told.id.0, &change).await.unwrap();
    let listed = register.list().await.unwrap();
    let one = &listed.iter().find(|one| one.merchant.id == told.id).unwrap().merchant;
    assert_eq!((one.seller.name.as_str(), one.seller.phone.as_str()), ("별빛상점", "1588-0000"));
    assert_eq!(one.webhook.as_ref().unwrap().url, "https://star.example/hooks");
    assert_eq!(register.sealed_otherwise().await.unwrap(), (1, Vec::new()));
    assert_eq!(made(&gateway, &told.key.unwrap()).await, 201, "its key is none of that");
}

#[tokio::test]
async fn an_operator_connects_without_bringing_anything_up_to_date() {
    let (gateway, _, _directory) = registered().await;
    let store = SqlStore::connect(&gateway.config.database).await.unwrap();
    assert_eq!(store.due().await.unwrap(), []);
    assert_eq!(SqlStore::migrate(&gateway.config.database).await.unwrap(), []);
    let version = store.version().await.unwrap();
    assert!(version.starts_with("SQLite 3.") || version.starts_with("PostgreSQL 1"), "{version}");
    assert!(store.sealed_phones().await.unwrap().is_empty());
}
