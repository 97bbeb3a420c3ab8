//! Deliveries: for people in the console, for programs in `/v1/events`.

use axum::http::StatusCode;
use carrier_checkout_gateway::clock::Clock as _;
use serde_json::{Value, json};

use super::super::refunds::paid;
use super::super::sessions::{OTHER_KEY, with_two_merchants};
use super::super::support::{Gateway, KEY, LINE};
use super::super::webhooks::Receiver;
use super::{Browser, text};

#[tokio::test]
async fn an_event_is_listed_as_it_was_sent_with_what_became_of_it() {
    let (receiver, gateway) = Receiver::gateway().await;
    paid(&gateway, LINE).await;
    let waiting = gateway.get("/v1/events", KEY).await;
    assert_eq!((waiting.status, &waiting.body["has_more"]), (200, &json!(false)));
    assert_eq!(waiting.body["data"][0]["delivery"]["status"], "pending");
    receiver.answers(StatusCode::BAD_GATEWAY);
    gateway.app.deliver().await.unwrap();
    let failed = gateway.get("/v1/events", KEY).await.body["data"][0]["delivery"].clone();
    let now = gateway.clock.now().millis();
    let expected = json!({
        "status": "pending", "tries": 1, "last_tried_at": now, "last_status": 502, "next_try_at": now + 5_000,
    });
    assert_eq!(failed, expected);
    receiver.answers(StatusCode::OK);
    gateway.clock.advance(5_000);
    gateway.app.deliver().await.unwrap();
    let mut listed = gateway.get("/v1/events?delivery=delivered", KEY).await.body["data"][0].clone();
    let delivery = listed.as_object_mut().unwrap().remove("delivery").unwrap();
    assert_eq!(listed, receiver.told()[0].1);
    assert_eq!((&delivery["status"], &delivery["tries"]), (&json!("delivered"), &json!(2)));
}

#[tokio::test]
async fn events_are_filtered_and_turned_page_by_page() {
    let gateway = Gateway::start().await;
    for _ in 0..3 {
        paid(&gateway, LINE).await;
        gateway.clock.advance(1_000);
    }
    let ids = |page: &Value| -> Vec<String> {
        page["data"].as_array().unwrap().iter().map(|event| event["id"].as_str().unwrap().to_owned()).collect()
    };
    let first = gateway.get("/v1/events?limit=2", KEY).await.body;
    assert_eq!((ids(&first).len(), &first["has_more"]), (2, &json!(true)));
    let second = gateway.get(&format!("/v1/events?limit=2&starting_after={}", ids(&first)[1]), KEY).await.body;
    assert_eq!((ids(&second).len(), &second["has_more"]), (1, &json!(false)));
    assert!(!ids(&first).contains(&ids(&second)[0]));
    assert_eq!(ids(&gateway.get("/v1/events?type=payment.failed", KEY).await.body).len(), 0);
    for wrong in ["limit=0", "limit=101", "delivery=lost", "starting_after=evt_1", "order=1"] {
        let refused = gateway.get(&format!("/v1/events?{wrong}"), KEY).await;
        assert_eq!(refused.problem(), (422, "invalid_request".to_owned()), "{wrong}");
    }
    assert_eq!(gateway.get("/v1/events", "cs_1").await.status, 401);
}

#[tokio::test]
async fn an_event_that_was_given_up_is_sent_again_when_it_is_asked_for() {
    let (receiver, gateway) = Receiver::gateway().await;
    paid(&gateway, LINE).await;
    receiver.answers(StatusCode::GONE);
    gateway.app.deliver().await.unwrap();
    let event = gateway.get("/v1/events?delivery=given_up", KEY).await.text("/data/0/id");
    receiver.answers(StatusCode::OK);
    let path = format!("/v1/events/{event}/redeliver");
    let due = gateway.post_as(&path, KEY, "again-1", &json!({})).await;
    assert_eq!((due.status, due.text("/delivery/status")), (202, "pending".to_owned()), "{}", due.body);
    assert_eq!(gateway.app.deliver().await.unwrap(), 1);
    assert_eq!(gateway.post_as(&path, KEY, "again-1", &json!({})).await.status, 202);
    assert_eq!(gateway.app.deliver().await.unwrap(), 0, "the same request again is the same request");
    let told = receiver.told();
    assert_eq!((told.len(), &told[0]), (2, &told[1]), "the same event, under the same id");
    for unknown in ["evt_0000000000000000000001", "pay_1"] {
        let refused = gateway.post(&format!("/v1/events/{unknown}/redeliver"), KEY, &json!({})).await;
        assert_eq!(refused.problem(), (404, "not_found".to_owned()), "{unknown}");
    }
}

#[tokio::test]
async fn somebody_at_the_console_sends_an_event_again() {
    let (receiver, gateway) = Receiver::gateway().await;
    paid(&gateway, LINE).await;
    receiver.answers(StatusCode::INTERNAL_SERVER_ERROR);
    gateway.app.deliver().await.unwrap();
    let browser = Browser::inside(&gateway).await;
    let page = browser.page("/console/deliveries?status=pending").await;
    assert!(text(&page).contains("Pending Payment succeeded"), "{page}");
    assert!(text(&page).contains("1 HTTP 500"), "{page}");
    let event = page.split("/console/deliveries/").nth(1).unwrap().split('"').next().unwrap();
    receiver.answers(StatusCode::NO_CONTENT);
    let token = browser.token("/console/deliveries").await;
    let path = format!("/console/deliveries/{event}");
    let sent = browser.post(&format!("{path}/redeliver"), &[("token", &token)]).await;
    assert_eq!((sent.status, sent.headers["location"].to_str().unwrap()), (303, &*format!("{path}?sent=1")));
    assert_eq!(gateway.app.deliver().await.unwrap(), 1);
    let page = text(&browser.page(&format!("{path}?sent=1")).await);
    assert!(page.contains("Delivered") && page.contains("HTTP 500") && page.contains("HTTP 204"), "{page}");
    assert!(page.contains(r#"&quot;type&quot;: &quot;payment.succeeded&quot;"#), "{page}");
    assert_eq!(browser.post(&format!("{path}/redeliver"), &[]).await.status, 403);
}

#[tokio::test]
async fn another_merchants_events_are_as_good_as_none() {
    let (gateway, _directory) = with_two_merchants().await;
    paid(&gateway, LINE).await;
    let event = gateway.get("/v1/events", KEY).await.text("/data/0/id");
    assert_eq!(gateway.get("/v1/events", OTHER_KEY).await.body["data"], json!([]));
    let refused = gateway.post(&format!("/v1/events/{event}/redeliver"), OTHER_KEY, &json!({})).await;
    assert_eq!(refused.problem(), (404, "not_found".to_owned()));
}
