use axum::http::StatusCode;
use carrier_checkout_protocol::payment::PaymentStatus;
use carrier_checkout_protocol::session::SessionStatus;

use crate::world::{World, shop};

#[tokio::test]
async fn the_goods_are_listed_with_their_prices_and_a_way_to_buy_each() {
    let world = World::new().await;
    let page = world.get("/").await;
    assert_eq!(page.status, StatusCode::OK);
    for text in ["웹툰 한 화", "300원", "게임 아이템", "9,900원", "음악 월정액", "월 7,900원"] {
        assert!(page.text.contains(text), "{text}");
    }
    for good in 1..=3 {
        assert!(page.text.contains(&format!("href=\"/checkout/{good}\"")), "{good}");
    }
}

#[tokio::test]
async fn the_checkout_page_has_the_frame_in_it_and_a_policy_that_allows_only_it() {
    let world = World::new().await;
    let open = world.open(2).await;
    let page = world.get_with_cookie(&open.location, &open.cookie).await;
    let gateway = &world.gateway_url;
    for part in [
        format!("<carrier-checkout id=\"checkout\" session=\"{}\"", open.session),
        "confirm-url=\"/confirm\"".to_owned(),
        format!("success-url=\"/orders/{}\"", open.order),
        "locale=\"ko\" theme=\"auto\"><iframe ".to_owned(),
        format!("src=\"{gateway}/v1/checkout/{}?locale=ko\"", open.session),
        "allow=\"otp-credentials\" referrerpolicy=\"no-referrer\"".to_owned(),
        format!("<script src=\"{gateway}/checkout.js\" async>"),
    ] {
        assert!(page.text.contains(&part), "{part}");
    }
    assert_eq!(
        page.header("content-security-policy"),
        format!(
            "default-src 'none'; script-src {gateway}; frame-src {gateway}; style-src 'self'; connect-src 'self'; \
             img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'"
        )
    );
    assert!(!page.text.contains("style="), "a strict style-src blocks inline styles");
}

#[tokio::test]
async fn the_script_can_be_asked_to_make_the_frame_instead() {
    let world = World::new().await;
    let redirect = world.get("/checkout/2?embed=script").await;
    let location = redirect.header("location");
    let page = world.get_with_cookie(&location, &redirect.header("set-cookie")).await;
    let order = location.split("order=").nth(1).and_then(|rest| rest.split('&').next()).unwrap();
    assert!(!page.text.contains("<iframe") && !page.text.contains("<carrier-checkout"));
    for attribute in [
        format!("src=\"{}/checkout.js\"", world.gateway_url),
        "data-session=\"cs_".to_owned(),
        "data-confirm-url=\"/confirm\"".to_owned(),
        format!("data-success-url=\"/orders/{order}\""),
        "data-mount=\"#checkout\"".to_owned(),
        "data-locale=\"ko\"".to_owned(),
        "data-theme=\"auto\"".to_owned(),
    ] {
        assert!(page.text.contains(&attribute), "{attribute}");
    }
}

#[tokio::test]
async fn the_page_in_yew_has_no_frame_and_only_it_may_run_wasm_and_ask_the_gateway() {
    let world = World::new().await;
    let redirect = world.get("/checkout/2?embed=yew").await;
    let location = redirect.header("location");
    assert!(location.ends_with("&embed=yew"), "{location}");
    let page = world.get_with_cookie(&location, &redirect.header("set-cookie")).await;
    let gateway = &world.gateway_url;
    for part in ["<div id=\"app\" data-session=\"cs_", &format!("data-gateway=\"{gateway}\""), "src=\"/assets/yew.js\""]
    {
        assert!(page.text.contains(part), "{part}");
    }
    assert!(!page.text.contains("<iframe") && !page.text.contains("/checkout.js"));
    let wider = format!("script-src 'self' 'wasm-unsafe-eval' {gateway}; ");
    let asks = format!("connect-src 'self' {gateway}; ");
    for (path, own) in
        [(location.as_str(), true), ("/", false), ("/playground", false), ("/checkout/2?embed=script", false)]
    {
        let answer = world.get_with_cookie(path, &redirect.header("set-cookie")).await;
        let policy = answer.header("content-security-policy");
        assert_eq!((policy.contains(&wider), policy.contains(&asks)), (own, own), "{path}: {policy}");
    }
}

#[tokio::test]
async fn a_reload_keeps_the_session_at_every_stage_even_after_the_payment() {
    let world = World::new().await;
    let open = world.open(1).await;
    for status in [
        SessionStatus::Open,
        SessionStatus::Challenged,
        SessionStatus::Verified,
        SessionStatus::Processing,
        SessionStatus::Paid,
    ] {
        world.gateway.set_status(&open.session, status);
        let page = world.get_with_cookie(&open.location, &open.cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{status}");
        assert!(page.text.contains(open.session.as_str()), "{status}");
    }
}

#[tokio::test]
async fn the_list_leads_back_to_the_order_under_way() {
    let world = World::new().await;
    let open = world.open(1).await;
    world.gateway.set_status(&open.session, SessionStatus::Challenged);
    let again = world.get_with_cookie("/checkout/1", &open.cookie).await;
    assert_eq!(again.header("location"), open.location);
    let other = world.get_with_cookie("/checkout/2", &open.cookie).await;
    assert!(!other.header("location").contains(open.order.as_str()), "a cookie of another good");
}

#[tokio::test]
async fn a_link_to_somebody_elses_order_cannot_be_paid() {
    let world = World::new().await;
    let (theirs, mine) = (world.open(1).await, world.open(1).await);
    for status in [SessionStatus::Open, SessionStatus::Challenged, SessionStatus::Verified] {
        world.gateway.set_status(&theirs.session, status);
        let page = world.get_with_cookie(&theirs.location, &mine.cookie).await;
        assert_eq!((page.status, page.header("location")), (StatusCode::SEE_OTHER, mine.location.clone()), "{status}");
        let page = world.get(&theirs.location).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{status}");
        assert!(!page.text.contains(theirs.session.as_str()) && !page.headers.contains_key("set-cookie"), "{status}");
    }
    let order = world.get(&format!("/orders/{}.json", theirs.order)).await;
    assert!(!order.text.contains(theirs.session.as_str()), "the number of an order does not open its window");
}

#[tokio::test]
async fn the_cookie_is_not_for_scripts_nor_for_other_sites() {
    let cookie = World::new().await.get("/checkout/1").await.header("set-cookie");
    for flag in ["HttpOnly", "SameSite=Lax", "Path=/checkout/1"] {
        assert!(cookie.split("; ").any(|part| part == flag), "{cookie}");
    }
}

#[tokio::test]
async fn a_paid_or_expired_order_is_followed_by_a_new_one() {
    let world = World::new().await;
    for status in [SessionStatus::Paid, SessionStatus::Expired, SessionStatus::Cancelled] {
        let open = world.open(1).await;
        world.gateway.set_status(&open.session, status);
        let again = world.get_with_cookie("/checkout/1", &open.cookie).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        assert_ne!(again.header("location"), open.location, "{status}");
        assert!(again.headers.contains_key("set-cookie"), "{status}");
    }
}

#[tokio::test]
async fn a_reload_of_an_expired_order_begins_a_new_one() {
    let world = World::new().await;
    let open = world.open(3).await;
    world.gateway.set_status(&open.session, SessionStatus::Expired);
    let again = world.get_with_cookie(&open.location, &open.cookie).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_ne!(again.header("location"), open.location);
}

#[tokio::test]
async fn language_and_colours_can_be_asked_for_and_survive_the_redirect() {
    let world = World::new().await;
    let redirect = world.get("/checkout/1?locale=en&theme=dark").await;
    let page = world.get_with_cookie(&redirect.header("location"), &redirect.header("set-cookie")).await;
    assert!(page.text.contains("locale=\"en\" theme=\"dark\""));
    assert!(page.text.contains("?locale=en&amp;theme=dark\""));
    let page = world.get("/checkout/1?locale=%22%3E%3Cscript%3E&theme=pink").await;
    assert!(!page.header("location").contains("script"));
}

#[tokio::test]
async fn an_order_shows_how_it_stands_by_asking_the_gateway() {
    let world = World::new().await;
    let open = world.open(2).await;
    assert_eq!(world.order(&open.order).await["state"], "awaiting");
    world.gateway.pay(&open.session, PaymentStatus::Processing);
    assert_eq!(world.order(&open.order).await["state"], "checking");
    let payment = world.gateway.pay(&open.session, PaymentStatus::Succeeded);
    assert_eq!(world.order(&open.order).await["state"], "paid");
    let page = world.get_with_cookie(&format!("/orders/{}", open.order), &open.cookie).await;
    for text in ["결제가 완료되었습니다", "게임 아이템", "9,900원", "010-****-5678", payment.id.as_str()]
    {
        assert!(page.text.contains(text), "{text}");
    }
    assert!(page.text.contains("2026. 11. 22. 08:31"), "in Korean time");
}

#[tokio::test]
async fn an_expired_session_closes_its_order() {
    let world = World::new().await;
    let open = world.open(2).await;
    world.gateway.set_status(&open.session, SessionStatus::Expired);
    assert_eq!(world.order(&open.order).await["state"], "expired");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let world = World::new().await;
    for path in [
        "/nothing",
        "/checkout/0",
        "/checkout/5",
        "/checkout/one",
        "/orders/M-1",
        "/orders/M-1.json",
        "/orders/%00",
        "/assets/x",
    ] {
        let page = world.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.text.contains("찾을 수 없는 페이지"), "{path}");
    }
}

#[tokio::test]
async fn without_a_gateway_the_shop_still_stands() {
    let world = World { shop: shop("http://127.0.0.1:9").await, ..World::new().await };
    assert_eq!(world.get("/healthz").await.text, "ok");
    assert_eq!(world.get("/").await.status, StatusCode::OK);
    let page = world.get("/checkout/1").await;
    assert_eq!(page.status, StatusCode::BAD_GATEWAY);
    assert!(page.text.contains("지금은 결제를 시작할 수 없습니다"));
}

#[tokio::test]
async fn the_style_sheet_and_every_picture_on_a_page_exist() {
    let world = World::new().await;
    let page = world.get("/").await;
    for address in page.text.split('"').filter(|part| part.starts_with("/assets/")) {
        assert_eq!(world.get(address).await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn only_the_playground_may_run_a_script_of_the_shops_own() {
    let world = World::new().await;
    for (path, own) in [("/playground", true), ("/playground?locale=en", true), ("/", false), ("/checkout/1", false)] {
        let page = world.get(path).await;
        let policy = page.header("content-security-policy");
        assert_eq!(policy.contains("script-src 'self' http"), own, "{path}: {policy}");
    }
    let page = world.get("/playground?locale=en").await;
    assert!(page.text.contains("<html lang=\"en\">") && page.text.contains("data-session=\"cs_"), "{}", page.text);
    assert!(!page.text.contains("style=") && !page.text.contains("<script>"), "{}", page.text);
}
