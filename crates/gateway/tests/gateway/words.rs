//! What the shopper reads of a failure travels with it, in the shopper's
//! language, and to nobody else.

use axum::body::Body;
use axum::http::Request;
use carrier_checkout::{locale::texts, server::words};
use carrier_checkout_protocol::{Locale, Reason};
use serde_json::{Value, json};

use super::support::{Answer, Gateway, KEY, challenge, exchange, stage};

/// A minor's line.
const MINOR: &str = "010-0000-0004";
/// A line that is refused when it is charged.
const DENIED: &str = "010-0000-0014";

/// A request of a window in that language, or of one that says none.
async fn ask(gateway: &Gateway, language: &str, path: &str, session: &str, post: Option<(&str, &Value)>) -> Answer {
    let request = Request::builder().uri(path).header("authorization", format!("Bearer {session}"));
    let request = if language.is_empty() { request } else { request.header("accept-language", language) };
    let request = match post {
        None => request.body(Body::empty()),
        Some((key, body)) => request
            .method("POST")
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .body(Body::from(body.to_string())),
    };
    gateway.send(request.unwrap()).await
}

fn said(reason: Reason, locale: Locale) -> Value {
    json!(words(reason, locale))
}

#[tokio::test]
async fn a_refusal_is_told_in_the_language_that_the_window_asks_in() {
    let gateway = Gateway::start().await;
    for (language, locale) in [("ko", Locale::Ko), ("en", Locale::En), ("en-GB,ko;q=0.5", Locale::En), ("", Locale::Ko)]
    {
        let session = gateway.session().await;
        let post = Some(("1", &challenge(MINOR)));
        let refused = ask(&gateway, language, "/v1/checkout/challenges", &session, post).await;
        assert_eq!(refused.reason(), (402, "payment_declined".into(), "line_minor".into()));
        assert_eq!(refused.body["words"], said(Reason::LineMinor, locale), "{language}");
        let lost = ask(&gateway, language, "/v1/checkout", "cs_0000000000000000000001", None).await;
        assert_eq!(lost.body["words"], said(Reason::SessionUnknown, locale), "{language}");
    }
    assert_eq!(said(Reason::LineMinor, Locale::Ko)["happened"], "미성년자 명의의 번호예요");
    assert_eq!(said(Reason::LineMinor, Locale::En)["happened"], "The line belongs to a minor");
}

#[tokio::test]
async fn an_answer_that_is_given_again_is_in_the_language_of_whoever_asks_again() {
    let gateway = Gateway::start().await;
    let (session, body) = (gateway.session().await, challenge(MINOR));
    let ask =
        async |language| ask(&gateway, language, "/v1/checkout/challenges", &session, Some(("the-key", &body))).await;
    let (first, again) = (ask("ko").await, ask("en").await);
    assert_eq!(first.body["words"], said(Reason::LineMinor, Locale::Ko));
    assert_eq!(again.body["words"], said(Reason::LineMinor, Locale::En));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(again.headers["content-type"], "application/problem+json");
    assert_eq!(again.body["request_id"], first.body["request_id"]);
}

#[tokio::test]
async fn a_window_that_is_loaded_again_says_what_went_wrong_in_its_language() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    assert_eq!(gateway.challenge(&session, MINOR).await.status, 402);
    for (language, locale) in [("ko", Locale::Ko), ("en", Locale::En)] {
        let loaded = ask(&gateway, language, "/v1/checkout", &session, None).await;
        assert_eq!(stage(&loaded.body)["last_failure"]["words"], said(Reason::LineMinor, locale));
        let frame = gateway.get(&format!("/v1/checkout/{session}?locale={language}"), "").await;
        let (html, told) = (frame.body.as_str().unwrap(), words(Reason::LineMinor, locale));
        for text in [told.happened, told.next] {
            let (shown, kept) = (format!(">{text}</p>"), format!("\"{text}\""));
            assert!(html.contains(&shown), "{text} is not in the window that is rendered");
            assert!(html.contains(&kept), "{text} is not in what the widget is given");
        }
    }
}

#[tokio::test]
async fn a_merchant_gets_no_words() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(DENIED).await;
    let body = exchange(&token);
    let paid = ask(&gateway, "en", "/v1/payments", KEY, Some(("1", &body))).await;
    let refused_again = ask(&gateway, "en", "/v1/payments", KEY, Some(("1", &body))).await;
    let token_used = ask(&gateway, "en", "/v1/payments", KEY, Some(("2", &body))).await;
    assert_eq!((paid.status, refused_again.status, token_used.status), (402, 402, 409));
    let session = gateway.get(&format!("/v1/sessions/{session}"), KEY).await;
    let told = [paid, refused_again, token_used, session];
    for answer in told {
        assert!(!answer.body.to_string().contains("words"), "{}", answer.body);
    }
}

/// To raise a limit is nothing that a refusal may suggest.
const PUSHING: [&str; 8] =
    ["한도를 올", "한도 상향", "한도를 높", "raise", "increase", "引き上げ", "提高限额", "nâng hạn mức"];

/// Without what a shopper meets in Korea by its Korean name only.
fn without_names(text: &str) -> String {
    ["알뜰폰", "월자동결제", "소액결제"]
        .iter()
        .fold(text.to_owned(), |text, name| text.replace(&format!("({name})"), "").replace(&format!("（{name}）"), ""))
}

#[test]
fn every_reason_has_words_of_its_own_in_every_language() {
    for locale in Locale::ALL.iter().copied() {
        let unknown = words(Reason::Unknown, locale);
        for reason in Reason::ALL.iter().copied() {
            let told = words(reason, locale);
            let korean = |text: &str| without_names(text).chars().any(|c| ('가'..='힣').contains(&c));
            for text in [&told.happened, &told.next] {
                assert_eq!(korean(text), locale == Locale::Ko, "{reason}: {text}");
                assert!(text.trim() == text && text.chars().count() <= 130, "{reason}: {text}");
                for pushing in PUSHING {
                    assert!(!text.contains(pushing), "{reason}: {text}");
                }
            }
            assert!(!told.happened.ends_with(['.', '。']) && told.next.ends_with(['.', '。']), "{reason}");
            assert!(reason == Reason::Unknown || told.happened != unknown.happened, "{reason}");
        }
    }
}

#[test]
fn what_the_window_says_by_itself_is_what_the_gateway_says() {
    for locale in Locale::ALL.iter().copied() {
        for reason in [
            Reason::NetworkError,
            Reason::GatewayError,
            Reason::SessionExpired,
            Reason::SessionUnknown,
            Reason::UserCancelled,
            Reason::OtpExpired,
            Reason::MerchantConfirmFailed,
            Reason::Unknown,
        ] {
            let (own, told) = (texts(locale).failure.own.of(reason), words(reason, locale));
            assert_eq!((own.happened, own.next), (&*told.happened, &*told.next), "{reason}");
        }
    }
}

#[tokio::test]
async fn monthly_billing_is_told_in_the_language_that_the_window_asks_in() {
    let gateway = Gateway::start().await;
    let subscribed = super::monthly::subscribe(&gateway, super::support::LINE).await;
    for (language, consent, standing) in [
        ("ko", "월자동결제 동의: 매월 15일 9,900원 자동 결제", "다음 결제일은 "),
        ("en", "Monthly billing: ₩9,900 automatically on day 15 of every month", "The next charge is on "),
    ] {
        let shown = ask(&gateway, language, "/v1/checkout", &subscribed.session, None).await.body;
        assert_eq!(shown["consent_names"][4], consent);
        let receipt = stage(&shown)["receipt"]["monthly"].clone();
        assert!(receipt["text"].as_str().unwrap().starts_with(standing), "{receipt}");
    }
    let key = gateway.key(&subscribed.key).await.body.to_string();
    assert!(!key.contains("결제"), "a merchant gets no words: {key}");
}
