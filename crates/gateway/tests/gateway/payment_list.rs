//! `GET /v1/payments`.

use serde_json::{Value, json};

use super::refunds::paid;
use super::support::{Gateway, KEY, LINE};

async fn ids(gateway: &Gateway, query: &str) -> (Vec<String>, bool) {
    let list = gateway.get(&format!("/v1/payments?{query}"), KEY).await;
    assert_eq!(list.status, 200, "{}", list.body);
    let ids = list.body["data"].as_array().unwrap().iter().map(|payment| payment["id"].as_str().unwrap().to_owned());
    (ids.collect(), list.body["has_more"].as_bool().unwrap())
}

#[tokio::test]
async fn payments_are_listed_the_newest_first_page_by_page() {
    let gateway = Gateway::start().await;
    let mut made = Vec::new();
    for number in 0..5 {
        // Two at the same time: the order is that in which they were made.
        gateway.clock.advance(i64::from(number % 2));
        made.insert(0, paid(&gateway, LINE).await);
    }
    assert_eq!(ids(&gateway, "").await, (made.clone(), false));
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let (page, more) = ids(&gateway, &format!("limit=2{after}")).await;
        after = format!("&starting_after={}", page.last().unwrap());
        seen.extend(page);
        if !more {
            break;
        }
    }
    assert_eq!(seen, made);
    let first = gateway.get("/v1/payments?limit=1", KEY).await.body["data"][0].clone();
    assert_eq!(first, gateway.payment(&made[0]).await);
}

#[tokio::test]
async fn a_list_is_narrowed_by_where_payments_stand_by_order_and_by_time() {
    let gateway = Gateway::start().await;
    let (_, token) = gateway.verified("01000000014").await;
    assert_eq!(gateway.pay(&token).await.status, 402);
    let kept = paid(&gateway, LINE).await;
    let cancelled = paid(&gateway, LINE).await;
    gateway.cancel(&cancelled).await;
    gateway.clock.advance(60_000);
    let part = paid(&gateway, LINE).await;
    gateway.give_back(&part, 900).await;
    let one = |id: &String| (vec![id.clone()], false);
    assert_eq!(ids(&gateway, "status=succeeded").await, one(&kept));
    assert_eq!(ids(&gateway, "status=cancelled").await, one(&cancelled));
    assert_eq!(ids(&gateway, "status=partially_refunded").await, one(&part));
    assert_eq!(ids(&gateway, "status=failed").await.0.len(), 1);
    assert_eq!(ids(&gateway, "status=refunded").await.0.len(), 0);
    assert_eq!(ids(&gateway, "order_id=order-1").await.0.len(), 4);
    assert_eq!(ids(&gateway, "order_id=order-2").await.0.len(), 0);
    let at = gateway.payment(&part).await["created_at"].as_i64().unwrap();
    assert_eq!(ids(&gateway, &format!("created_from={at}")).await, one(&part));
    assert_eq!(ids(&gateway, &format!("created_before={at}")).await.0.len(), 3);
}

#[tokio::test]
async fn a_query_that_says_something_else_is_refused() {
    let gateway = Gateway::start().await;
    let queries = ["limit=0", "limit=101", "limit=x", "status=paid", "order=1", "starting_after=pay_1"];
    // No Date can hold the second.
    let times = ["created_from=today", "created_before=-8640000000000001"];
    for query in queries.into_iter().chain(times) {
        let refused = gateway.get(&format!("/v1/payments?{query}"), KEY).await;
        assert_eq!(refused.problem(), (422, "invalid_request".into()), "{query}");
    }
    assert_eq!(gateway.get("/v1/payments", KEY).await.body, json!({ "data": [], "has_more": false }));
    assert_eq!(gateway.get("/v1/payments", "sk_test_nobody").await.body["code"], Value::from("unauthenticated"));
}
