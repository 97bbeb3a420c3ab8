//! `carrier-checkout dispute`, beside a gateway that runs and has a payment that is disputed.

use serde_json::{Value, json};

use super::support::{Merchant, Place, Server, http};

const LINE: &str = "01012345678";

/// Pays, says not to have paid, and gives the payment and the dispute.
async fn disputed(server: &Server, sandbox: &Server, merchant: &Merchant) -> (String, String) {
    let (_, session) = server.session(merchant.key()).await;
    let session = session["id"].as_str().unwrap();
    let kinds = ["carrier_billing_terms", "electronic_finance_terms", "privacy_collection", "privacy_third_party"];
    let agreed = |kind: &str| json!({ "kind": kind, "version": "2026-11-01" });
    let line = json!({
        "channel": "sms", "carrier": "SKT", "phone": LINE, "birth": "9001011", "consents": kinds.map(agreed),
    });
    let sent = created(server.post("/v1/checkout/challenges", session, &line).await);
    let messages = http().get(sandbox.url(&format!("/phones/{LINE}/messages"))).send().await.unwrap();
    let messages: Value = messages.json().await.unwrap();
    let code = messages.as_array().unwrap().iter().rev().find_map(|message| message["code"].as_str()).unwrap();
    let verify = format!("/v1/checkout/challenges/{}/verify", sent["id"].as_str().unwrap());
    let typed = json!({ "code": code, "content": agreed("payment_content") });
    let (_, verified) = server.post(&verify, session, &typed).await;
    let token = json!({ "token": verified["token"], "order_id": "order-1", "amount": 9900 });
    let paid = created(server.post("/v1/payments", merchant.key(), &token).await);
    let report = created(server.post("/v1/checkout/disputes", session, &json!({})).await);
    let dispute = report["stage"]["paid"]["receipt"]["dispute"].as_str().unwrap();
    (paid["id"].as_str().unwrap().to_owned(), dispute.to_owned())
}

fn created((status, body): (u16, Value)) -> Value {
    assert_eq!(status, 201, "{body}");
    body
}

#[tokio::test]
async fn the_operator_decides_beside_a_gateway_that_runs() {
    let sandbox = Server::sandbox();
    let place = Place::live(Some(&sandbox));
    let server = place.serve();
    let merchant = place.merchant(&[]);
    assert_eq!(place.done(&["dispute", "list"]), "No dispute is open.\n");
    let (first, robbed) = disputed(&server, &sandbox, &merchant).await;
    let listed = place.done(&["dispute", "list"]);
    assert!(listed.contains(&robbed) && listed.contains(&first) && listed.contains("9900 won"), "{listed}");
    assert!(!listed.contains("5678"), "{listed}");
    let machine: Value = serde_json::from_str(&place.done(&["dispute", "list", "--json"])).unwrap();
    assert_eq!((&machine[0]["id"], &machine[0]["merchant"]), (&json!(robbed), &json!(merchant.id)));

    let upheld = place.done(&["dispute", "close", &robbed, "--upheld"]);
    assert_eq!(upheld, "Upheld: 9900 won are taken off the bill.\n");
    let seen = http().get(server.url(&format!("/v1/payments/{first}"))).bearer_auth(merchant.key()).send().await;
    let seen: Value = seen.unwrap().json().await.unwrap();
    assert_eq!((&seen["status"], &seen["dispute"]["status"]), (&json!("cancelled"), &json!("upheld")));
    let other = place.run(&["dispute", "close", &robbed, "--rejected"]);
    assert_eq!((other.code, other.err.as_str()), (Some(2), "error: the dispute was upheld before\n"));

    let (_, forgotten) = disputed(&server, &sandbox, &merchant).await;
    place.done(&["dispute", "close", &forgotten, "--rejected"]);
    assert_eq!(place.done(&["dispute", "list"]), "No dispute is open.\n");
}

#[test]
fn what_is_no_decision_or_no_dispute_is_refused() {
    let place = Place::live(None);
    place.done(&["migrate"]);
    let none = "dp_0000000000000000000001";
    for (words, says) in [
        (&["dispute", "close", none][..], "--upheld"),
        (&["dispute", "close", none, "--upheld", "--rejected"], "cannot be used with"),
        (&["dispute", "close", "pay_1", "--upheld"], "not the id of a dispute"),
        (&["dispute", "close", none, "--upheld"], "there is no such dispute"),
    ] {
        let said = place.run(words);
        assert_eq!(said.code, Some(2), "{said:?}");
        assert!(said.err.contains(says), "{said:?}");
    }
}
