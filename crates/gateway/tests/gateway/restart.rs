//! What becomes of a payment when an answer is lost or the gateway ends in
//! the middle of it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use carrier_checkout_gateway::App;
use carrier_checkout_gateway::config::SealingKey;
use carrier_checkout_protocol::PhoneNumber;
use serde_json::json;

use super::page::Dist;
use super::support::{Gateway, KEY, LINE, exchange};
use super::support_database;
use super::support_tables::Tables;
use super::support_wire::Cut;

/// A gateway whose database outlives it.
async fn lasting() -> (Gateway, Dist) {
    let directory = Dist::built();
    let database = support_database::lasting(&directory).await;
    (Gateway::with(|config| config.database = database).await, directory)
}

/// A gateway whose database is a file, which goes when the test ends.
async fn in_a_file() -> (Gateway, Dist) {
    let directory = Dist::built();
    let file = support_database::file_in(&directory);
    (Gateway::with(|config| config.database = file).await, directory)
}

/// A payment of which the carrier's answers are lost, so that it processes.
async fn processing(gateway: &Gateway, cut: &'static str) -> (String, String) {
    let (session, token) = gateway.verified(LINE).await;
    gateway.wire.cut(cut, Cut::AnswerLost);
    let paid = gateway.pay(&token).await;
    assert_eq!((paid.status, &paid.body["status"]), (201, &json!("processing")), "{}", paid.body);
    assert_eq!(gateway.stage(&session).await, json!({ "status": "processing" }));
    assert_eq!(gateway.challenge(&session, LINE).await.problem(), (409, "session_closed".into()));
    (session, paid.text("/id"))
}

#[tokio::test]
async fn a_charge_that_nobody_answers_for_is_settled_in_the_background() {
    let gateway = Gateway::start().await;
    let (session, payment) = processing(&gateway, "/payments").await;
    assert_eq!(gateway.app.settle().await.unwrap(), 0, "not yet");
    gateway.clock.advance(2_000);
    assert_eq!(gateway.app.settle().await.unwrap(), 1);
    let path = format!("/v1/payments/{payment}");
    assert_eq!(gateway.get(&path, KEY).await.body["status"], "processing");
    gateway.wire.mend();
    gateway.clock.advance(3_999);
    assert_eq!(gateway.app.settle().await.unwrap(), 0, "each pause is longer than the one before");
    gateway.clock.advance(1);
    assert_eq!(gateway.app.settle().await.unwrap(), 1);
    assert_eq!(gateway.get(&path, KEY).await.body["status"], "succeeded");
    assert_eq!(gateway.stage(&session).await["status"], "paid");
    assert_eq!(gateway.charged().await, 1);
}

#[tokio::test]
async fn a_payment_is_settled_after_a_restart() {
    let (mut gateway, _directory) = lasting().await;
    let (session, payment) = processing(&gateway, "/payments").await;
    gateway.wire.mend();
    gateway.crash().await;
    let background = gateway.app.run_background();
    gateway.until(async |gateway| gateway.stage(&session).await["status"] == "paid").await;
    background.stop().await;
    assert_eq!(gateway.get(&format!("/v1/payments/{payment}"), KEY).await.body["status"], "succeeded");
    assert_eq!(gateway.charged().await, 1);
}

#[tokio::test]
async fn a_request_that_comes_again_after_a_crash_gets_its_payment() {
    let (mut gateway, _directory) = lasting().await;
    let (session, token) = gateway.verified(LINE).await;
    gateway.wire.cut("/confirm", Cut::Hangs);
    let body = exchange(&token);
    tokio::select! {
        answer = gateway.post_as("/v1/payments", KEY, "key-1", &body) => panic!("it hangs, and yet: {}", answer.body),
        () = gateway.wire.saw("/confirm") => {}
    }
    gateway.wire.mend();
    gateway.crash().await;
    assert_eq!(gateway.stage(&session).await, json!({ "status": "processing" }));
    let other = gateway.post_as("/v1/payments", KEY, "key-2", &body).await;
    assert_eq!(other.problem(), (409, "token_used".into()));
    let paid = gateway.post_as("/v1/payments", KEY, "key-1", &body).await;
    assert_eq!((paid.status, &paid.body["status"]), (201, &json!("succeeded")), "{}", paid.body);
    assert_eq!(gateway.charged().await, 1);
}

#[tokio::test]
async fn a_caller_that_hangs_up_does_not_cut_a_payment_in_half() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified("01000000012").await;
    tokio::select! {
        answer = gateway.pay(&token) => panic!("the carrier is slow, and yet: {}", answer.body),
        () = gateway.sandbox.clock.slept_on() => {}
    }
    gateway.sandbox.clock.advance(8_000);
    gateway.until(async |gateway| gateway.stage(&session).await["status"] == "paid").await;
    assert_eq!(gateway.charged().await, 1);
}

#[tokio::test]
async fn everything_is_still_known_after_a_restart() {
    let (mut gateway, _directory) = lasting().await;
    let made = gateway.post_as("/v1/sessions", KEY, "key-1", &super::support::order()).await;
    let session = made.text("/id");
    let (id, code) = gateway.challenged(&session, LINE).await;
    gateway.restart().await;
    assert_eq!(gateway.stage(&session).await["challenge"]["phone"], "010-****-6789");
    let token = gateway.verify(&session, &id, &code).await.text("/token");
    gateway.restart().await;
    assert_eq!(gateway.stage(&session).await["token"], json!(token));
    let again = gateway.post_as("/v1/sessions", KEY, "key-1", &super::support::order()).await;
    assert_eq!(again.body, made.body);
    assert_eq!(gateway.pay(&token).await.status, 201);
    gateway.restart().await;
    assert_eq!(gateway.stage(&session).await["status"], "paid");
    assert_eq!(gateway.pay(&token).await.problem(), (409, "token_used".into()));
}

#[tokio::test]
async fn a_database_is_useless_without_its_key() {
    let (mut gateway, _directory) = lasting().await;
    let (session, _) = gateway.verified(LINE).await;
    let right = std::mem::replace(&mut gateway.config.sealing_key, SealingKey([8; 32]));
    assert!(App::open(&gateway.config, gateway.clock.clone()).await.is_err());
    gateway.config.sealing_key = right;
    gateway.restart().await;
    assert_eq!(gateway.stage(&session).await["status"], "verified");
}

#[tokio::test]
async fn a_sealed_value_that_was_changed_is_not_believed() {
    let (gateway, _directory) = lasting().await;
    let (session, _) = gateway.verified(LINE).await;
    let (other, _) = gateway.verified("01022223333").await;
    let mut tables = Tables::of(&gateway.config.database).await;
    let sealed = tables.values("SELECT session, phone FROM challenges ORDER BY session").await;
    let (theirs, ours): (Vec<_>, Vec<_>) = sealed.into_iter().partition(|(of, _)| *of == other);
    assert_eq!(ours[0].0, session);
    tables.put("UPDATE challenges SET phone = $1 WHERE session = $2", &theirs[0].1, &session).await;
    let failed = gateway.get("/v1/checkout", &session).await;
    assert_eq!(failed.problem(), (500, "internal".into()));
    assert!(failed.body.get("detail").is_none());
}

#[tokio::test]
async fn nothing_personal_can_be_read_in_the_database() {
    let (gateway, directory) = in_a_file().await;
    let (_, token) = gateway.verified(LINE).await;
    let code = gateway.code(LINE).await;
    let key = format!("payment-order-1-{token}");
    assert_eq!(gateway.post_as("/v1/payments", KEY, &key, &exchange(&token)).await.status, 201);
    let number = PhoneNumber::parse(LINE).unwrap();
    let files = database_files(&directory.0);
    assert!(files.len() > 10_000);
    for secret in [LINE, &number.e164(), &number.hyphenated(), "9001011", &code, &token, KEY] {
        assert!(!files.windows(secret.len()).any(|bytes| bytes == secret.as_bytes()), "{secret}");
    }
}

#[tokio::test]
async fn only_the_gateways_own_user_can_read_the_database() {
    let (gateway, directory) = in_a_file().await;
    gateway.session().await;
    for name in ["gateway.db", "gateway.db-wal", "gateway.db-shm"] {
        let mode = std::fs::metadata(directory.0.join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

/// Everything that the database has on the disk.
pub(crate) fn database_files(directory: &Path) -> Vec<u8> {
    let names = ["gateway.db", "gateway.db-wal"];
    names.iter().flat_map(|name| std::fs::read(directory.join(name)).unwrap_or_default()).collect()
}
