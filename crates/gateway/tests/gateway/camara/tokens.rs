//! OAuth2 tokens.

use carrier_checkout_gateway::camara::{Carriers, CarriersConfig};
use carrier_checkout_protocol::{Carrier, Reason};
use serde_json::json;

use super::fake::{Fake, Reply, no};
use super::{CORRELATOR, SMS, call, phone};
use crate::support_sandbox::Sandbox;

const CHECK: &str = "POST /skt/sim-swap/v2/check";

fn swapped() -> Reply {
    Reply::Json(200, json!({ "swapped": false }))
}

async fn token_requests(fake: &Fake) -> usize {
    fake.seen().iter().filter(|seen| seen.line.ends_with("/oauth2/token")).count()
}

#[tokio::test]
async fn a_token_serves_many_requests() {
    let fake = Fake::start(|path, _| if path == CHECK { swapped() } else { Reply::Usual }).await;
    let (carriers, phone) = (fake.carriers(), phone("010-2345-6789"));
    for carrier in [Carrier::Skt, Carrier::MvnoSkt, Carrier::Skt] {
        assert_eq!(carriers.sim_changed(&call(carrier, &phone), 72).await, Ok(false));
    }
    assert_eq!(token_requests(&fake).await, 1);
    let first = &fake.seen()[0];
    assert_eq!(first.line, "POST /skt/oauth2/token");
    assert_eq!(first.authorization, "Basic Z2F0ZXdheTpodXNo");
    assert_eq!(first.body, "grant_type=client_credentials&scope=sim-swap%3Acheck");
    assert_eq!(fake.seen()[1].authorization, "Bearer t0");
    assert!(fake.seen().iter().all(|seen| seen.correlator == CORRELATOR));
}

#[tokio::test]
async fn a_token_about_to_expire_is_not_used_again() {
    let fake = Fake::start(|path, before| match path {
        CHECK => swapped(),
        _ => Reply::Json(200, json!({ "access_token": format!("t{before}"), "expires_in": 20 })),
    })
    .await;
    let (carriers, phone) = (fake.carriers(), phone("010-2345-6789"));
    for _ in 0..2 {
        assert_eq!(carriers.sim_changed(&call(Carrier::Skt, &phone), 72).await, Ok(false));
    }
    assert_eq!(token_requests(&fake).await, 2);
}

#[tokio::test]
async fn requests_at_the_same_time_share_one_new_token() {
    let fake = Fake::start(|path, _| if path == CHECK { swapped() } else { Reply::Usual }).await;
    let (carriers, phone) = (fake.carriers(), phone("010-2345-6789"));
    let call = call(Carrier::Skt, &phone);
    let ask = || carriers.sim_changed(&call, 72);
    assert_eq!(tokio::join!(ask(), ask(), ask()), (Ok(false), Ok(false), Ok(false)));
    assert_eq!(token_requests(&fake).await, 1);
}

#[tokio::test]
async fn a_token_that_the_carrier_forgot_is_replaced() {
    let sandbox = Sandbox::start().await;
    let (carriers, phone) = (sandbox.carriers(), phone("010-2345-6789"));
    let call = call(Carrier::Skt, &phone);
    carriers.send_code(&call, SMS).await.unwrap();
    sandbox.clock.advance(61 * 60_000);
    carriers.send_code(&call, SMS).await.unwrap();
    assert_eq!(sandbox.messages(&phone).await.len(), 2);
}

#[tokio::test]
async fn a_token_is_replaced_once_and_not_for_ever() {
    let fake = Fake::start(|path, _| match path {
        CHECK => no(401, "UNAUTHENTICATED", ""),
        _ => Reply::Usual,
    })
    .await;
    let phone = phone("010-2345-6789");
    let refusal = fake.carriers().sim_changed(&call(Carrier::Skt, &phone), 72).await.unwrap_err();
    assert_eq!(refusal.failure.reason, Reason::GatewayError);
    assert!(refusal.certain);
    assert_eq!(fake.asked(), [CHECK, CHECK]);
    assert_eq!(token_requests(&fake).await, 2);
}

#[tokio::test]
async fn wrong_credentials_are_our_fault_and_touch_nothing() {
    let sandbox = Sandbox::start().await;
    let config = CarriersConfig { client_secret: "wrong".to_owned(), ..sandbox.carriers_config() };
    let phone = phone("010-2345-6789");
    let refusal = Carriers::new(config).unwrap().send_code(&call(Carrier::Kt, &phone), SMS).await.unwrap_err();
    assert_eq!(refusal.failure.reason, Reason::GatewayError);
    assert_eq!(refusal.failure.quote.as_deref(), Some("KT-401-invalid_client"));
    assert!(refusal.certain);
    assert!(sandbox.messages(&phone).await.is_empty());
}

#[tokio::test]
async fn a_token_that_does_not_come_touches_nothing() {
    let phone = phone("010-2345-6789");
    for reply in [|| Reply::Text(200, "<html>"), || Reply::Text(502, ""), || Reply::Silence] {
        let fake = Fake::start(move |_, _| reply()).await;
        let refusal = fake.impatient_carriers().send_code(&call(Carrier::Kt, &phone), SMS).await.unwrap_err();
        assert_eq!(refusal.failure.reason, Reason::CarrierError);
        assert!(refusal.certain);
        assert!(fake.asked().is_empty());
    }
}

#[tokio::test]
async fn a_request_does_not_wait_for_the_tokens_of_all_before_it() {
    let fake = Fake::start(|_, _| Reply::Silence).await;
    let (carriers, phone) = (fake.impatient_carriers(), phone("010-2345-6789"));
    let call = call(Carrier::Skt, &phone);
    let began = tokio::time::Instant::now();
    let refusals = futures_util::future::join_all((0..10).map(|_| carriers.sim_changed(&call, 72))).await;
    assert!(refusals.iter().all(Result::is_err));
    assert!(began.elapsed() < std::time::Duration::from_secs(10));
}

#[test]
fn the_secret_is_not_shown() {
    let config = CarriersConfig {
        base_url: "http://localhost:8082/carriers".parse().unwrap(),
        client_id: "gateway".to_owned(),
        client_secret: "hush".to_owned(),
        timeout: std::time::Duration::from_secs(1),
    };
    let shown = format!("{config:?}");
    assert!(shown.contains("gateway") && shown.contains("[secret]") && !shown.contains("hush"), "{shown}");
}

#[test]
fn an_address_that_nothing_can_be_put_below_is_refused() {
    for bad in
        ["mailto:a@b.example", "ftp://carriers.example", "https://u:p@carriers.example", "https://c.example/?a=b"]
    {
        let config = CarriersConfig {
            base_url: bad.parse().unwrap(),
            client_id: String::new(),
            client_secret: String::new(),
            timeout: std::time::Duration::from_secs(1),
        };
        assert!(Carriers::new(config).is_err(), "{bad}");
    }
}
