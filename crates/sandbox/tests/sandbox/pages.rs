//! The pages for people.

use crate::support::{ANYBODY, Sandbox};

#[tokio::test]
async fn a_phone_shows_its_messages_and_where_more_come_from() {
    let sandbox = Sandbox::new().await;
    sandbox.skt().await.send_code(ANYBODY).await.is(200);
    let page = sandbox.get("/phones/010-2345-6789").await;
    let html = &page.is(200).text;
    for part in [
        "<html lang=\"ko\">",
        "<h1>010-2345-6789</h1>",
        "role=\"log\"",
        "data-events=\"/phones/01023456789/events?after=1\"",
        "11월 22일 오전 8:31",
        &sandbox.last_code("01023456789").await,
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

#[tokio::test]
async fn what_is_in_a_message_cannot_be_markup() {
    let sandbox = Sandbox::new().await;
    let body = serde_json::json!({ "phoneNumber": ANYBODY, "message": "<img src=x onerror=alert(1)>{{code}}" });
    sandbox.skt().await.post("/one-time-password-sms/v1/send-code", &body).await.is(200);
    let html = sandbox.get("/phones/01023456789").await.text;
    assert!(html.contains("&lt;img src=x") && !html.contains("<img src=x"));
}

#[tokio::test]
async fn the_first_page_lists_the_phones_in_use_the_latest_first() {
    let sandbox = Sandbox::new().await;
    assert!(sandbox.get("/").await.is(200).text.contains("아직 없습니다"));
    let skt = sandbox.skt().await;
    for number in [ANYBODY, "+821087654321", ANYBODY] {
        skt.send_code(number).await.is(200);
    }
    let html = sandbox.get("/").await.text;
    let at = |part: &str| html.find(part).unwrap_or_else(|| panic!("{part}"));
    assert!(at("href=\"/phones/01023456789\"") < at("href=\"/phones/01087654321\""));
    assert!(html.contains("알림 2건"));
}

#[tokio::test]
async fn a_typed_number_opens_its_phone_or_is_explained() {
    let sandbox = Sandbox::new().await;
    for spelt in ["010-2345-6789", "01023456789", "%2B82+10+2345+6789"] {
        let opened = sandbox.get(&format!("/phones?number={spelt}")).await;
        assert_eq!((opened.status.as_u16(), opened.header("location")), (303, "/phones/01023456789"));
    }
    for (typed, told) in [
        ("", "번호를 입력해 주세요."),
        ("010-2345", "번호가 짧습니다."),
        ("010-2345-67890", "번호가 깁니다."),
        ("02-123-4567", "010으로 시작하는"),
    ] {
        let refused = sandbox.get(&format!("/phones?number={typed}")).await;
        let html = &refused.is(400).text;
        assert!(html.contains(told) && html.contains("role=\"alert\"") && html.contains("aria-invalid"), "{html}");
    }
    assert!(sandbox.get("/phones").await.is(400).text.contains("번호를 입력해 주세요."));
    assert!(sandbox.get("/phones/1234").await.is(400).text.contains("role=\"alert\""));
}

#[tokio::test]
async fn a_page_may_load_only_its_own_style_and_script() {
    let sandbox = Sandbox::new().await;
    for path in ["/", "/phones/01023456789", "/phones?number=1"] {
        let page = sandbox.get(path).await;
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("require-trusted-types-for 'script'"));
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(!page.text.contains("style=") && !page.text.contains("<style") && !page.text.contains("http"));
        for script in page.text.split("<script").skip(1) {
            assert!(script.contains("src=\"/assets/") && script.contains("></script>"), "{script}");
        }
    }
    for (path, kind) in [
        ("/assets/base.css", "text/css; charset=utf-8"),
        ("/assets/index.css", "text/css; charset=utf-8"),
        ("/assets/phone.css", "text/css; charset=utf-8"),
        ("/assets/phone.js", "text/javascript; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml"),
    ] {
        assert_eq!(sandbox.get(path).await.is(200).header("content-type"), kind);
    }
}

#[tokio::test]
async fn the_server_says_that_it_is_well() {
    assert_eq!(Sandbox::new().await.get("/healthz").await.is(200).text, "ok");
}
