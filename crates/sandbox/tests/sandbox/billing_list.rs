//! Carrier Billing: `retrievePayments`.

use serde_json::{Value, json};

use crate::support::{ANYBODY, Answer, Caller, Sandbox, payment};

const PAYMENTS: &str = "/carrier-billing/v0.5/payments";

/// Three payments, a minute apart: confirmed, cancelled and reserved.
async fn three(sandbox: &Sandbox) -> Caller<'_> {
    let skt = sandbox.skt().await;
    for (correlator, how) in [("one", Some("confirm")), ("two", Some("cancel")), ("three", None)] {
        let mut body = payment(ANYBODY, correlator);
        body["amountTransaction"]["paymentAmount"]["chargingMetaData"] = json!({ "merchantIdentifier": correlator });
        let id = skt.prepare(&body).await.json()["paymentId"].as_str().unwrap().to_owned();
        if let Some(how) = how {
            skt.settle(&id, how, ANYBODY).await.is(202);
        }
        sandbox.clock.advance(60_000);
    }
    skt
}

fn correlators(answer: &Answer) -> Vec<String> {
    let name = |payment: &Value| payment["amountTransaction"]["clientCorrelator"].as_str().unwrap().to_owned();
    answer.is(200).json().as_array().unwrap().iter().map(name).collect()
}

#[tokio::test]
async fn payments_are_filtered_and_sorted() {
    let sandbox = Sandbox::new().await;
    let skt = three(&sandbox).await;
    for (query, found) in [
        ("", vec!["three", "two", "one"]),
        ("?order=desc", vec!["three", "two", "one"]),
        ("?order=asc", vec!["one", "two", "three"]),
        ("?paymentStatus=succeeded", vec!["one"]),
        ("?paymentStatus=succeeded&paymentStatus=reserved", vec!["three", "one"]),
        ("?paymentStatus=succeeded,cancelled", vec!["two", "one"]),
        ("?paymentStatus=processing", vec![]),
        ("?merchantIdentifier=two", vec!["two"]),
        ("?paymentCreationDate.gte=2026-11-21T23:32:00Z", vec!["three", "two"]),
        ("?paymentCreationDate.lte=2026-11-22T08:32:00%2B09:00", vec!["two", "one"]),
        ("?paymentCreationDate.gte=2026-11-21T23:32:00Z&paymentCreationDate.lte=2026-11-21T23:32:00Z", vec!["two"]),
    ] {
        let answer = skt.get(&format!("{PAYMENTS}{query}")).await;
        assert_eq!(correlators(&answer), found, "{query}");
        assert_eq!(answer.header("x-total-count"), found.len().to_string(), "{query}");
    }
}

#[tokio::test]
async fn a_long_list_comes_in_pages() {
    let sandbox = Sandbox::new().await;
    let skt = three(&sandbox).await;
    for (query, found, last) in [
        ("?perPage=2", vec!["three", "two"], "2"),
        ("?perPage=2&page=2", vec!["one"], "3"),
        ("?perPage=2&page=3", vec![], "0"),
        ("?perPage=100&page=4294967295", vec![], "0"),
    ] {
        let answer = skt.get(&format!("{PAYMENTS}{query}")).await;
        assert_eq!(correlators(&answer), found, "{query}");
        assert_eq!((answer.header("x-total-count"), answer.header("content-last-key")), ("3", last), "{query}");
    }
}

#[tokio::test]
async fn a_carrier_lists_only_its_own_payments() {
    let sandbox = Sandbox::new().await;
    three(&sandbox).await;
    assert_eq!(sandbox.caller("lgu", "").await.get(PAYMENTS).await.is(200).json(), json!([]));
}

#[tokio::test]
async fn a_wrong_filter_is_refused() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    for (query, code) in [
        ("page=one", "INVALID_ARGUMENT"),
        ("page=0", "OUT_OF_RANGE"),
        ("perPage=0", "OUT_OF_RANGE"),
        ("perPage=101", "OUT_OF_RANGE"),
        ("perPage=-1", "OUT_OF_RANGE"),
        ("order=newest", "INVALID_ARGUMENT"),
        ("paymentStatus=paid", "INVALID_ARGUMENT"),
        ("paymentCreationDate.gte=2026-11-21", "INVALID_ARGUMENT"),
        ("paymentCreationDate.lte=2026-11-21T23:32:00", "INVALID_ARGUMENT"),
        ("paymentCreationDate.gte=2099-01-01T00:00:00Z", "CARRIER_BILLING.INVALID_DATE_RANGE"),
        (
            "paymentCreationDate.gte=2026-01-02T00:00:00Z&paymentCreationDate.lte=2026-01-01T00:00:00Z",
            "CARRIER_BILLING.INVALID_DATE_RANGE",
        ),
    ] {
        skt.get(&format!("{PAYMENTS}?{query}")).await.refuses(400, code);
    }
}
