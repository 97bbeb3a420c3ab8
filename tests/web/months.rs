//! A month that ends in Korea while the window is open.

use carrier_checkout_flow::Input;
use carrier_checkout_protocol::{Locale, checkout::Checkout};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{NOW, Stage, checkout};

#[wasm_bindgen_test]
async fn the_bill_is_that_of_the_month_in_which_it_is_paid() {
    let ends = NOW.end_of_korean_month();
    let stage = Stage::on(Locale::Ko, Checkout { server_time: ends, expires_at: ends + 60_000, ..checkout() }).await;
    assert!(stage.text().contains("12월 휴대폰 요금"), "{}", stage.text());
    stage.feed_at(Input::TimeReached, NOW + 1);
    stage.settle().await;
    assert!(stage.text().contains("1월 휴대폰 요금") && !stage.text().contains("12월"), "{}", stage.text());
}
