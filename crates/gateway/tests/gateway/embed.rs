//! What a merchant puts into its page, as the session's answer has it.

use carrier_checkout::locale::texts;
use carrier_checkout_protocol::Locale;
use serde_json::{Value, json};

use super::support::{Gateway, KEY, LINE, order};

fn with_embed(embed: Value) -> Value {
    let mut body = order();
    body["embed"] = embed;
    body
}

#[tokio::test]
async fn the_answer_has_the_window_ready_to_insert() {
    let gateway = Gateway::start().await;
    let made = gateway.post("/v1/sessions", KEY, &order()).await;
    let session = made.text("/id");
    assert_eq!(made.text("/frame_url"), format!("http://localhost:8081/v1/checkout/{session}"));
    assert_eq!(
        made.text("/embed_html"),
        format!(
            "<carrier-checkout session=\"{session}\">\
             <iframe src=\"http://localhost:8081/v1/checkout/{session}\" title=\"휴대폰 결제\" width=\"100%\" \
             height=\"1380\" frameborder=\"0\" align=\"top\" allow=\"otp-credentials\" referrerpolicy=\"no-referrer\">\
             </iframe></carrier-checkout><script async src=\"http://localhost:8081/checkout.js\"></script>"
        )
    );
}

#[tokio::test]
async fn what_the_merchant_says_of_its_page_is_kept_and_cannot_leave_its_attribute() {
    let gateway = Gateway::start().await;
    let body = with_embed(json!({
        "confirm_url": "/confirm?a=1&b=\"><script>alert(1)</script>",
        "success_url": "https://shop.example/주문/1",
        "locale": "en",
        "theme": "dark",
    }));
    let made = gateway.post("/v1/sessions", KEY, &body).await;
    assert_eq!(made.status, 201);
    let html = made.text("/embed_html");
    for part in [
        " confirm-url=\"/confirm?a=1&amp;b=&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"",
        " success-url=\"https://shop.example/주문/1\" locale=\"en\" theme=\"dark\"><iframe ",
        "?locale=en&amp;theme=dark\" title=\"Carrier billing checkout\"",
        " height=\"1620\"",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(made.text("/frame_url").ends_with("?locale=en&theme=dark"));
    let seen = gateway.get(&format!("/v1/sessions/{}", made.text("/id")), KEY).await;
    assert_eq!(seen.body, made.body);
}

#[tokio::test]
async fn a_url_that_no_page_could_hold_is_refused() {
    let gateway = Gateway::start().await;
    for embed in [
        json!({ "confirm_url": "" }),
        json!({ "confirm_url": " " }),
        json!({ "success_url": "/a\nb" }),
        json!({ "success_url": "/".repeat(2_001) }),
        json!({ "locale": "fr" }),
        json!({ "theme": "pink" }),
        json!({ "colour": "red" }),
    ] {
        let refused = gateway.post("/v1/sessions", KEY, &with_embed(embed.clone())).await;
        assert_eq!(refused.problem(), (422, "invalid_request".into()), "{embed}");
    }
}

#[tokio::test]
async fn a_paid_session_still_has_a_window_and_one_that_ended_otherwise_has_none() {
    let gateway = Gateway::start().await;
    let (paid, token) = gateway.verified(LINE).await;
    assert_eq!(gateway.pay(&token).await.status, 201);
    let seen = gateway.get(&format!("/v1/sessions/{paid}"), KEY).await;
    assert!(seen.text("/embed_html").contains(&paid) && seen.text("/frame_url").ends_with(&paid));
    let expired = gateway.session().await;
    gateway.post(&format!("/v1/sessions/{expired}/expire"), KEY, &json!({})).await;
    let seen = gateway.get(&format!("/v1/sessions/{expired}"), KEY).await;
    assert_eq!(seen.body["status"], "expired");
    assert!(seen.body.get("embed_html").is_none() && seen.body.get("frame_url").is_none());
}

#[tokio::test]
async fn the_snippet_has_the_title_and_the_height_of_its_language() {
    let gateway = Gateway::start().await;
    for locale in Locale::ALL {
        let made = gateway.post("/v1/sessions", KEY, &with_embed(json!({ "locale": locale }))).await;
        let page = &texts(*locale).page;
        let html = made.text("/embed_html");
        for part in [format!(" title=\"{}\" ", page.title), format!(" height=\"{}\" ", page.room[2])] {
            assert!(html.contains(&part), "{locale}: {part}\n{html}");
        }
        assert!(made.text("/frame_url").ends_with(&format!("?locale={locale}")));
    }
}
