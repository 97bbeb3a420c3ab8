//! What is approved on the phone, and the ways from one channel to another.

use carrier_checkout_flow::{Effect, Input, Reply, Request};
use carrier_checkout_protocol::{
    Approval, Carrier, ChallengeId, Channel, Locale,
    checkout::{Challenge, Checkout, Stage as Where},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, challenge, checkout};

fn all_channels() -> Checkout {
    Checkout { channels: vec![Channel::Sms, Channel::Pass, Channel::Ars], ..checkout() }
}

fn waiting(channel: Channel) -> Challenge {
    // Not the one that was left for the form, which would not take the shopper back.
    Challenge { id: ChallengeId::from_random(3), channel, approval: Some(Approval::Pending), ..challenge() }
}

/// A call or an app's request, which another document has begun.
async fn on_approval(challenge: Challenge, locale: Locale) -> Stage {
    let stage = Stage::on_code(locale).await;
    stage.feed(Input::RestartPressed);
    stage.feed(Input::SendPressed);
    stage.answer(Reply::Checkout(Ok(Checkout { stage: Where::Challenged { challenge }, ..all_channels() })));
    stage.settle().await;
    stage
}

#[wasm_bindgen_test]
async fn there_is_nothing_to_type_and_something_to_wait_for() {
    let stage = on_approval(waiting(Channel::Pass), Locale::Ko).await;
    assert_eq!(stage.find("h2").text_content().as_deref(), Some("PASS 앱에서 승인해 주세요"));
    assert!(!stage.has("#code"));
    assert_eq!(stage.find("[role=status].label").text_content().as_deref(), Some("승인을 기다리고 있어요."));
    assert!(stage.text().contains("010\u{2011}****\u{2011}6789 (SKT)"));
    assert!(!stage.text().contains("문자가 오지 않았다면"), "no help for messages");
}

#[wasm_bindgen_test]
async fn an_approval_is_shown_and_nothing_is_asked_for_anew() {
    let approved = Challenge { approval: Some(Approval::Approved), ..waiting(Channel::Ars) };
    let stage = on_approval(approved, Locale::Ko).await;
    assert_eq!(
        stage.find("[role=status].label").text_content().as_deref(),
        Some("승인되었어요. 이제 결제를 마칠 수 있어요.")
    );
    let buttons = stage.root.query_selector_all("button").unwrap();
    let names: Vec<_> = (0..buttons.length()).map(|at| buttons.get(at).unwrap().text_content().unwrap()).collect();
    assert_eq!(names, ["9,900원 결제하기", "결제 취소"], "nothing is asked for anew");
    stage.click(&stage.labelled("결제 내용을 확인했습니다")).await;
    stage.click(&stage.find("button[type=submit]")).await;
    let verify = stage.effects().into_iter().find_map(|effect| match effect {
        Effect::Ask(_, Request::Verify { body, .. }) => Some(body),
        _ => None,
    });
    assert!(verify.is_some_and(|body| body.code.is_none()), "no code goes with it");
}

#[wasm_bindgen_test]
async fn paying_before_the_approval_says_what_is_missing() {
    let stage = on_approval(waiting(Channel::Ars), Locale::Ko).await;
    stage.click(&stage.find("button[type=submit]")).await;
    assert!(stage.has("#content-slip"), "the tick comes first");
    stage.click(&stage.labelled("결제 내용을 확인했습니다")).await;
    stage.click(&stage.find("button[type=submit]")).await;
    assert_eq!(stage.find("[role=status].label").text_content().as_deref(), Some("휴대폰에서 승인하면 바로 결제돼요."));
}

#[wasm_bindgen_test]
async fn the_other_ways_are_named_and_one_press_switches() {
    let stage = on_approval(waiting(Channel::Pass), Locale::Ko).await;
    let ways = stage.find("[aria-labelledby=other-ways]");
    let buttons = ways.query_selector_all("button").unwrap();
    let names: Vec<_> = (0..buttons.length()).map(|at| buttons.get(at).unwrap().text_content().unwrap()).collect();
    assert_eq!(names, ["문자(SMS)", "전화(ARS)"]);
    stage.click(&stage.find("[aria-labelledby=other-ways] button")).await;
    let asked = stage.effects().into_iter().rev().find_map(|effect| match effect {
        Effect::Ask(_, Request::Switch { body, .. }) => Some(body.channel),
        _ => None,
    });
    assert_eq!(asked, Some(Channel::Sms));
}

#[wasm_bindgen_test]
async fn a_carriers_own_page_is_a_link() {
    let page = Some("https://carrier.example/validate/1".to_owned());
    let stage = on_approval(Challenge { page, ..waiting(Channel::Sms) }, Locale::Ko).await;
    let link = stage.find("a[target=_blank]");
    assert_eq!(link.text_content().as_deref(), Some("통신사 화면 열기"));
    assert_eq!(link.get_attribute("rel").as_deref(), Some("noopener noreferrer"));
}

#[wasm_bindgen_test]
async fn why_only_some_channels_are_offered_is_told() {
    let stage = Stage::on_code(Locale::En).await;
    stage.feed(Input::RestartPressed);
    stage.feed(Input::CarrierChosen(Carrier::Kt));
    stage.feed(Input::SendPressed);
    let narrowed = Checkout {
        channels: vec![Channel::Pass],
        hints: vec!["only a safer way".into(), "24 hours after paying".into()],
        ..checkout()
    };
    stage.answer(Reply::Checkout(Ok(narrowed)));
    stage.settle().await;
    assert!(stage.text().contains("only a safer way"));
    assert!(stage.text().contains("24 hours after paying"));
    assert_eq!(stage.root.query_selector_all("input[name=channel]").unwrap().length(), 1);
}
