//! The merchant's side of monthly billing.

use axum::http::StatusCode;
use carrier_checkout_protocol::ErrorCode;
use carrier_checkout_protocol::payment::PaymentStatus;
use carrier_checkout_protocol::session::SessionStatus;

use crate::gateway::Exchange;
use crate::world::{Open, World};

/// A subscription whose first month is paid.
async fn subscribed() -> (World, Open, String) {
    let world = World::new().await;
    let open = world.open(3).await;
    world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    world.gateway.set_status(&open.session, SessionStatus::Paid);
    let path = format!("/orders/{}", open.order);
    (world, open, path)
}

#[tokio::test]
async fn the_order_shows_its_key_and_what_a_merchants_job_would_do() {
    let (world, open, path) = subscribed().await;
    let page = world.get_with_cookie(&path, &open.cookie).await;
    for text in ["이용 중", "매월 15일", "2026. 12. 15", "다음 달 요금 청구", "value=\"202612\""] {
        assert!(page.text.contains(text), "{text} in {}", page.text);
    }
    let once = world.open(2).await;
    world.gateway.pay(&once.session, PaymentStatus::Succeeded);
    assert!(!world.get_with_cookie(&format!("/orders/{}", once.order), &once.cookie).await.text.contains("월자동결제"));
}

#[tokio::test]
async fn a_month_is_charged_for_an_order_of_its_own_and_shown() {
    let (world, open, path) = subscribed().await;
    let charged = world.press(&format!("{path}/months"), "month=202612", &open.cookie).await;
    assert_eq!((charged.status, charged.header("location")), (StatusCode::SEE_OTHER, path.clone()));
    let (key, charge) = world.gateway.records().charges[0].clone();
    let month = format!("{}.202612", open.order);
    assert_eq!((key, charge.order_id.as_str()), (format!("month-{month}-0"), month.as_str()));
    assert_eq!(charge.amount.get(), 7_900);
    let begins = carrier_checkout_shop::months::Due::numbered(202_612).unwrap();
    let day = charge.sandbox_time.map(carrier_checkout_shop::months::Due::on);
    assert_eq!(day, Some(begins), "a shop of the sandbox takes the day to have come");
    let page = world.get_with_cookie(&path, &open.cookie).await;
    assert!(page.text.contains(&month) && page.text.contains("7,900원 결제됨"), "{}", page.text);
    assert_eq!(world.order(&open.order).await["state"], "paid", "the first month stays as it was");
}

#[tokio::test]
async fn a_month_that_is_refused_is_said_so_with_its_reason() {
    let (world, open, path) = subscribed().await;
    world.gateway.records().exchange = Exchange::Fails(ErrorCode::PaymentDeclined);
    let page = world.press(&format!("{path}/months"), "month=202612", &open.cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("청구되지 않았습니다: recurring_key_invalid"), "{}", page.text);
    assert!(world.gateway.records().charges.is_empty());
}

#[tokio::test]
async fn the_merchant_stops_it_and_nothing_more_is_offered() {
    let (world, open, path) = subscribed().await;
    let stopped = world.press(&format!("{path}/stop"), "", &open.cookie).await;
    assert_eq!((stopped.status, stopped.header("location")), (StatusCode::SEE_OTHER, path.clone()));
    let page = world.get_with_cookie(&path, &open.cookie).await;
    assert!(page.text.contains("해지됨") && !page.text.contains("다음 달 요금 청구"), "{}", page.text);
}

#[tokio::test]
async fn what_is_no_subscription_has_no_months() {
    let world = World::new().await;
    let open = world.open(2).await;
    world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    for (way, form) in [("months", "month=202612"), ("stop", "")] {
        for order in [open.order.as_str(), "M-1"] {
            let refused = world.press(&format!("/orders/{order}/{way}"), form, &open.cookie).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{way} of {order}");
        }
    }
    let (world, open, path) = subscribed().await;
    for month in ["month=202613", "month=0"] {
        let refused = world.press(&format!("{path}/months"), month, &open.cookie).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{month}");
    }
    for (way, form) in [("months", "month=202612"), ("stop", "")] {
        let refused = world.post_form(&format!("{path}/{way}"), form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{way} by somebody else");
    }
    assert!(world.gateway.records().charges.is_empty());
}

#[tokio::test]
async fn the_rest_of_the_page_needs_no_gateway() {
    let (world, open, path) = subscribed().await;
    let look = async || world.get_with_cookie(&path, &open.cookie).await;
    assert!(look().await.text.contains("이용 중"));
    world.gateway.records().silent = true;
    let page = look().await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("결제가 완료되었습니다") && !page.text.contains("이용 중"), "{}", page.text);
}
