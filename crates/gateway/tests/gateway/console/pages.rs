//! What the pages show, and whose.

use carrier_checkout_gateway::telemetry::PrivacyLayer;
use serde_json::json;
use tracing_subscriber::layer::SubscriberExt as _;

use super::super::privacy::heard_by;
use super::super::refunds::paid;
use super::super::sessions::{OTHER_KEY, with_two_merchants};
use super::super::support::{Gateway, KEY, LINE, challenge, exchange, order, wrong};
use super::super::webhooks::Receiver;
use super::{Browser, text};

impl Gateway {
    /// A payment of an order of that number and goods of that name.
    async fn paid_order(&self, order_id: &str, goods: &str) -> String {
        let mut body = order();
        body["order_id"] = json!(order_id);
        body["goods"]["name"] = json!(goods);
        let session = self.post("/v1/sessions", KEY, &body).await.text("/id");
        let (challenge, code) = self.challenged(&session, LINE).await;
        let token = self.verify(&session, &challenge, &code).await.text("/token");
        let mut body = exchange(&token);
        body["order_id"] = json!(order_id);
        self.post("/v1/payments", KEY, &body).await.text("/id")
    }
}

#[tokio::test]
async fn a_payment_is_found_with_everything_that_happened_to_it() {
    let (_receiver, gateway) = Receiver::gateway().await;
    let session = gateway.session().await;
    gateway.get(&format!("/v1/checkout/{session}"), &session).await;
    gateway.clock.advance(1_000);
    let (challenge, code) = gateway.challenged(&session, LINE).await;
    gateway.clock.advance(1_000);
    gateway.verify(&session, &challenge, &wrong(&code)).await;
    gateway.clock.advance(1_000);
    let token = gateway.verify(&session, &challenge, &code).await.text("/token");
    gateway.clock.advance(1_000);
    let payment = gateway.pay(&token).await.text("/id");
    gateway.clock.advance(1_000);
    gateway.app.deliver().await.unwrap();
    gateway.clock.advance(1_000);
    gateway.post("/v1/checkout/disputes", &session, &json!({})).await;

    let browser = Browser::inside(&gateway).await;
    let list = browser.page("/console/payments").await;
    assert!(list.contains(&format!("/console/payments/{payment}")));
    let page = text(&browser.page(&format!("/console/payments/{payment}")).await);
    let mut rest = page.split_once("Timeline").unwrap().1;
    for moment in [
        "Session made",
        "Window opened",
        "Verification requested SKT · Text message (SMS)",
        "Stopped",
        "(otp_mismatch)",
        "Verified, token issued",
        "Token exchanged, carrier asked to charge",
        "Paid ₩9,900",
        "Webhook delivered payment.succeeded · HTTP 204",
        "Dispute opened",
        "Webhook waiting payment.disputed",
    ] {
        let (_, after) = rest.split_once(moment).unwrap_or_else(|| panic!("{moment} is not in {rest}"));
        rest = after;
    }
    assert!(page.contains("010-****-6789") && page.contains("Hold the goods back"), "{page}");
}

#[tokio::test]
async fn payments_are_filtered_and_turned_page_by_page() {
    let gateway = Gateway::start().await;
    let mut ids = Vec::new();
    for number in 0..27 {
        ids.push(gateway.paid_order(&format!("order-{number}"), "이모티콘").await);
        gateway.clock.advance(3_600_000);
    }
    let (_, token) = gateway.verified("01000000014").await;
    gateway.pay(&token).await;
    let browser = Browser::inside(&gateway).await;
    let rows = |page: &str| page.matches(r#"href="/console/payments/pay_"#).count();

    let first = browser.page("/console/payments").await;
    assert_eq!(rows(&first), 25);
    let older = first.split("class=\"older\" href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let second = browser.page(&older).await;
    assert_eq!(rows(&second), 3);
    let has = |page: &str, id: &str| page.contains(&format!("href=\"/console/payments/{id}\""));
    assert!(has(&second, &ids[0]) && !has(&second, &ids[3]) && has(&first, &ids[3]));

    let found = browser.page("/console/payments?order=order-3&status=&carrier=").await;
    assert_eq!(rows(&found), 1);
    assert!(found.contains(&ids[3]) && found.contains(r#"value="order-3""#));
    for (query, count) in [
        ("status=failed", 1),
        ("status=succeeded&carrier=KT", 0),
        ("status=failed&carrier=SKT&channel=sms", 1),
        ("channel=pass", 0),
        ("status=disputed", 0),
        ("from=2001-01-01&to=2001-02-01", 0),
        ("from=nonsense&status=nonsense&after=nonsense", 25),
    ] {
        assert_eq!(rows(&browser.page(&format!("/console/payments?{query}")).await), count, "{query}");
    }
}

#[tokio::test]
async fn what_is_another_merchants_is_nowhere() {
    let (gateway, _directory) = with_two_merchants().await;
    let payment = paid(&gateway, LINE).await;
    let events = gateway.get("/v1/events", KEY).await;
    let event = events.text("/data/0/id");
    let other = Browser::inside_with(&gateway, OTHER_KEY).await;
    let token = other.token("/console").await;
    for path in [format!("/console/payments/{payment}"), format!("/console/deliveries/{event}")] {
        assert_eq!(other.get(&path).await.status, 404, "{path}");
        assert_eq!(Browser::inside(&gateway).await.get(&path).await.status, 200, "{path}");
    }
    for path in ["/console", "/console/payments", "/console/deliveries", "/console/funnel"] {
        let page = other.page(path).await;
        assert!(!page.contains(&payment) && !page.contains(&event) && !page.contains("9,900"), "{path}: {page}");
    }
    let fields = [("token", token.as_str()), ("amount", "9900"), ("sure", "yes"), ("key", "k")];
    assert_eq!(other.post(&format!("/console/payments/{payment}/refund"), &fields).await.status, 404);
    assert_eq!(other.post(&format!("/console/deliveries/{event}/redeliver"), &fields).await.status, 404);
    assert_eq!(gateway.get(&format!("/v1/payments/{payment}"), KEY).await.text("/status"), "succeeded");
    for id in ["pay_nothing", "..%2F..", "evt_0000000000000000000001"] {
        assert_eq!(other.get(&format!("/console/payments/{id}")).await.status, 404, "{id}");
    }
}

#[tokio::test]
async fn names_are_text_and_never_marks() {
    let gateway = Gateway::start().await;
    let hostile = r#"<script>alert(1)</script>"'><img src=x>"#;
    let payment = gateway.paid_order("o-1", hostile).await;
    let browser = Browser::inside(&gateway).await;
    let query = "/console/payments?order=%22%3E%3Cscript%3E&from=%22%3E%3Cimg%3E";
    let single = format!("/console/payments/{payment}");
    for path in ["/console", "/console/payments", query, single.as_str()] {
        let page = browser.page(path).await;
        assert!(!page.contains("<script") && !page.contains("<img"), "{path}: {page}");
    }
    assert!(browser.page(&single).await.contains("&lt;script&gt;alert(1)"));
}

#[tokio::test]
async fn sums_are_todays_and_this_months_without_what_was_given_back() {
    let gateway = Gateway::start().await;
    let first = paid(&gateway, LINE).await;
    paid(&gateway, LINE).await;
    let (_, token) = gateway.verified("01000000014").await;
    gateway.pay(&token).await;
    assert_eq!(gateway.cancel(&first).await.status, 201);
    let browser = Browser::inside(&gateway).await;
    let page = text(&browser.page("/console").await);
    let today = "Today ₩9,900 Paid, net of refunds · 1 payment Processing 0 payments · ₩0 \
                 Failed 1 payment · ₩9,900 Given back ₩9,900";
    assert!(page.contains(today), "{page}");
    gateway.month_ends();
    let page = text(&Browser::inside(&gateway).await.page("/console").await);
    assert!(page.contains("Today ₩0") && page.contains("This month ₩0"), "{page}");
}

#[tokio::test]
async fn nothing_personal_is_on_any_page_or_in_the_log() {
    let layer = PrivacyLayer::new().ignoring("carrier_checkout_sandbox");
    let _guard = heard_by(tracing_subscriber::registry().with(layer.clone()));
    let (_receiver, gateway) = Receiver::gateway().await;
    layer.watch(KEY);
    let session = gateway.session().await;
    gateway.get(&format!("/v1/checkout/{session}"), &session).await;
    let (id, code) = gateway.challenged(&session, LINE).await;
    let typo = wrong(&code);
    gateway.verify(&session, &id, &typo).await;
    let token = gateway.verify(&session, &id, &code).await.text("/token");
    let payment = gateway.pay(&token).await.text("/id");
    assert!(
        gateway.post("/v1/checkout/challenges", &gateway.session().await, &challenge("01000000001")).await.status
            >= 400
    );
    gateway.app.deliver().await.unwrap();
    gateway.month_ends();
    let browser = Browser::inside(&gateway).await;
    layer.watch(browser.cookie.split('=').nth(1).unwrap());
    let page = browser.page(&format!("/console/payments/{payment}")).await;
    let (token_of_form, key) = (super::hidden(&page, "token"), super::hidden(&page, "key"));
    let refund = [
        ("token", token_of_form.as_str()),
        ("key", &key),
        ("amount", "9900"),
        ("bank", "004"),
        ("account", "123456-78-901234"),
        ("holder", "김하늘"),
        ("sure", "yes"),
    ];
    let done = browser.post(&format!("/console/payments/{payment}/refund"), &refund).await;
    assert_eq!(done.status, 303, "{}", done.body);
    gateway.app.deliver().await.unwrap();

    let event = gateway.get("/v1/events", KEY).await.text("/data/0/id");
    let pages = [
        "/console".to_owned(),
        "/console/payments".to_owned(),
        format!("/console/payments/{payment}"),
        "/console/funnel?days=90".to_owned(),
        "/console/deliveries".to_owned(),
        format!("/console/deliveries/{event}"),
    ];
    for path in pages {
        let page = browser.page(&path).await;
        for private in ["2345", "900101", "12345678901234", "123456-78", "김하늘", &code, &typo, &token, KEY] {
            // An id is random: it may hold four digits of anything.
            let shown = page.replace(&payment, "").replace(&session, "").replace(&event, "");
            let holds = shown.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == private);
            assert!(!holds && !shown.contains("010-2345") && !shown.contains("01023456789"), "{private} on {path}");
        }
    }
    assert_eq!(layer.leaks(), []);
}
