//! Cancelling and refunding at the console.

use serde_json::json;

use super::super::refunds::paid;
use super::super::support::{Gateway, LINE};
use super::{Browser, hidden, text};

impl Browser<'_> {
    /// Fills in the form that the page of a payment has. Gives what the page then says.
    async fn give_back(&self, payment: &str, more: &[(&str, &str)]) -> (String, String) {
        let path = format!("/console/payments/{payment}");
        let page = self.page(&path).await;
        let (token, key) = (hidden(&page, "token"), hidden(&page, "key"));
        let fields = [&[("token", token.as_str()), ("key", &key), ("sure", "yes")], more].concat();
        let mut told = String::new();
        // Sent twice, as by two clicks.
        for _ in 0..2 {
            let done = self.post(&format!("{path}/refund"), &fields).await;
            assert_eq!(done.status, 303, "{}", done.body);
            told = done.headers["location"].to_str().unwrap().to_owned();
        }
        let page = self.page(told.split('#').next().unwrap()).await;
        (told, text(&page))
    }
}

#[tokio::test]
async fn a_payment_is_cancelled_once_however_often_its_button_is_pressed() {
    let gateway = Gateway::start().await;
    let payment = paid(&gateway, LINE).await;
    let browser = Browser::inside(&gateway).await;
    let (told, page) = browser.give_back(&payment, &[("amount", "9900"), ("reason", "품절")]).await;
    assert!(told.ends_with("?refund=succeeded#refunds"), "{told}");
    assert!(page.contains("The money was given back") && page.contains("품절"), "{page}");
    assert!(page.contains("Cancellation requested ₩9,900 · 품절"), "{page}");
    assert_eq!(gateway.payment(&payment).await["status"], "cancelled");
    assert_eq!(gateway.refunded().await, 9_900);
    let page = browser.page(&format!("/console/payments/{payment}")).await;
    assert!(!page.contains("/refund\""), "nothing is left to give back");
    assert!(browser.page("/console/payments?status=cancelled").await.contains(&payment));
}

#[tokio::test]
async fn from_the_first_on_it_is_paid_to_an_account_in_parts() {
    let gateway = Gateway::start().await;
    let payment = paid(&gateway, LINE).await;
    gateway.month_ends();
    let browser = Browser::inside(&gateway).await;
    let account = [("bank", "004"), ("account", "123-4567-8901"), ("holder", "김하늘")];
    let (told, page) = browser.give_back(&payment, &[&[("amount", "900")], &account[..]].concat()).await;
    assert!(told.contains("refund=succeeded"), "{told} {page}");
    assert_eq!(gateway.payment(&payment).await["refunded_amount"], json!(900));
    let (told, page) = browser.give_back(&payment, &[&[("amount", "9001")], &account[..]].concat()).await;
    assert!(told.contains("refund=refund_too_large") && page.contains("more than is left"), "{told} {page}");
    for wrong in [("amount", "-1"), ("amount", "many"), ("amount", ""), ("amount", "0")] {
        let (told, _) = browser.give_back(&payment, &[&[wrong], &account[..]].concat()).await;
        assert!(told.contains("refund=invalid_request"), "{wrong:?} {told}");
    }
    let (told, _) = browser.give_back(&payment, &[("amount", "100"), ("account", "12")]).await;
    assert!(told.contains("refund=invalid_request"), "{told}");
    assert_eq!(gateway.payment(&payment).await["refunded_amount"], json!(900));
}

#[tokio::test]
async fn what_is_disputed_has_no_button_and_moves_no_money() {
    let gateway = Gateway::start().await;
    let (session, token) = gateway.verified(LINE).await;
    let payment = gateway.pay(&token).await.text("/id");
    let browser = Browser::inside(&gateway).await;
    let path = format!("/console/payments/{payment}");
    let before = browser.page(&path).await;
    gateway.post("/v1/checkout/disputes", &session, &json!({})).await;
    assert!(!browser.page(&path).await.contains("/refund\""));
    let (token, key) = (hidden(&before, "token"), hidden(&before, "key"));
    let fields = [("token", token.as_str()), ("key", &key), ("sure", "yes"), ("amount", "9900")];
    let done = browser.post(&format!("{path}/refund"), &fields).await;
    assert!(done.headers["location"].to_str().unwrap().contains("refund=payment_frozen"), "{done:?}");
    assert_eq!(gateway.refunded().await, 0);
    let unsure = [("token", token.as_str()), ("key", "another"), ("amount", "9900")];
    let done = browser.post(&format!("{path}/refund"), &unsure).await;
    assert!(done.headers["location"].to_str().unwrap().contains("refund=invalid_request"), "{done:?}");
}
