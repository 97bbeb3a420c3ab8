//! What the tests send, and what they compare.

use carrier_checkout_protocol::checkout::{Checkout, Stage};
use serde_json::{Value, json};

/// The stage of a checkout: its status beside what comes with it, however
/// that is written on the wire.
pub(crate) fn stage(checkout: &Value) -> Value {
    let checkout: Checkout = serde_json::from_value(checkout.clone()).unwrap();
    let (status, with) = match checkout.stage {
        Stage::Open { last_failure: None } => ("open", json!({})),
        Stage::Open { last_failure: Some(failure) } => ("open", json!({ "last_failure": failure })),
        Stage::Challenged { challenge } => ("challenged", json!({ "challenge": challenge })),
        Stage::Verified(verified) => ("verified", json!(verified)),
        Stage::Processing => ("processing", json!({})),
        Stage::Paid { receipt } => ("paid", json!({ "receipt": receipt })),
        Stage::Cancelled => ("cancelled", json!({})),
        Stage::Expired => ("expired", json!({})),
    };
    let mut stage = with;
    stage["status"] = json!(status);
    stage
}

/// The body of a new session.
pub(crate) fn order() -> Value {
    json!({
        "order_id": "order-1",
        "amount": 9_900,
        "goods": { "name": "이모티콘 모음", "kind": "digital", "offer_period": { "unit": "unlimited" } },
    })
}

/// The body of a new challenge.
pub(crate) fn challenge(phone: &str) -> Value {
    let kinds = ["carrier_billing_terms", "electronic_finance_terms", "privacy_collection", "privacy_third_party"];
    json!({
        "channel": "sms",
        "carrier": "SKT",
        "phone": phone,
        "birth": "9001011",
        "consents": kinds.map(|kind| json!({ "kind": kind, "version": "2026-11-01" })),
    })
}

/// The body of a new session that is billed on that day of every month.
pub(crate) fn monthly_order(day: u8) -> Value {
    let mut order = order();
    order["billing"] = json!("monthly");
    order["monthly"] = json!({ "day": day });
    order
}

/// The body of a new challenge for such a session.
pub(crate) fn monthly_challenge(phone: &str) -> Value {
    let mut body = challenge(phone);
    let consents = body["consents"].as_array_mut().unwrap();
    consents.push(json!({ "kind": "monthly_billing", "version": "2026-11-01" }));
    body
}

/// The body of a verify.
pub(crate) fn typed(code: &str) -> Value {
    json!({ "code": code, "content": { "kind": "payment_content", "version": "2026-11-01" } })
}

/// The body of a payment.
pub(crate) fn exchange(token: &str) -> Value {
    json!({ "token": token, "order_id": "order-1", "amount": 9_900 })
}

/// Another code than that one.
pub(crate) fn wrong(code: &str) -> String {
    if code == "000000" { "000001".to_owned() } else { "000000".to_owned() }
}
