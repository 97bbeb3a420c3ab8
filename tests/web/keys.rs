//! A key that changes nothing but its field's text draws nothing anew; here it is drawn nevertheless, to see that
//! nothing else would have changed.

use carrier_checkout_flow::{Field, Input, Reply, Trouble};
use carrier_checkout_protocol::{ErrorCode, Locale, Problem};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::Stage;

fn phone(text: &str) -> Input {
    Input::PhoneTyped { text: text.into(), caret: text.len() }
}

/// What was drawn anew for nothing else than the field's text.
async fn typed(stage: &Stage, inputs: impl IntoIterator<Item = Input>) -> Vec<Option<Field>> {
    let mut typed = Vec::new();
    for input in inputs {
        let before = stage.root.inner_html();
        stage.feed(input.clone());
        stage.settle().await;
        let same = before == stage.root.inner_html();
        assert!(same || stage.only_typed().is_none(), "{input:?} changed more than its field");
        typed.push(stage.only_typed());
    }
    typed
}

#[wasm_bindgen_test]
async fn on_the_first_screen_a_key_changes_its_field_or_its_slip() {
    let stage = Stage::on_details(Locale::Ko).await;
    let keys = || {
        [phone("0"), phone("010-2"), phone("010-2345-6789"), phone("02-345-6789"), phone(""), phone("0102345678")]
            .into_iter()
            .chain(["9", "900101", "901301"].map(|text| Input::BirthTyped(text.into())))
            .chain(["1", "9", "x", ""].map(|text| Input::BirthDigitTyped(text.into())))
    };
    let fields = [[Some(Field::Phone); 6].as_slice(), &[Some(Field::Birth); 3], &[Some(Field::BirthDigit); 4]].concat();
    assert_eq!(typed(&stage, keys()).await, fields, "nothing has been judged yet");

    assert_eq!(typed(&stage, [Input::PhoneLeft, Input::BirthLeft, Input::SendPressed]).await, [None; 3]);
    let judged = typed(&stage, keys()).await;
    assert!(judged.contains(&None), "slips come and go");
    assert!(judged.iter().any(Option::is_some), "and stay");
}

#[wasm_bindgen_test]
async fn on_the_code_screen_a_key_changes_its_field_or_what_was_wrong() {
    let stage = Stage::on_code(Locale::Ko).await;
    let keys = || ["1", "12", "123456", "<#> 인증번호 [654321]", ""].map(|text| Input::CodeTyped(text.into()));
    assert_eq!(typed(&stage, keys()).await, [Some(Field::Code); 5]);

    assert_eq!(typed(&stage, [Input::PayPressed]).await, [None]);
    let judged = typed(&stage, keys()).await;
    assert_eq!(judged, [None, Some(Field::Code), Some(Field::Code), Some(Field::Code), Some(Field::Code)]);

    typed(&stage, [Input::ContentSet(true), Input::CodeTyped("123456".into()), Input::PayPressed]).await;
    let wrong = Problem { tries_left: Some(4), ..Problem::new(ErrorCode::CodeMismatch, "test") };
    stage.answer(Reply::Verified(Err(Trouble::Problem(wrong))));
    stage.settle().await;
    assert_eq!(typed(&stage, keys()).await.first(), Some(&None), "the slip goes with the first key");
}
