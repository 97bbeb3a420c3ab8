//! The inputs that fuzzing has kept, fed to the mounted widget: it shows what the laws make of them on a machine of ours
//! (`kept.json`), and can be used afterwards as before.

use carrier_checkout::api;
use carrier_checkout_flow::{Effect, Input, Request};
use carrier_checkout_protocol::Locale;
use js_sys::JSON;
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, MessageChannel};

use crate::port::{SESSION, heard, mount, next_frame, rendered, root, text};
use crate::stage::{Stage, challenge};

/// Those of one target.
fn inputs(target: &str) -> Vec<Value> {
    let mut kept: Value = serde_json::from_str(include_str!("kept.json")).unwrap();
    let Value::Array(inputs) = kept[target].take() else { panic!("no inputs of {target}") };
    assert!(inputs.len() >= 10, "{target} has no corpus to speak of");
    inputs
}

fn said<'a>(input: &'a Value, name: &str) -> &'a str {
    input[name].as_str().unwrap_or_else(|| panic!("no {name} in {input}"))
}

/// Types all of a text, as a paste does.
async fn paste(stage: &Stage, field: &HtmlInputElement, text: &str) {
    let units = u32::try_from(text.encode_utf16().count()).unwrap();
    stage.type_into(field, text, units).await;
}

/// The requests of a kind that were made.
fn made(stage: &Stage, kind: impl Fn(&Request) -> bool) -> usize {
    stage.effects().iter().filter(|effect| matches!(effect, Effect::Ask(_, request) if kind(request))).count()
}

#[wasm_bindgen_test]
async fn the_first_screen_shows_and_judges_what_was_kept_and_still_sends() {
    let stage = Stage::on_details(Locale::Ko).await;
    // From the first press on every slip is shown.
    stage.feed(Input::SendPressed);
    let (phone, birth) = (stage.labelled("휴대폰 번호"), stage.labelled("생년월일 6자리"));
    let digit = stage.labelled("주민등록번호 뒤 첫 자리");
    for input in inputs("phone") {
        paste(&stage, &phone, said(&input, "text")).await;
        assert_eq!(phone.value(), said(&input, "shown"), "{input}");
        assert_eq!(stage.has("#phone-slip"), !input["fault"].is_null(), "{input}");
        if phone.value() != said(&input, "text") {
            let caret = usize::try_from(input["caret"].as_u64().unwrap()).unwrap();
            assert_eq!(stage.effects().last(), Some(&Effect::PlaceCaret(caret)), "{input}");
        }
    }
    for input in inputs("birth") {
        paste(&stage, &birth, said(&input, "date")).await;
        paste(&stage, &digit, said(&input, "digit")).await;
        assert_eq!((birth.value().as_str(), digit.value().as_str()), (said(&input, "date"), said(&input, "digit")));
        assert_eq!(stage.has("#birth-slip"), input["good"] == false, "{input}");
    }
    let sent = |request: &Request| matches!(request, Request::Challenge { .. });
    assert_eq!(made(&stage, sent), 0, "nothing was sent by itself");

    stage.click(&stage.labelled("SKT")).await;
    paste(&stage, &phone, "01023456789").await;
    paste(&stage, &birth, "900101").await;
    paste(&stage, &digit, "1").await;
    stage.click(&stage.labelled("전체 동의")).await;
    stage.click(&stage.find("button[type=submit]")).await;
    assert_eq!(made(&stage, sent), 1);
}

#[wasm_bindgen_test]
async fn the_code_screen_finds_the_codes_that_were_found_and_still_pays() {
    let stage = Stage::on_code(Locale::Ko).await;
    let code = stage.labelled("인증번호");
    for input in inputs("code") {
        paste(&stage, &code, said(&input, "pasted")).await;
        assert_eq!(code.value(), said(&input, "shown"), "{input}");
        // A message that the browser reads is not typed: it has its line breaks.
        stage.feed(Input::CodeReceived(said(&input, "text").to_owned()));
        stage.settle().await;
        let shown = input["received"].as_str().unwrap_or(said(&input, "shown"));
        assert_eq!(code.value(), shown, "{input}");
    }
    let checked = |request: &Request| matches!(request, Request::Verify { .. });
    assert_eq!(made(&stage, checked), 0, "nothing was paid by itself");

    paste(&stage, &code, "123456").await;
    stage.click(&stage.labelled("결제 내용을 확인했습니다")).await;
    stage.click(&stage.find("button[type=submit]")).await;
    assert_eq!(made(&stage, checked), 1);
    assert_eq!(stage.find("[role=timer]").is_connected(), challenge().approval.is_none());
}

#[wasm_bindgen_test]
async fn what_was_kept_of_the_port_does_nothing_or_takes_the_window_away() {
    let messages = inputs("port");
    let (leave, stay): (Vec<_>, Vec<_>) = messages.iter().partition(|message| message["unmounts"] == true);
    let posted = |message: &Value| JSON::parse(said(message, "text")).unwrap();
    for last in leave.iter().take(5) {
        let (root, channel) = (root(), MessageChannel::new().unwrap());
        mount(&root, SESSION, rendered()).unwrap();
        api::connect("https://shop.example".into(), channel.port2());
        let _ = heard(&channel.port1(), |message| text(message, "type").as_deref() == Some("event")).await;
        let before = root.inner_html();
        for message in &stay {
            channel.port1().post_message(&posted(message)).unwrap();
        }
        // What cannot be JSON may be posted as well.
        for odd in [JsValue::UNDEFINED, js_sys::Map::new().into(), js_sys::Date::new_0().into(), f64::NAN.into()] {
            channel.port1().post_message(&odd).unwrap();
        }
        next_frame().await;
        next_frame().await;
        assert_eq!(root.inner_html(), before);
        channel.port1().post_message(&posted(last)).unwrap();
        while root.child_element_count() > 0 {
            next_frame().await;
        }
        root.remove();
    }
    assert!(!leave.is_empty() && !stay.is_empty());
}
