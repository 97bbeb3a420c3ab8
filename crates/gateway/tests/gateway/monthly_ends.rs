//! Monthly billing that does not go on: stopped, frozen, refused, or somebody else's.

use carrier_checkout_gateway::clock::Clock;
use carrier_checkout_gateway::disputes::Decision;
use serde_json::json;

use super::monthly::{Subscribed, standing, subscribe};
use super::sessions::{OTHER_KEY, with_two_merchants};
use super::support::{Gateway, KEY, LINE, stage};
use super::webhooks::Receiver;

#[tokio::test]
async fn who_stops_it_is_charged_no_more() {
    for by in ["merchant", "shopper"] {
        let (receiver, gateway) = Receiver::gateway().await;
        let Subscribed { session, key, .. } = subscribe(&gateway, LINE).await;
        gateway.app.deliver().await.unwrap();
        let stop = async || match by {
            "merchant" => gateway.post(&format!("/v1/billing_keys/{key}/stop"), KEY, &json!({})).await,
            _ => gateway.post("/v1/checkout/monthly/stop", &session, &json!({})).await,
        };
        let stopped_at = gateway.clock.now().millis();
        assert_eq!(stop().await.status, 200);
        gateway.clock.advance(60_000);
        assert_eq!(stop().await.status, 200, "stopped is stopped");
        let shown = gateway.key(&key).await.body;
        assert_eq!((&shown["status"], &shown["stopped_by"]), (&json!("stopped"), &json!(by)));
        assert_eq!((&shown["stopped_at"], shown.get("next_charge")), (&json!(stopped_at), None));
        assert_eq!(gateway.stage(&session).await["receipt"]["monthly"], standing(None));
        assert_eq!(gateway.app.deliver().await.unwrap(), 1, "it is told once");
        let told = &receiver.told()[1].1;
        assert_eq!((&told["type"], &told["data"]), (&json!("billing_key.stopped"), &shown));
        gateway.next_month();
        let refused = gateway.month(&key, "order-1.2").await;
        assert_eq!(refused.reason(), (402, "payment_declined".into(), "recurring_key_invalid".into()));
        assert_eq!(gateway.charged().await, 1);
    }
}

#[tokio::test]
async fn a_stop_and_a_charge_at_the_same_time_end_as_one_of_the_two() {
    let gateway = Gateway::start().await;
    let Subscribed { session, key, .. } = subscribe(&gateway, LINE).await;
    gateway.next_month();
    let nothing = json!({});
    let stop = gateway.post("/v1/checkout/monthly/stop", &session, &nothing);
    let (month, stopped) = tokio::join!(gateway.month(&key, "order-1.2"), stop);
    assert_eq!((stopped.status, &gateway.key(&key).await.body["status"]), (200, &json!("stopped")));
    let charged = gateway.charged().await;
    if month.status == 201 {
        assert_eq!(charged, 2);
    } else {
        assert_eq!((charged, month.reason().2.as_str()), (1, "recurring_key_invalid"));
    }
}

#[tokio::test]
async fn a_disputed_payment_freezes_the_key() {
    let gateway = Gateway::start().await;
    let Subscribed { session, key, .. } = subscribe(&gateway, LINE).await;
    let disputed = gateway.post("/v1/checkout/disputes", &session, &json!({})).await;
    assert_eq!(disputed.status, 201);
    assert_eq!(stage(&disputed.body)["receipt"]["monthly"], standing(None));
    let shown = gateway.key(&key).await.body;
    assert_eq!((&shown["status"], shown.get("next_charge")), (&json!("frozen"), None));
    gateway.next_month();
    let refused = gateway.month(&key, "order-1.2").await;
    assert_eq!(refused.reason(), (402, "payment_declined".into(), "recurring_key_invalid".into()));
    assert_eq!(gateway.charged().await, 1);

    let open = gateway.app.open_disputes().await.unwrap();
    gateway.app.close_dispute(&open[0].dispute.id, Decision::Reject).await.unwrap();
    assert_eq!(gateway.key(&key).await.body["status"], "active");
    assert_eq!(gateway.month(&key, "order-1.2b").await.status, 201, "the operator has decided that it was paid");
}

#[tokio::test]
async fn a_refused_month_is_told_with_its_reason_and_may_be_tried_again() {
    let (receiver, gateway) = Receiver::gateway().await;
    let Subscribed { session, key, .. } = subscribe(&gateway, "01000000017").await;
    gateway.app.deliver().await.unwrap();
    for order in ["order-1.2", "order-1.2b"] {
        let refused = gateway.month_in_advance(&key, order).await;
        assert_eq!(refused.reason(), (402, "payment_declined".into(), "subscriber_autopay_blocked".into()));
        assert_eq!(refused.text("/quote"), "SKT-403-CARRIER_BILLING.PAYMENT_DENIED");
    }
    gateway.app.deliver().await.unwrap();
    let told = &receiver.told()[1].1;
    assert_eq!((&told["type"], &told["data"]["order_id"]), (&json!("payment.failed"), &json!("order-1.2")));
    assert_eq!(told["data"]["failure"]["reason"], "subscriber_autopay_blocked");
    assert_eq!(gateway.key(&key).await.body["status"], "active");
    assert_eq!(gateway.stage(&session).await["status"], "paid", "the first month stays paid");
    assert_eq!(gateway.app.release().await.unwrap(), 0, "nothing was reserved");
    assert_eq!(gateway.charged().await, 1);
}

#[tokio::test]
async fn another_merchants_key_is_not_found() {
    let (gateway, _directory) = with_two_merchants().await;
    let Subscribed { session, key, .. } = subscribe(&gateway, LINE).await;
    let path = format!("/v1/billing_keys/{key}");
    let charge = json!({ "order_id": "order-1.2", "amount": 9_900 });
    gateway.next_month();
    for (path, bearer) in [(path.as_str(), OTHER_KEY), ("/v1/billing_keys/bk_0000000000000000000001", KEY)] {
        assert_eq!(gateway.get(path, bearer).await.problem(), (404, "billing_key_not_found".into()));
        for (way, body) in [("payments", &charge), ("stop", &json!({}))] {
            let refused = gateway.post(&format!("{path}/{way}"), bearer, body).await;
            assert_eq!(refused.problem(), (404, "billing_key_not_found".into()), "{way}");
        }
    }
    assert_eq!(gateway.get(&path, &session).await.problem(), (401, "unauthenticated".into()));
    assert_eq!(gateway.key(&key).await.body["status"], "active");
    assert_eq!(gateway.charged().await, 1);
}
