//! What the sandbox's carriers answer, and what becomes of it.

use carrier_checkout_gateway::camara::{ApprovalState, Carriers, ChargeState, CodeVerdict, Prepared, Refusal};
use carrier_checkout_protocol::{Carrier, Channel, OneTimeCode, PhoneNumber, Reason};
use carrier_checkout_sandbox::Rules;
use carrier_checkout_sandbox::magic::{Magic, Outcome, TABLE};
use serde_json::json;

use super::{SMS, call, order, phone, reservation, reserved};
use crate::support_sandbox::Sandbox;

/// Everything that a payment needs of a carrier.
async fn pay(
    sandbox: &Sandbox,
    carriers: &Carriers,
    carrier: Carrier,
    phone: &PhoneNumber,
) -> Result<ChargeState, Refusal> {
    let call = call(carrier, phone);
    if carriers.sim_changed(&call, 72).await? {
        return Err(Refusal { failure: Reason::SimChanged.into(), certain: true });
    }
    let authentication = carriers.send_code(&call, SMS).await?;
    let code = sandbox.code(phone).await;
    assert_eq!(carriers.validate_code(&call, &authentication, &code).await?, CodeVerdict::Right);
    let payment = match carriers.prepare(&call, &reservation(&order(), &phone.masked().to_string())).await? {
        Prepared::AsksForCode { payment, authorization } => {
            let own = sandbox.code(phone).await;
            let verdict = carriers.validate_payment(&call, &payment, &authorization, &own).await?;
            assert_eq!(verdict, CodeVerdict::Right);
            payment
        }
        prepared => reserved(prepared),
    };
    carriers.confirm(&call, &payment).await
}

#[tokio::test]
async fn every_magic_number_replays_its_reason() {
    let sandbox = Sandbox::start().await;
    let carriers = sandbox.carriers();
    let elsewhere = [Outcome::ConfirmsSlowly, Outcome::NobodyAnswers, Outcome::LacksPass];
    let now = |magic: &&Magic| !elsewhere.contains(&magic.outcome) && magic.outcome.step() != "later month";
    for magic in TABLE.iter().filter(now) {
        let outcome = pay(&sandbox, &carriers, Carrier::Kt, &phone(&magic.number())).await;
        match magic.reason {
            Some(reason) => {
                assert_eq!(outcome.map_err(|refusal| refusal.failure.reason), Err(reason), "{}", magic.line)
            }
            None => assert_eq!(outcome, Ok(ChargeState::Succeeded), "{}", magic.line),
        }
    }
}

#[tokio::test]
async fn a_phone_may_ring_out_or_have_no_app() {
    let sandbox = Sandbox::start().await;
    let (carriers, silent) = (sandbox.carriers(), phone("010-0000-0015"));
    let call = call(Carrier::Kt, &silent);
    let ringing = carriers.ask_approval(&call, Channel::Ars, "[웹툰샵] 9,900원 휴대폰 결제", 180).await.unwrap();
    assert_eq!(carriers.approval_state(&call, &ringing.id).await, Ok(ApprovalState::Expired));
    let (without, call) = (phone("010-0000-0016"), super::call);
    let refused = carriers.ask_approval(&call(Carrier::Kt, &without), Channel::Pass, "9,900원", 180).await;
    assert!(refused.unwrap_err().certain);
}

#[tokio::test]
async fn a_refusal_has_a_code_to_quote_and_is_certain() {
    let sandbox = Sandbox::start().await;
    let carriers = sandbox.carriers();
    let denied = pay(&sandbox, &carriers, Carrier::MvnoSkt, &phone("010-0000-0014")).await.unwrap_err();
    assert_eq!(denied.failure.quote.as_deref(), Some("SKT-403-CARRIER_BILLING.PAYMENT_DENIED"));
    assert!(denied.certain);
    let down = pay(&sandbox, &carriers, Carrier::Sk7, &phone("010-0000-0009")).await.unwrap_err();
    assert_eq!(down.failure.quote.as_deref(), Some("SK7-503-UNAVAILABLE"));
}

#[tokio::test]
async fn every_carrier_pays() {
    let sandbox = Sandbox::start().await;
    let carriers = sandbox.carriers();
    for (at, carrier) in Carrier::ALL.iter().enumerate() {
        let phone = phone(&format!("010-2345-67{at:02}"));
        assert_eq!(pay(&sandbox, &carriers, *carrier, &phone).await, Ok(ChargeState::Succeeded), "{carrier}");
    }
}

#[tokio::test]
async fn a_slow_confirm_is_waited_for() {
    let sandbox = Sandbox::start().await;
    let (carriers, phone) = (sandbox.carriers(), phone("010-0000-0012"));
    let time_passes = async {
        sandbox.clock.slept_on().await;
        sandbox.clock.advance(8_000);
    };
    let (outcome, ()) = tokio::join!(pay(&sandbox, &carriers, Carrier::Lgu, &phone), time_passes);
    assert_eq!(outcome, Ok(ChargeState::Succeeded));
}

#[tokio::test]
async fn a_wrong_code_is_wrong_until_the_last_try() {
    let sandbox = Sandbox::with_rules(Rules { code_tries: 3, ..Rules::default() }).await;
    let (carriers, phone) = (sandbox.carriers(), phone("010-2345-6789"));
    let call = call(Carrier::Skt, &phone);
    let authentication = carriers.send_code(&call, SMS).await.unwrap();
    let right = sandbox.code(&phone).await;
    let wrong = OneTimeCode::parse(if right.digits() == "000000" { "000001" } else { "000000" }).unwrap();
    let verdict = async |code| carriers.validate_code(&call, &authentication, code).await;
    assert_eq!(verdict(&wrong).await, Ok(CodeVerdict::Wrong));
    assert_eq!(verdict(&wrong).await, Ok(CodeVerdict::Wrong));
    assert_eq!(verdict(&wrong).await, Ok(CodeVerdict::Exhausted));
    assert!(matches!(verdict(&right).await, Ok(CodeVerdict::Exhausted | CodeVerdict::Expired)));
}

#[tokio::test]
async fn a_code_expires() {
    let sandbox = Sandbox::start().await;
    let (carriers, phone) = (sandbox.carriers(), phone("010-2345-6789"));
    let call = call(Carrier::Skt, &phone);
    let authentication = carriers.send_code(&call, SMS).await.unwrap();
    let code = sandbox.code(&phone).await;
    sandbox.clock.advance(180_001);
    assert_eq!(carriers.validate_code(&call, &authentication, &code).await, Ok(CodeVerdict::Expired));
    let unknown = "00000000-0000-4000-8000-000000000000";
    assert_eq!(carriers.validate_code(&call, unknown, &code).await, Ok(CodeVerdict::Expired));
}

#[tokio::test]
async fn preparing_twice_reserves_once() {
    let sandbox = Sandbox::start().await;
    let (carriers, phone, order) = (sandbox.carriers(), phone("010-2345-6789"), order());
    let call = call(Carrier::Skt, &phone);
    let first = reserved(carriers.prepare(&call, &reservation(&order, "pay-1")).await.unwrap());
    assert_eq!(reserved(carriers.prepare(&call, &reservation(&order, "pay-1")).await.unwrap()), first);
    assert_eq!(carriers.confirm(&call, &first).await, Ok(ChargeState::Succeeded));
    assert_eq!(reserved(carriers.prepare(&call, &reservation(&order, "pay-1")).await.unwrap()), first);
    assert_eq!(carriers.confirm(&call, &first).await, Ok(ChargeState::Succeeded));
    assert_eq!(carriers.charge_state(&call, &first).await, Ok(ChargeState::Succeeded));
    let ledger = sandbox.ledger().await;
    assert_eq!(ledger.as_array().unwrap().len(), 1);
    assert_eq!((&ledger[0]["status"], &ledger[0]["amount"]), (&json!("succeeded"), &json!(9_900)));
}

#[tokio::test]
async fn a_released_reservation_is_not_charged() {
    let sandbox = Sandbox::start().await;
    let (carriers, phone, order) = (sandbox.carriers(), phone("010-2345-6789"), order());
    let call = call(Carrier::Skt, &phone);
    let payment = reserved(carriers.prepare(&call, &reservation(&order, "pay-1")).await.unwrap());
    assert_eq!(carriers.charge_state(&call, &payment).await, Ok(ChargeState::Reserved));
    assert_eq!(carriers.release(&call, &payment).await, Ok(()));
    assert_eq!(carriers.release(&call, &payment).await, Ok(()));
    assert_eq!(carriers.confirm(&call, &payment).await, Ok(ChargeState::Cancelled));
    assert_eq!(carriers.charge_state(&call, &payment).await, Ok(ChargeState::Cancelled));
}

#[tokio::test]
async fn a_charge_is_not_released() {
    let sandbox = Sandbox::start().await;
    let (carriers, phone, order) = (sandbox.carriers(), phone("010-2345-6789"), order());
    let call = call(Carrier::Skt, &phone);
    let payment = reserved(carriers.prepare(&call, &reservation(&order, "pay-1")).await.unwrap());
    carriers.confirm(&call, &payment).await.unwrap();
    let refusal = carriers.release(&call, &payment).await.unwrap_err();
    assert_eq!(refusal.failure.quote.as_deref(), Some("SKT-409-CARRIER_BILLING.PAYMENT_CONFIRMED"));
    assert!(refusal.certain);
}

#[tokio::test]
async fn more_than_one_payment_may_be_is_refused() {
    let sandbox = Sandbox::with_rules(Rules { payment_limit: 9_000, ..Rules::default() }).await;
    let phone = phone("010-2345-6789");
    let refusal = pay(&sandbox, &sandbox.carriers(), Carrier::Skt, &phone).await.unwrap_err();
    assert_eq!(refusal.failure.reason, Reason::LimitPerTransaction);
}
