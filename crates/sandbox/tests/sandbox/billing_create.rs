//! Carrier Billing: `preparePayment` and `createPayment`.

use serde_json::{Value, json};

use crate::support::{ANYBODY, Sandbox, changed, payment};

const BOTH: [&str; 2] = ["/carrier-billing/v0.5/payments/prepare", "/carrier-billing/v0.5/payments"];

#[tokio::test]
async fn prepare_reserves_and_repeats_what_was_asked() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let mut body = payment(ANYBODY, "c-1");
    let amount = &mut body["amountTransaction"]["paymentAmount"];
    amount["chargingInformation"]["isTaxIncluded"] = true.into();
    amount["chargingInformation"]["taxAmount"] = 900.into();
    amount["chargingMetaData"] = json!({ "merchantName": "웹툰샵", "merchantIdentifier": "m-1", "fee": 2.5 });
    amount["paymentDetails"] = json!([{ "id": "i", "amount": 9_900, "currency": "KRW", "description": "웹툰" }]);
    body["sink"] = "https://endpoint.example.com/sink".into();
    let answer = skt.prepare(&body).await;
    let made = answer.is(201).json();
    assert_eq!(made["paymentStatus"], "reserved");
    assert_eq!(made["paymentCreationDate"], "2026-11-21T23:31:00Z");
    assert_eq!(made["sink"], body["sink"]);
    let transaction = &made["amountTransaction"];
    for name in ["phoneNumber", "clientCorrelator", "referenceCode", "paymentAmount"] {
        assert_eq!(transaction[name], body["amountTransaction"][name], "{name}");
    }
    let location = answer.header("location");
    assert_eq!(transaction["resourceURL"], location);
    let path = location.strip_prefix("/carriers/skt").unwrap();
    assert_eq!(skt.get(path).await.is(200).json(), made);
    assert!(made.get("paymentDate").is_none() && made.get("validationInfo").is_none());
}

#[tokio::test]
async fn create_charges_at_once() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let answer = skt.post("/carrier-billing/v0.5/payments", &payment(ANYBODY, "c-1")).await;
    let made = answer.is(201).json();
    assert_eq!((&made["paymentStatus"], &made["paymentDate"]), (&json!("succeeded"), &json!("2026-11-21T23:31:00Z")));
    let path = answer.header("location").strip_prefix("/carriers/skt").unwrap();
    assert_eq!(skt.get(path).await.is(200).json(), made);
}

#[tokio::test]
async fn a_correlator_makes_one_payment_however_often_it_is_sent() {
    let sandbox = Sandbox::new().await;
    let (skt, kt) = (sandbox.skt().await, sandbox.caller("kt", "").await);
    for path in BOTH {
        let body = payment(ANYBODY, path);
        skt.post(path, &body).await.is(201);
        for again in BOTH {
            skt.post(again, &body).await.refuses(409, "ALREADY_EXISTS");
        }
        kt.post(path, &body).await.is(201);
    }
    assert_eq!(sandbox.get("/ledger").await.json().as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn without_a_correlator_the_reference_makes_one_payment() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let body = changed("/amountTransaction/clientCorrelator", Value::Null);
    skt.prepare(&body).await.is(201);
    skt.prepare(&body).await.refuses(409, "ALREADY_EXISTS");
    let mut with = body.clone();
    with["amountTransaction"]["clientCorrelator"] = "another".into();
    skt.prepare(&with).await.is(201);
}

#[tokio::test]
async fn the_correlator_of_a_payment_that_has_not_ended_is_not_for_another_one() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let id = skt.reserve(ANYBODY, "mine").await;
    let mut another = payment(ANYBODY, "mine");
    another["amountTransaction"]["referenceCode"] = "another-order".into();
    for path in BOTH {
        skt.post(path, &another).await.refuses(400, "INVALID_ARGUMENT");
        skt.post(path, &payment(ANYBODY, "mine")).await.refuses(409, "ALREADY_EXISTS");
    }
    skt.settle(&id, "cancel", ANYBODY).await.is(202);
    skt.prepare(&another).await.refuses(409, "ALREADY_EXISTS");
}

#[tokio::test]
async fn many_at_once_with_one_correlator_make_one_payment() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let body = payment(ANYBODY, "race");
    let answers = futures_util::future::join_all((0..8).map(|_| skt.prepare(&body))).await;
    let made = answers.iter().filter(|answer| answer.status == 201).count();
    assert_eq!(made, 1);
    answers.iter().filter(|answer| answer.status != 201).for_each(|answer| answer.refuses(409, "ALREADY_EXISTS"));
}

#[tokio::test]
async fn what_the_schema_forbids_is_an_invalid_argument() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let charge = |name: &str| format!("/amountTransaction/paymentAmount/chargingInformation/{name}");
    let item = json!({ "id": "i", "amount": 1, "currency": "EUR", "description": "x" });
    let details = "/amountTransaction/paymentAmount/paymentDetails".to_owned();
    let credential = json!({ "credentialType": "ACCESSTOKEN", "accessTokenType": "bearer" });
    let bad = [
        ("/amountTransaction".to_owned(), Value::Null),
        ("/amountTransaction/paymentAmount".to_owned(), Value::Null),
        ("/amountTransaction/referenceCode".to_owned(), Value::Null),
        ("/amountTransaction/paymentAmount/chargingInformation".to_owned(), Value::Null),
        (charge("amount"), Value::Null),
        (charge("currency"), Value::Null),
        (charge("description"), Value::Null),
        (charge("amount"), json!(0)),
        (charge("amount"), json!(-1)),
        (charge("amount"), json!(9_900.5)),
        (charge("amount"), json!("9900")),
        (charge("currency"), json!("EUR")),
        (charge("taxAmount"), json!(-1)),
        (charge("isTaxIncluded"), json!("yes")),
        (details.clone(), json!([])),
        (details.clone(), json!([item])),
        (details, json!([{ "id": "i" }])),
        ("/amountTransaction/phoneNumber".to_owned(), json!("01023456789")),
        ("/amountTransaction/clientCorrelator".to_owned(), json!(7)),
        ("/sink".to_owned(), json!(7)),
        ("/sinkCredential".to_owned(), json!({})),
        ("/sinkCredential".to_owned(), credential),
    ];
    for path in BOTH {
        skt.post(path, &json!({})).await.refuses(400, "INVALID_ARGUMENT");
        for (pointer, value) in &bad {
            skt.post(path, &changed(pointer, value.clone())).await.refuses(400, "INVALID_ARGUMENT");
        }
    }
    assert_eq!(sandbox.get("/ledger").await.json(), json!([]));
}

#[tokio::test]
async fn events_can_only_go_to_https_with_a_bearer_token() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let credential = |kind: &str, token: &str| {
        json!({
            "credentialType": kind,
            "accessToken": "t",
            "accessTokenExpiresUtc": "2026-11-22T00:00:00Z",
            "accessTokenType": token,
        })
    };
    for path in BOTH {
        for sink in ["http://example.com", "https://", "nowhere"] {
            skt.post(path, &changed("/sink", json!(sink))).await.refuses(400, "INVALID_SINK");
        }
        let with = async |value| skt.post(path, &changed("/sinkCredential", value)).await;
        with(credential("PLAIN", "bearer")).await.refuses(400, "INVALID_CREDENTIAL");
        with(credential("ACCESSTOKEN", "mac")).await.refuses(400, "INVALID_TOKEN");
        let mut late = credential("ACCESSTOKEN", "bearer");
        late["accessTokenExpiresUtc"] = "tomorrow".into();
        with(late).await.refuses(400, "INVALID_ARGUMENT");
    }
    skt.prepare(&changed("/sinkCredential", credential("ACCESSTOKEN", "bearer"))).await.is(201);
}

#[tokio::test]
async fn only_a_line_of_the_carrier_can_be_charged_and_only_so_much() {
    let sandbox = Sandbox::new().await;
    let skt = sandbox.skt().await;
    let amount = "/amountTransaction/paymentAmount/chargingInformation/amount";
    for path in BOTH {
        let about = async |number: Value| skt.post(path, &changed("/amountTransaction/phoneNumber", number)).await;
        about(json!("+346661113334")).await.refuses(404, "IDENTIFIER_NOT_FOUND");
        about(json!("+8221234567")).await.refuses(422, "SERVICE_NOT_APPLICABLE");
        about(Value::Null).await.refuses(422, "MISSING_IDENTIFIER");
        let large = changed(amount, json!(1_000_001));
        skt.post(path, &large).await.refuses(422, "CARRIER_BILLING.UNAUTHORIZED_AMOUNT");
    }
    skt.prepare(&changed(amount, json!(1_000_000.0))).await.is(201);
}
