//! The hosted page: the same checkout as a page of its own.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::support::{Answer, Gateway, KEY, LINE, SHOP, exchange, order};

/// A session that may be paid by a link.
async fn hosted_session(gateway: &Gateway) -> Answer {
    let made = gateway.post("/v1/sessions", KEY, &with_ways(&at(SHOP))).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made
}

fn at(origin: &str) -> [String; 3] {
    ["/confirm", "/orders/1?from=pay", "/cart"].map(|path| format!("{origin}{path}"))
}

fn with_ways([confirm, success, cancel]: &[String; 3]) -> Value {
    let mut body = order();
    body["embed"] = json!({ "confirm_url": confirm, "success_url": success, "cancel_url": cancel });
    body
}

/// What a browser gets that says what it wants a document for.
async fn page(gateway: &Gateway, path: &str, dest: &str) -> Answer {
    let request = Request::get(path).header("sec-fetch-dest", dest).header("accept-language", "ko");
    gateway.send(request.body(Body::empty()).unwrap()).await
}

fn html(answer: &Answer) -> &str {
    answer.body.as_str().unwrap()
}

fn policy(answer: &Answer) -> &str {
    answer.headers["content-security-policy"].to_str().unwrap()
}

#[tokio::test]
async fn the_answer_has_its_address_where_it_is_wanted_and_something_is_to_be_seen() {
    let gateway = Gateway::start().await;
    let made = hosted_session(&gateway).await;
    let id = made.text("/id");
    assert_eq!(made.text("/url"), format!("http://localhost:8081/v1/checkout/{id}?hosted"));
    assert_eq!(gateway.get(&format!("/v1/sessions/{id}"), KEY).await.body["url"], made.body["url"]);
    let expired = gateway.post(&format!("/v1/sessions/{id}/expire"), KEY, &json!({})).await;
    assert!(expired.body.get("url").is_none());

    let mut spoken = with_ways(&at(SHOP));
    spoken["embed"]["locale"] = json!("en");
    spoken["embed"]["theme"] = json!("dark");
    let made = gateway.post("/v1/sessions", KEY, &spoken).await;
    assert!(made.text("/url").ends_with("?hosted&locale=en&theme=dark"));
    assert!(!made.text("/embed_html").contains("cart"), "a page that embeds has no use for it");
    let plain = gateway.post("/v1/sessions", KEY, &order()).await;
    assert!(plain.body.get("url").is_none());
}

#[tokio::test]
async fn it_leads_to_registered_origins_only() {
    let gateway = Gateway::start().await;
    for bad in ["/confirm", "https://evil.example/", "http://localhost:8080@evil.example/", "javascript:alert(1)"] {
        for which in ["confirm_url", "success_url", "cancel_url"] {
            let mut body = with_ways(&at(SHOP));
            body["embed"][which] = json!(bad);
            let refused = gateway.post("/v1/sessions", KEY, &body).await;
            assert_eq!(refused.problem(), (422, "invalid_request".into()), "{which}: {bad}");
            assert!(refused.text("/detail").contains(&format!("embed.{which} ")), "{}", refused.body);
        }
    }
    // Who wants no such page may say what it likes of its own.
    let embedded = json!({ "confirm_url": "/confirm", "success_url": "/orders/1" });
    let mut body = order();
    body["embed"] = embedded;
    assert_eq!(gateway.post("/v1/sessions", KEY, &body).await.status, 201);
}

#[tokio::test]
async fn it_says_who_sells_and_who_handles_the_payment_and_leads_back() {
    let gateway = Gateway::start().await;
    let url = hosted_session(&gateway).await.text("/url");
    let page = page(&gateway, url.trim_start_matches("http://localhost:8081"), "document").await;
    for part in [
        "<title>휴대폰 결제 · 달빛상점</title>",
        "<h1>달빛상점</h1>",
        "<dd translate=\"no\">localhost:8080</dd>",
        "href=\"tel:0212345678\"",
        "통신과금서비스제공자",
        "캐리어체크아웃 (샌드박스)",
        "href=\"http://localhost:8080/cart\" data-on=\"loading details code ended\">",
        "href=\"http://localhost:8080/orders/1?from=pay\" data-on=\"paid\" hidden>",
        "<form id=\"confirm\" method=\"post\" action=\"http://localhost:8080/confirm\" hidden></form>",
        "data-screen=\"details\"",
        "<script>plain hosted-7a.js</script><script>plain boot-2b.js</script>",
        "<meta name=\"cc-origins\" content=\"http://localhost:8080 http://localhost:8081\">",
    ] {
        assert!(html(&page).contains(part), "{part} is not in {}", html(&page));
    }
}

#[tokio::test]
async fn only_it_may_post_a_form_and_only_to_the_merchant() {
    let gateway = Gateway::start().await;
    let made = hosted_session(&gateway).await;
    let path = format!("/v1/checkout/{}", made.text("/id"));
    let alone = page(&gateway, &path, "document").await;
    assert!(policy(&alone).contains("form-action 'self' http://localhost:8080; "), "{}", policy(&alone));
    let framed = page(&gateway, &format!("{path}?hosted"), "iframe").await;
    assert!(policy(&framed).contains("form-action 'none'; "), "{}", policy(&framed));
    for part in ["data-hosted", "id=\"seller\"", "id=\"confirm\"", "hosted-7a", "hosted-8b"] {
        assert!(html(&alone).contains(part) || part.starts_with("hosted-8b"), "{part}");
        assert!(!html(&framed).contains(part), "{part}");
    }
    assert_eq!(alone.headers["cross-origin-opener-policy"], "same-origin");
    assert_eq!(framed.headers["cross-origin-opener-policy"], "unsafe-none");
    for answer in [&alone, &framed] {
        assert!(policy(answer).contains("frame-ancestors http://localhost:8080;"), "no other site may frame it");
        assert_eq!(answer.headers["referrer-policy"], "no-referrer");
        assert_eq!(answer.headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn a_browser_that_does_not_say_what_it_wants_gets_it_by_the_word_in_the_address() {
    let gateway = Gateway::start().await;
    let url = hosted_session(&gateway).await.text("/url");
    let path = url.trim_start_matches("http://localhost:8081");
    assert!(html(&gateway.get(path, "").await).contains("id=\"seller\""));
    let (window, _) = path.split_once('?').unwrap();
    assert!(!html(&gateway.get(window, "").await).contains("id=\"seller\""));
    // The window in another language, as the page's script asks for it.
    let english = page(&gateway, &format!("{window}?language=en&hosted"), "empty").await;
    assert!(html(&english).contains("Back to the shop"));
}

#[tokio::test]
async fn an_order_that_nobody_could_be_told_of_is_not_paid_here() {
    let gateway = Gateway::start().await;
    let path = format!("/v1/checkout/{}", gateway.session().await);
    let refused = page(&gateway, &path, "document").await;
    for part in
        ["이 주소에서는 결제할 수 없어요", "<h1>달빛상점</h1>", "href=\"http://localhost:8080/\">가게로 돌아가기</a>"]
    {
        assert!(html(&refused).contains(part), "{part} is not in {}", html(&refused));
    }
    for part in ["<script", "<form", "data-screen"] {
        assert!(!html(&refused).contains(part), "{part} is in {}", html(&refused));
    }
    assert!(policy(&refused).contains("form-action 'none'; "));
    assert!(html(&page(&gateway, &path, "iframe").await).contains("data-screen=\"details\""), "embedded as ever");

    let (paid, token) = gateway.verified(LINE).await;
    assert_eq!(gateway.pay(&token).await.status, 201);
    let receipt = page(&gateway, &format!("/v1/checkout/{paid}"), "document").await;
    assert!(html(&receipt).contains("data-screen=\"paid\""), "a receipt may be seen anywhere");
}

#[tokio::test]
async fn the_code_is_bound_to_the_gateways_own_host_alone() {
    let gateway = Gateway::start().await;
    let session = hosted_session(&gateway).await.text("/id");
    let mut challenge = super::support::challenge(LINE);
    challenge["embedder"] = json!("http://localhost:8081");
    let sent = gateway.post("/v1/checkout/challenges", &session, &challenge).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    challenge["embedder"] = json!("http://localhost:8082");
    let refused = gateway.post("/v1/checkout/challenges", &session, &challenge).await;
    assert_eq!(refused.problem().0, 422);
}

#[tokio::test]
async fn whoever_comes_back_with_the_token_under_way_does_not_post_it_again_unasked() {
    let gateway = Gateway::start().await;
    let session = hosted_session(&gateway).await.text("/id");
    let (challenge, code) = gateway.challenged(&session, LINE).await;
    let token = gateway.verify(&session, &challenge, &code).await.text("/token");
    let path = format!("/v1/checkout/{session}");
    let waiting = page(&gateway, &path, "document").await;
    assert!(html(&waiting).contains("hidden data-posted></form>"), "{}", html(&waiting));
    assert!(html(&waiting).contains("data-on=\"loading details code ended\" hidden>"), "it may be paid any moment");

    // And if a merchant is posted the same twice, the second gets the first one's answer.
    let paid = gateway.post_as("/v1/payments", KEY, "order-1", &exchange(&token)).await;
    let again = gateway.post_as("/v1/payments", KEY, "order-1", &exchange(&token)).await;
    assert_eq!((paid.status, &paid.body), (again.status, &again.body));
    assert_eq!(gateway.charged().await, 1);
    let receipt = page(&gateway, &path, "document").await;
    assert!(html(&receipt).contains("href=\"http://localhost:8080/orders/1?from=pay\" data-on=\"paid\">"));
    assert!(!html(&receipt).contains(&token) && !html(&receipt).contains("data-posted"));
}
