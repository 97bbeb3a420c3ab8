//! The first screen.

use carrier_checkout_flow::{Effect, Input, Request};
use carrier_checkout_protocol::Locale;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::Stage;

#[wasm_bindgen_test]
async fn the_order_says_what_how_much_from_whom_and_on_which_bill() {
    let stage = Stage::on_details(Locale::Ko).await;
    let order = stage.find("section[aria-label='주문 정보']").text_content().unwrap();
    for text in [
        "게임 아이템",
        "9,900원",
        "부가세 포함",
        "데모 상점",
        "02-1234-5678",
        "결제일부터 30일",
        "일반결제",
        "12월 휴대폰 요금",
    ] {
        assert!(order.contains(text), "{text} in {order}");
    }
}

#[wasm_bindgen_test]
async fn a_number_gets_its_hyphens_while_it_is_typed() {
    let stage = Stage::on_details(Locale::Ko).await;
    let phone = stage.labelled("휴대폰 번호");
    for (typed, shown) in
        [("0", "0"), ("010", "010"), ("0102", "010-2"), ("010-23456", "010-2345-6"), ("010-2345-6789", "010-2345-6789")]
    {
        stage.type_into(&phone, typed, typed.len() as u32).await;
        assert_eq!(phone.value(), shown);
    }
}

#[wasm_bindgen_test]
async fn a_digit_in_the_middle_asks_for_the_caret_behind_it() {
    let stage = Stage::on_details(Locale::Ko).await;
    let phone = stage.labelled("휴대폰 번호");
    stage.type_into(&phone, "010-92345-678", 5).await;
    assert_eq!(phone.value(), "010-9234-5678");
    assert!(stage.effects().contains(&Effect::PlaceCaret(5)));
}

#[wasm_bindgen_test]
async fn a_pasted_international_number_becomes_the_national_one() {
    let stage = Stage::on_details(Locale::Ko).await;
    let phone = stage.labelled("휴대폰 번호");
    stage.type_into(&phone, "+82 10-2345-6789", 16).await;
    assert_eq!(phone.value(), "010-2345-6789");
}

#[wasm_bindgen_test]
async fn nothing_cuts_a_number_before_it_can_be_read() {
    let stage = Stage::on_details(Locale::Ko).await;
    let phone = stage.labelled("휴대폰 번호");
    assert_eq!(phone.max_length(), -1);
    assert_eq!(phone.get_attribute("autocomplete").as_deref(), Some("tel-national"));
    assert_eq!(phone.type_(), "tel");
}

#[wasm_bindgen_test]
async fn sending_an_empty_form_points_at_every_slip_and_sends_nothing() {
    let stage = Stage::on_details(Locale::Ko).await;
    let before = stage.asked().len();
    stage.click(&stage.find("button[type=submit]")).await;
    assert_eq!(stage.asked().len(), before);
    for id in ["carrier-slip", "phone-slip", "birth-slip", "consents-slip"] {
        assert!(stage.has(&format!("#{id}")), "{id}");
    }
    let phone = stage.labelled("휴대폰 번호");
    assert_eq!(phone.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(phone.get_attribute("aria-describedby").as_deref(), Some("phone-slip"));
}

#[wasm_bindgen_test]
async fn the_budget_carriers_unfold_below_their_own_name() {
    let stage = Stage::on_details(Locale::Ko).await;
    assert!(!stage.has(".nested.shown"));
    stage.click(&stage.labelled("알뜰폰")).await;
    let text = stage.find(".nested.shown").text_content().unwrap();
    for name in
        ["알뜰폰 통신사", "헬로모바일", "티플러스", "SK 7mobile", "그 외 (SKT망)", "그 외 (KT망)", "그 외 (LG U+망)"]
    {
        assert!(text.contains(name), "{name}");
    }
    stage.click(&stage.labelled("KT")).await;
    assert!(!stage.has(".nested.shown"));
}

#[wasm_bindgen_test]
async fn the_master_tick_ticks_each_consent_and_follows_them() {
    let stage = Stage::on_details(Locale::Ko).await;
    stage.click(&stage.labelled("전체 동의")).await;
    let one = stage.labelled("privacy_third_party");
    assert!(one.checked());
    stage.click(&one).await;
    assert!(!stage.labelled("전체 동의").checked());
}

#[wasm_bindgen_test]
async fn a_filled_form_asks_for_one_code_however_often_it_is_pressed() {
    let stage = Stage::on_details(Locale::Ko).await;
    stage.click(&stage.labelled("SKT")).await;
    stage.type_into(&stage.labelled("휴대폰 번호"), "01023456789", 11).await;
    stage.type_into(&stage.labelled("생년월일 6자리"), "900101", 6).await;
    stage.type_into(&stage.labelled("주민등록번호 뒤 첫 자리"), "1", 1).await;
    stage.click(&stage.labelled("전체 동의")).await;
    let send = stage.find("button[type=submit]");
    stage.click(&send).await;
    stage.click(&send).await;
    let challenges = stage.effects().into_iter().filter(|e| matches!(e, Effect::Ask(_, Request::Challenge { .. })));
    assert_eq!(challenges.count(), 1);
    assert_eq!(send.get_attribute("aria-disabled").as_deref(), Some("true"));
}

#[wasm_bindgen_test]
async fn english_speaks_english() {
    let stage = Stage::on_details(Locale::En).await;
    assert_eq!(stage.find(".window").get_attribute("lang").as_deref(), Some("en"));
    let _ = stage.labelled("Phone number");
    assert!(stage.text().contains("₩9,900"));
    assert!(stage.text().contains("December phone bill"));
}

#[wasm_bindgen_test]
async fn the_text_of_a_consent_is_fetched_when_it_is_opened() {
    let stage = Stage::on_details(Locale::Ko).await;
    let fetches = |stage: &Stage| stage.effects().iter().filter(|e| matches!(e, Effect::FetchTerms(_))).count();
    assert_eq!(fetches(&stage), 0);
    stage.feed(Input::TermsOpened(carrier_checkout_protocol::consent::ConsentKind::PrivacyCollection));
    stage.feed(Input::TermsOpened(carrier_checkout_protocol::consent::ConsentKind::PrivacyCollection));
    assert_eq!(fetches(&stage), 1);
}
