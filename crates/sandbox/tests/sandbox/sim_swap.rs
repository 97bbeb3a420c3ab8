//! SIM Swap.

use serde_json::{Value, json};

use crate::support::{ANYBODY, Sandbox};

const CHANGED: &str = "+821000000011";

#[tokio::test]
async fn a_sim_that_was_changed_yesterday_is_told_within_its_age() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    for (number, max_age, swapped) in [
        (CHANGED, json!(72), true),
        (CHANGED, json!(24), true),
        (CHANGED, json!(23), false),
        (CHANGED, Value::Null, true),
        (ANYBODY, json!(2_400), false),
    ] {
        let mut body = json!({ "phoneNumber": number, "maxAge": max_age });
        if max_age.is_null() {
            body.as_object_mut().unwrap().remove("maxAge");
        }
        let answer = skt.post("/sim-swap/v2/check", &body).await;
        assert_eq!(answer.is(200).json(), json!({ "swapped": swapped }), "{body}");
    }
}

#[tokio::test]
async fn the_date_of_the_change_is_told_or_how_long_there_was_none() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let changed = skt.post("/sim-swap/v2/retrieve-date", &json!({ "phoneNumber": CHANGED })).await;
    assert_eq!(changed.is(200).json(), json!({ "latestSimChange": "2026-11-20T23:31:00Z" }));
    let not = skt.post("/sim-swap/v2/retrieve-date", &json!({ "phoneNumber": ANYBODY })).await;
    assert_eq!(not.is(200).json(), json!({ "latestSimChange": null, "monitoredPeriod": 120 }));
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    for max_age in [0, -1, 2_401] {
        let body = json!({ "phoneNumber": ANYBODY, "maxAge": max_age });
        skt.post("/sim-swap/v2/check", &body).await.refuses(400, "OUT_OF_RANGE");
    }
    skt.post("/sim-swap/v2/check", &json!({ "phoneNumber": ANYBODY, "maxAge": "24" }))
        .await
        .refuses(400, "INVALID_ARGUMENT");
    for path in ["/sim-swap/v2/check", "/sim-swap/v2/retrieve-date"] {
        let about = async |number: &str| skt.post(path, &json!({ "phoneNumber": number })).await;
        about("01023456789").await.refuses(400, "INVALID_ARGUMENT");
        about("+346661113334").await.refuses(404, "IDENTIFIER_NOT_FOUND");
        about("+8221234567").await.refuses(422, "SERVICE_NOT_APPLICABLE");
        skt.post(path, &json!({})).await.refuses(422, "MISSING_IDENTIFIER");
    }
}
