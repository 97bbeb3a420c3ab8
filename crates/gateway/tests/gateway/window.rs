//! The window as the gateway renders it.

use axum::body::{Body, to_bytes};
use axum::http::Request;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::support::{Gateway, KEY, LINE, monthly_order, order};

/// The frame's HTML.
async fn html(gateway: &Gateway, session: &str, query: &str) -> String {
    let frame = gateway.get(&format!("/v1/checkout/{session}{query}"), "").await;
    assert_eq!(frame.headers["content-type"], "text/html; charset=utf-8");
    frame.body.as_str().unwrap().to_owned()
}

/// The checkout that the widget finds in it.
fn embedded(html: &str) -> Value {
    let (_, rest) = html.split_once(r#"<script type="application/json" id="cc-checkout">"#).unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[track_caller]
fn assert_shows(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}

#[tokio::test]
async fn the_first_screen_is_in_the_html_in_the_shoppers_language() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let korean = html(&gateway, &session, "?locale=ko").await;
    assert_shows(
        &korean,
        &[
            r#"<html lang="ko" data-theme="auto">"#,
            r#"data-screen="details""#,
            "주문 정보",
            "이모티콘 모음",
            "9,900원",
            r#"<label for="phone">휴대폰 번호</label>"#,
            "전체 동의",
            "인증번호 받기",
        ],
    );
    let english = html(&gateway, &session, "?locale=en&theme=dark").await;
    assert_shows(&english, &[r#"<html lang="en" data-theme="dark">"#, "Phone number", "Agree to all"]);
    assert!(!english.contains("휴대폰 번호"));
}

#[tokio::test]
async fn the_widget_finds_the_checkout_that_was_rendered() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let asked = gateway.get("/v1/checkout", &session).await.body;
    assert_eq!(embedded(&html(&gateway, &session, "").await), asked);
}

#[tokio::test]
async fn what_a_merchant_writes_stays_text() {
    let gateway = Gateway::start().await;
    let mut hostile = order();
    let name = "</script><script>alert(1)</script><!--";
    hostile["goods"]["name"] = json!(name);
    let session = gateway.post("/v1/sessions", KEY, &hostile).await.text("/id");
    let html = html(&gateway, &session, "").await;
    assert!(!html.contains("<script>alert"), "{html}");
    assert_eq!(embedded(&html)["order"]["goods"]["name"], name);
}

#[tokio::test]
async fn a_session_that_waits_for_its_code_is_on_the_code_screen_with_the_time_left() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    gateway.challenged(&session, LINE).await;
    gateway.clock.advance(75_000);
    let html = html(&gateway, &session, "").await;
    assert_shows(&html, &[r#"data-screen="code""#, "1:45", "010-****-6789", r#"autocomplete="one-time-code""#]);
    assert!(!html.contains("2345"), "the number is masked");
}

#[tokio::test]
async fn every_other_stage_has_its_screen() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    assert_shows(&html(&gateway, &session, "").await, &[r#"data-screen="checking""#, "확인 중"]);
    assert_eq!(gateway.pay(&token).await.status, 201);
    assert_shows(&html(&gateway, &session, "").await, &[r#"data-screen="paid""#, "결제가 완료되었습니다"]);

    let cancelled = gateway.session().await;
    gateway.post("/v1/checkout/cancel", &cancelled, &json!({})).await;
    let expired = gateway.session().await;
    gateway.clock.advance(1_800_000);
    for session in [cancelled, expired] {
        assert_shows(&html(&gateway, &session, "").await, &[r#"data-screen="ended""#]);
    }
}

#[tokio::test]
async fn a_receipt_can_be_read_and_printed_and_names_whom_to_call_before_its_widget_comes() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    assert_eq!(gateway.pay(&token).await.status, 201);
    let numbers = ["tel:16000000", "tel:114", "tel:16442367", "tel:112"];
    let receipt = html(&gateway, &session, "").await;
    assert_shows(&receipt, &numbers);
    assert_shows(&receipt, &["인쇄 / 저장", "https://www.tworld.co.kr/", "noopener noreferrer"]);
    assert!(!receipt.contains("본인이 결제하지 않았어요"), "what needs the widget waits for it");

    let disputed = gateway.post("/v1/checkout/disputes", &session, &json!({})).await;
    let number = disputed.text("/stage/paid/receipt/dispute");
    assert_shows(&html(&gateway, &session, "").await, &["이 결제를 동결하고", &number]);
}

#[tokio::test]
async fn a_session_that_is_unknown_waits_for_its_widget() {
    let gateway = Gateway::start().await;
    let html = html(&gateway, "cs_0000000000000000000001", "").await;
    assert_shows(&html, &[r#"data-screen="loading""#, "결제창을 여는 중…"]);
    assert!(!html.contains("cc-checkout"));
}

#[tokio::test]
async fn the_html_is_compressed_for_those_who_take_it() {
    let gateway = Gateway::start().await;
    let path = format!("/v1/checkout/{}", gateway.session().await);
    let ask = async |accepted: &str| {
        let request = Request::get(&path).header("accept-encoding", accepted).body(Body::empty()).unwrap();
        gateway.app.router().oneshot(request).await.unwrap()
    };
    let (plain, brotli) = (ask("identity").await, ask("gzip, br").await);
    assert!(!plain.headers().contains_key("content-encoding"));
    assert_eq!(brotli.headers()["content-encoding"], "br");
    assert_eq!(brotli.headers()["vary"], "accept-encoding");
    let (plain, brotli) = (plain.into_body(), brotli.into_body());
    let (plain, brotli) = (to_bytes(plain, 1 << 20).await.unwrap(), to_bytes(brotli, 1 << 20).await.unwrap());
    assert!(brotli.len() * 2 < plain.len(), "{} of {}", brotli.len(), plain.len());
}

#[tokio::test]
async fn what_is_billed_monthly_says_amount_day_and_end_before_its_widget_comes() {
    let gateway = Gateway::start().await;
    let session = gateway.post("/v1/sessions", KEY, &monthly_order(15)).await.text("/id");
    let details = html(&gateway, &session, "").await;
    assert_shows(
        &details,
        &[
            "월자동결제 (매월 15일 자동 결제)",
            r#"<label for="monthly_billing">월자동결제 동의: 매월 15일 9,900원 자동 결제</label>"#,
            "언제든 영수증에서",
        ],
    );
    let subscribed = super::monthly::subscribe(&gateway, LINE).await;
    let receipt = html(&gateway, &subscribed.session, "").await;
    assert_shows(&receipt, &["다음 결제일은 ", "월자동결제 (매월 15일 자동 결제)"]);
    gateway.post("/v1/checkout/monthly/stop", &subscribed.session, &json!({})).await;
    assert_shows(&html(&gateway, &subscribed.session, "").await, &["월자동결제가 멈췄어요"]);
}
