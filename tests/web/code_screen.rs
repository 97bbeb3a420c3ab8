//! The code screen.

use carrier_checkout_flow::{Effect, Input, Reply, Request, Trouble};
use carrier_checkout_protocol::{
    ErrorCode, Locale, Problem, Words,
    checkout::{Checkout, Stage as Where},
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, challenge, checkout};

#[wasm_bindgen_test]
async fn there_is_one_field_for_the_code_that_phones_can_fill() {
    let stage = Stage::on_code(Locale::Ko).await;
    let code = stage.labelled("인증번호");
    assert_eq!(code.get_attribute("autocomplete").as_deref(), Some("one-time-code"));
    assert_eq!(code.get_attribute("inputmode").as_deref(), Some("numeric"));
    assert_eq!(code.type_(), "text");
    assert_eq!(stage.root.query_selector_all("input[type=text]").unwrap().length(), 1);
}

#[wasm_bindgen_test]
async fn time_tries_and_sends_left_are_shown() {
    let stage = Stage::on_code(Locale::Ko).await;
    assert!(stage.find("[role=timer]").text_content().unwrap().contains("3:00"));
    assert!(stage.text().contains("5번 더 입력할 수 있어요"));
    assert!(stage.text().contains("10초 뒤에 다시 보낼 수 있어요"));
    assert!(stage.text().contains("010\u{2011}****\u{2011}6789 (SKT)"));
}

#[wasm_bindgen_test]
async fn the_amount_is_on_the_button() {
    let stage = Stage::on_code(Locale::Ko).await;
    assert_eq!(stage.find("button[type=submit]").text_content().as_deref(), Some("9,900원 결제하기"));
}

#[wasm_bindgen_test]
async fn nothing_is_sent_before_the_tick() {
    let stage = Stage::on_code(Locale::Ko).await;
    stage.type_into(&stage.labelled("인증번호"), "123456", 6).await;
    stage.click(&stage.find("button[type=submit]")).await;
    let verifies =
        |stage: &Stage| stage.effects().iter().filter(|e| matches!(e, Effect::Ask(_, Request::Verify { .. }))).count();
    assert_eq!(verifies(&stage), 0);
    assert!(stage.text().contains("체크해 주세요"));
    stage.click(&stage.labelled("결제 내용을 확인했습니다")).await;
    stage.click(&stage.find("button[type=submit]")).await;
    assert_eq!(verifies(&stage), 1);
}

#[wasm_bindgen_test]
async fn the_payment_is_cancelled_with_one_press() {
    let stage = Stage::on_code(Locale::Ko).await;
    stage.click(&stage.button("결제 취소")).await;
    assert!(matches!(stage.effects().last(), Some(Effect::Ask(_, Request::Cancel { .. }))), "{:?}", stage.effects());
    assert_eq!(stage.button("결제 취소").get_attribute("aria-disabled").as_deref(), Some("true"));
    stage.answer(Reply::Checkout(Ok(Checkout { stage: Where::Cancelled, ..checkout() })));
    stage.settle().await;
    assert!(stage.text().contains("결제를 취소했어요") && stage.text().contains("결제된 금액은 없어요"));
}

#[wasm_bindgen_test]
async fn a_code_that_the_browser_reads_is_filled_in() {
    let stage = Stage::on_code(Locale::Ko).await;
    stage.feed(Input::CodeReceived("123456".into()));
    stage.settle().await;
    assert_eq!(stage.labelled("인증번호").value(), "123456");
}

#[wasm_bindgen_test]
async fn what_is_sent_is_said_aloud() {
    let stage = Stage::on_code(Locale::Ko).await;
    assert!(stage.find("[role=status].unseen").text_content().unwrap().contains("인증번호를 보냈어요"));
}

#[wasm_bindgen_test]
async fn a_carrier_that_does_not_answer_is_told_and_the_code_stays() {
    let stage = Stage::on_code(Locale::Ko).await;
    stage.type_into(&stage.labelled("인증번호"), "123456", 6).await;
    stage.click(&stage.labelled("결제 내용을 확인했습니다")).await;
    stage.click(&stage.find("button[type=submit]")).await;
    // As the gateway says it to its window: the words of most reasons are not in the widget.
    let words = Words {
        happened: "통신사가 응답하지 않아요".into(), next: "잠시 후 다시 시도해 주세요.".into()
    };
    let problem = Problem { words: Some(words), ..Problem::new(ErrorCode::CarrierUnavailable, "req_1") };
    stage.answer(Reply::Verified(Err(Trouble::Problem(problem))));
    let stood = Checkout { stage: Where::Challenged { challenge: challenge() }, ..checkout() };
    stage.answer(Reply::Checkout(Ok(stood)));
    stage.settle().await;
    assert!(stage.find("[role=alert]").text_content().unwrap().contains("통신사가 응답하지 않아요"));
    assert_eq!(stage.labelled("인증번호").value(), "123456");
}
