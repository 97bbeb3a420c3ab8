//! Who is let in, and what a form has to bring.

use super::super::sessions::{OTHER_KEY, with_two_merchants};
use super::super::support::{Gateway, KEY};
use super::{Browser, OWN, hidden, text};

#[tokio::test]
async fn whoever_has_the_key_is_let_in_until_logging_out() {
    let gateway = Gateway::start().await;
    let mut browser = Browser::new(&gateway);
    let outside = browser.get("/console").await;
    assert_eq!((outside.status, outside.headers["location"].to_str().unwrap()), (303, "/console/login"));

    let entered = browser.log_in(KEY).await;
    let cookie = entered.headers["set-cookie"].to_str().unwrap().to_owned();
    for part in ["cc-console=", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Max-Age"), "it goes with the browser: {cookie}");
    let page = browser.page("/console").await;
    assert!(text(&page).contains("달빛상점 Test"), "{page}");

    let token = hidden(&page, "token");
    let left = browser.post("/console/logout", &[("token", &token)]).await;
    assert_eq!(left.status, 303);
    assert_eq!(browser.get("/console").await.status, 303, "the cookie of before opens nothing any more");
}

#[tokio::test]
async fn a_login_survives_another_process_and_ends_after_a_working_day_or_with_its_key() {
    let (mut gateway, _directory) = with_two_merchants().await;
    let cookie = Browser::inside_with(&gateway, OTHER_KEY).await.cookie;
    gateway.restart().await;
    let browser = Browser { cookie: cookie.clone(), ..Browser::new(&gateway) };
    assert_eq!(browser.get("/console/payments").await.status, 200);
    gateway.clock.advance(8 * 3_600_000 - 1);
    assert_eq!(Browser { cookie: cookie.clone(), ..Browser::new(&gateway) }.get("/console").await.status, 200);
    gateway.clock.advance(1);
    assert_eq!(Browser { cookie, ..Browser::new(&gateway) }.get("/console").await.status, 303);
}

#[tokio::test]
async fn a_wrong_key_is_not_shown_again_and_is_tried_ten_times_at_most() {
    let gateway = Gateway::start().await;
    let mut browser = Browser::new(&gateway);
    for key in ["", "sk_test_dem", "sk_test_demo2", "mer_sandbox", "SK_TEST_DEMO", "sk_live_<b>", "a", "b", "c", "d"] {
        let kept = browser.log_in(key).await;
        assert_eq!(kept.status, 401, "{key}");
        let page = kept.body.as_str().unwrap();
        assert!(page.contains("not a key of this gateway") && !page.contains("sk_live_"), "{page}");
        assert!(!kept.headers.contains_key("set-cookie"));
    }
    let (status, page) = (browser.log_in(KEY).await, "Too many attempts");
    assert_eq!(status.status, 429, "the right key is not looked at either");
    assert!(status.body.as_str().unwrap().contains(page));
    gateway.clock.advance(15 * 60_000);
    assert_eq!(browser.log_in(KEY).await.status, 303);
}

#[tokio::test]
async fn the_sandboxs_key_opens_nothing_where_there_is_no_sandbox() {
    let (mut gateway, _directory) = with_two_merchants().await;
    let cookie = Browser::inside(&gateway).await.cookie;
    gateway.config.sandbox = None;
    gateway.restart().await;
    assert_eq!(Browser { cookie, ..Browser::new(&gateway) }.get("/console").await.status, 303);
    let kept = Browser::new(&gateway).log_in(KEY).await;
    assert_eq!(kept.status, 401);
    assert!(!kept.body.as_str().unwrap().contains(KEY), "nor is it told");
    assert_eq!(Browser::new(&gateway).log_in(OTHER_KEY).await.status, 303);
}

#[tokio::test]
async fn a_form_needs_the_token_of_its_login_and_comes_from_our_own_page() {
    let gateway = Gateway::start().await;
    let browser = Browser::inside(&gateway).await;
    let stranger = Browser::inside(&gateway).await.token("/console").await;
    let token = browser.token("/console").await;
    for wrong in ["", "0", &stranger, &token[1..]] {
        assert_eq!(browser.post("/console/logout", &[("token", wrong)]).await.status, 403, "{wrong}");
    }
    for origin in [None, Some("null"), Some("http://localhost:8080"), Some("https://localhost:8081")] {
        let fields = [("token", token.as_str())];
        assert_eq!(browser.post_from(origin, "/console/logout", &fields).await.status, 403, "{origin:?}");
        assert_eq!(browser.post_from(origin, "/console/login", &[("key", KEY)]).await.status, 403, "{origin:?}");
    }
    assert_eq!(browser.get("/console").await.status, 200, "and nothing was done");
    assert_eq!(browser.post_from(Some(OWN), "/console/logout", &[("token", &token)]).await.status, 303);
}

#[tokio::test]
async fn every_page_is_kept_nowhere_and_shown_in_no_frame() {
    let gateway = Gateway::start().await;
    let browser = Browser::inside(&gateway).await;
    for path in ["/console", "/console/payments", "/console/funnel", "/console/deliveries", "/console/nothing"] {
        let answer = browser.get(path).await;
        let header = |name: &str| answer.headers[name].to_str().unwrap().to_owned();
        assert_eq!(header("cache-control"), "no-store", "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("script-src") && !policy.contains("unsafe"), "{policy}");
        let page = answer.body.as_str().unwrap();
        let handlers = page.split(" on").skip(1).map(|rest| rest.trim_start_matches(char::is_alphabetic));
        assert!(!handlers.clone().any(|rest| rest.starts_with('=')), "{path}");
        assert!(!page.contains("<script") && !page.contains("style=\""), "{path}");
    }
}

#[tokio::test]
async fn the_language_is_the_browsers_until_another_one_is_chosen() {
    let gateway = Gateway::start().await;
    let mut browser = Browser::inside(&gateway).await;
    assert!(browser.page("/console").await.contains(r#"<html lang="en">"#));
    browser.language = "ko-KR,ko;q=0.9";
    assert!(browser.page("/console").await.contains(r#"<html lang="ko">"#));
    for (back, to) in [("/console/funnel?days=7", "/console/funnel?days=7"), ("//evil.example", "/console")] {
        let chosen = browser.post("/console/language", &[("language", "en"), ("back", back)]).await;
        assert_eq!((chosen.status, chosen.headers["location"].to_str().unwrap()), (303, to));
        let cookie = chosen.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        let browser = Browser { cookie: format!("{}; {cookie}", browser.cookie), ..browser };
        assert!(browser.page("/console").await.contains(r#"<html lang="en">"#));
    }
}
