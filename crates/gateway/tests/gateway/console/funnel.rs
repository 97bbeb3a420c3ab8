//! How far shoppers came, as the console counts them.

use serde_json::json;

use super::super::support::{Gateway, KEY, LINE, challenge, exchange, wrong};
use super::{Browser, text};

async fn opened(gateway: &Gateway) -> String {
    let session = gateway.session().await;
    gateway.get(&format!("/v1/checkout/{session}"), &session).await;
    session
}

#[tokio::test]
async fn each_session_counts_once_for_each_step_that_it_took() {
    let gateway = Gateway::start().await;
    gateway.session().await; // never opened
    opened(&gateway).await;
    let asked = opened(&gateway).await;
    opened_twice_and_asked_twice(&gateway, &asked).await;
    let session = opened(&gateway).await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    let token = gateway.verify(&session, &id, &code).await.text("/token");
    assert_eq!(gateway.post("/v1/payments", KEY, &exchange(&token)).await.status, 201);

    let page = text(&Browser::inside(&gateway).await.page("/console/funnel").await);
    let steps = "Session made 4 100.0% 100.0% Window opened 3 75.0% 75.0% \
                 Verification requested 2 50.0% 66.7% Verified 1 25.0% 50.0% Paid 1 25.0% 100.0%";
    assert!(page.contains(steps), "{page}");
    assert!(page.contains("SKT 2 1 1 50.0%"), "{page}");
    assert!(page.contains("Text message (SMS) 2 1 1 50.0%"), "{page}");
}

async fn opened_twice_and_asked_twice(gateway: &Gateway, session: &str) {
    gateway.get(&format!("/v1/checkout/{session}"), session).await;
    let (id, _) = gateway.challenged(session, LINE).await;
    gateway.clock.advance(11_000);
    let again = gateway.post(&format!("/v1/checkout/challenges/{id}/resend"), session, &json!({})).await;
    assert_eq!(again.status, 200, "{}", again.body);
}

#[tokio::test]
async fn a_session_that_tried_two_ways_counts_in_both() {
    let gateway = Gateway::start().await;
    let session = opened(&gateway).await;
    let (id, _) = gateway.challenged(&session, LINE).await;
    let path = format!("/v1/checkout/challenges/{id}/switch");
    let switched = gateway.post(&path, &session, &json!({ "channel": "pass" })).await;
    assert_eq!(switched.status, 201, "{}", switched.body);
    let page = text(&Browser::inside(&gateway).await.page("/console/funnel").await);
    assert!(page.contains("Verification requested 1 100.0%"), "{page}");
    assert!(page.contains("SKT · Text message (SMS) 1 0 0 0.0% SKT · PASS app 1 0 0 0.0%"), "{page}");
}

#[tokio::test]
async fn what_stopped_shoppers_is_shown_with_its_code_and_who_can_help() {
    let gateway = Gateway::start().await;
    for _ in 0..2 {
        let session = opened(&gateway).await;
        assert!(gateway.challenge(&session, "01000000001").await.status >= 400);
        // The same again in the same session.
        assert!(gateway.challenge(&session, "01000000001").await.status >= 400);
    }
    let session = opened(&gateway).await;
    let (id, code) = gateway.challenged(&session, "01000000003").await;
    gateway.verify(&session, &id, &wrong(&code)).await;
    assert_eq!(gateway.verify(&session, &id, &code).await.text("/reason"), "limit_month_carrier");
    let (_, token) = gateway.verified("01000000014").await;
    gateway.pay(&token).await;
    // Before anything is stored of a challenge.
    let mut pass_only = super::super::support::order();
    pass_only["goods"]["cash_like"] = json!(true);
    let session = gateway.post("/v1/sessions", KEY, &pass_only).await.text("/id");
    assert_eq!(
        gateway.post("/v1/checkout/challenges", &session, &challenge(LINE)).await.text("/reason"),
        "step_up_required"
    );

    let page = Browser::inside(&gateway).await.page("/console/funnel").await;
    let page = text(page.split_once("Why checkouts failed").unwrap().1);
    for row in
        ["otp_not_delivered 2", "otp_mismatch 1", "limit_month_carrier 1", "payment_denied 1", "step_up_required 1"]
    {
        assert!(page.contains(row), "{row} is not in {page}");
    }
    assert!(
        page.contains("SKT SKT-403-CARRIER_BILLING.PAYMENT_DENIED × 1") || page.contains("PAYMENT_DENIED"),
        "{page}"
    );
    assert!(page.contains("The carrier (114)"), "{page}");
}

#[tokio::test]
async fn only_the_days_that_are_asked_for_count() {
    let gateway = Gateway::start().await;
    opened(&gateway).await;
    gateway.clock.advance(20 * 86_400_000);
    opened(&gateway).await;
    let browser = Browser::inside(&gateway).await;
    let made = async |query: &str| {
        let page = text(&browser.page(&format!("/console/funnel?{query}")).await);
        page.split_once("Session made ").map_or(0, |(_, rest)| rest.split(' ').next().unwrap().parse::<u32>().unwrap())
    };
    assert_eq!(made("").await, 1);
    assert_eq!(made("days=28").await, 2);
    assert_eq!(made("from=2001-01-01&to=2001-01-02").await, 0);
}
