//! The order paid by its link: on the hosted page, in whatever browser.

use axum::http::StatusCode;
use carrier_checkout_protocol::payment::PaymentStatus;
use carrier_checkout_protocol::session::SessionStatus;
use carrier_checkout_protocol::{ErrorCode, TokenId};

use crate::gateway::Exchange;
use crate::world::{Open, World};

/// What the hosted page posts.
fn form(open: &Open, token: u128) -> String {
    let token = TokenId::from_random(token);
    format!("token={token}&session={}&order_id={}&idempotency_key=confirm-ch_1", open.session, open.order)
}

#[tokio::test]
async fn the_page_has_the_link_and_its_code_as_long_as_it_can_be_paid() {
    let world = World::new().await;
    let open = world.open(2).await;
    let link = format!("{}/v1/checkout/{}?hosted", world.gateway_url, open.session);
    let page = world.get_with_cookie(&open.location, &open.cookie).await.text;
    for part in ["결제 페이지 링크", &format!("href=\"{link}\""), "aria-label=\"결제 페이지로 가는 QR 코드\""]
    {
        assert!(page.contains(part), "{part} in {page}");
    }
    world.gateway.set_status(&open.session, SessionStatus::Paid);
    let page = world.get_with_cookie(&open.location, &open.cookie).await.text;
    assert!(!page.contains("결제 페이지 링크"), "{page}");
}

#[tokio::test]
async fn a_form_pays_as_json_does_and_leads_back_to_the_hosted_page() {
    let world = World::new().await;
    let open = world.open(2).await;
    for _ in 0..2 {
        let answer = world.post_form("/confirm", &form(&open, 1)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "a reload of what follows posts nothing");
        let there = format!("{}/v1/checkout/{}?hosted", world.gateway_url, open.session);
        assert_eq!(answer.header("location"), there);
    }
    assert_eq!(world.order(&open.order).await["state"], "paid");
    assert_eq!(world.gateway.records().keys.len(), 1, "posted again it is not exchanged again");
}

#[tokio::test]
async fn whatever_the_gateway_says_the_shopper_is_told_on_the_hosted_page() {
    for exchange in [
        Exchange::Fails(ErrorCode::PaymentDeclined),
        Exchange::Fails(ErrorCode::TokenExpired),
        Exchange::Fails(ErrorCode::CarrierUnavailable),
        Exchange::Ends(PaymentStatus::Failed),
    ] {
        let world = World::new().await;
        let open = world.open(2).await;
        world.gateway.records().exchange = exchange;
        let answer = world.post_form("/confirm", &form(&open, 1)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(answer.header("location").ends_with("?hosted"));
        assert_ne!(world.order(&open.order).await["state"], "paid");
    }
}

#[tokio::test]
async fn a_forged_form_pays_nobodys_order() {
    let world = World::new().await;
    let (mine, theirs) = (world.open(2).await, world.open(2).await);
    let crossed = Open { order: theirs.order.clone(), ..world.open(2).await };
    for bad in [form(&crossed, 1), form(&mine, 1).replace("token=tok_", "token="), "token=tok_1".to_owned()] {
        assert_eq!(world.post_form("/confirm", &bad).await.status, StatusCode::NOT_FOUND, "{bad}");
    }
    assert!(world.gateway.records().keys.is_empty());
    for open in [mine, theirs] {
        assert_eq!(world.order(&open.order).await["state"], "awaiting");
    }
}

#[tokio::test]
async fn whoever_paid_in_another_browser_sees_that_it_is_paid_and_no_more() {
    let world = World::new().await;
    let open = world.open(3).await;
    let payment = world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    let path = format!("/orders/{}", open.order);
    let own = world.get_with_cookie(&path, &open.cookie).await.text;
    let theirs = world.get(&path).await.text;
    for part in ["결제가 완료되었습니다", "음악 월정액", "7,900원"] {
        assert!(own.contains(part) && theirs.contains(part), "{part}");
    }
    for part in ["010-****-5678", payment.id.as_str(), "다음 달 요금 청구", "쇼핑 계속하기"] {
        assert!(own.contains(part) && !theirs.contains(part), "{part}");
    }
}
