//! `GET /ledger`, and what survives a restart.

use carrier_checkout_sandbox::SandboxState;
use serde_json::json;

use crate::support::{ANYBODY, Sandbox};

#[tokio::test]
async fn the_ledger_proves_what_was_charged_without_saying_to_whom() {
    let sandbox = Sandbox::new().await;
    let (skt, kt) = (sandbox.skt().await, sandbox.caller("kt", "").await);
    let first = skt.reserve(ANYBODY, "one").await;
    skt.settle(&first, "confirm", ANYBODY).await.is(202);
    let second = kt.reserve(ANYBODY, "two").await;
    let entry = |id: &str, carrier: &str, correlator: &str, status: &str| {
        json!({
            "paymentId": id,
            "carrier": carrier,
            "status": status,
            "amount": 9_900,
            "clientCorrelator": correlator,
            "referenceCode": format!("order-{correlator}"),
            "phone": "010-****-6789",
            "createdAt": 1_795_303_860_000_i64,
            "paidAt": if status == "succeeded" { json!(1_795_303_860_000_i64) } else { json!(null) },
            "refunded": 0,
        })
    };
    let ledger = sandbox.get("/ledger").await;
    let expected = [entry(&first, "SKT", "one", "succeeded"), entry(&second, "KT", "two", "reserved")];
    assert_eq!(ledger.is(200).json(), json!(expected));
}

#[tokio::test]
async fn everything_survives_a_restart() {
    let folder = std::env::temp_dir().join(format!("carrier-checkout-sandbox-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("sandbox.db");
    let before = Sandbox::of(SandboxState::open(&file).await.unwrap());
    let skt = before.skt().await;
    let id = skt.reserve(ANYBODY, "c").await;
    let sent = skt.send_code(ANYBODY).await.json()["authenticationId"].as_str().unwrap().to_owned();
    let (token, ledger) = (skt.token.clone(), before.get("/ledger").await.json());
    drop(before);

    let after = Sandbox::of(SandboxState::open(&file).await.unwrap());
    assert_eq!(after.get("/ledger").await.json(), ledger);
    let mut skt = after.skt().await;
    skt.token = token;
    skt.validate_code(&sent, &after.last_code("01023456789").await).await.is(204);
    skt.settle(&id, "confirm", ANYBODY).await.is(202);
    std::fs::remove_dir_all(folder).unwrap();
}
