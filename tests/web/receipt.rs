//! The receipt.

use carrier_checkout_flow::{Effect, Field, Remedy, Reply, Request, Trouble};
use carrier_checkout_protocol::{
    Carrier, DisputeId, ErrorCode, Locale, PaymentId, PhoneNumber, Problem,
    checkout::{Checkout, Receipt, Stage as Where},
    monthly::MonthlyStanding,
};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::stage::{NOW, Stage, checkout};

/// What is shown once that order is paid.
fn receipt() -> Receipt {
    Receipt {
        payment: PaymentId::from_random(3),
        paid_at: NOW,
        carrier: Carrier::Skt,
        phone: PhoneNumber::parse("01023456789").unwrap().masked(),
        cancel_until: NOW.end_of_korean_month(),
        monthly: None,
        carrier_page: Some("https://www.tworld.co.kr/".into()),
        dispute: None,
    }
}

fn paid(receipt: Receipt) -> Checkout {
    Checkout { stage: Where::Paid { receipt }, ..checkout() }
}

async fn on_receipt() -> Stage {
    Stage::on(Locale::Ko, paid(receipt())).await
}

fn assert_says(stage: &Stage, texts: &[&str]) {
    for text in texts {
        assert!(stage.text().contains(text), "{text} in {}", stage.text());
    }
}

fn reports(stage: &Stage) -> usize {
    stage.effects().iter().filter(|e| matches!(e, Effect::Ask(_, Request::Remedy { .. }))).count()
}

/// The question, unfolded.
async fn asked() -> Stage {
    let stage = on_receipt().await;
    stage.click(&stage.button("본인이 결제하지 않았어요")).await;
    stage
}

#[wasm_bindgen_test]
async fn it_has_the_four_items_of_the_law_and_until_when_it_can_be_cancelled() {
    let stage = on_receipt().await;
    assert_says(&stage, &["2026년 11월 22일 08:31", "데모 상점", "02-1234-5678", "9,900원", "게임 아이템"]);
    assert_says(&stage, &["이의신청 방법", "2주 안에", "2026년 11월 30일까지", "010-****-6789 (SKT)"]);
    for number in ["16000000", "114", "16442367", "112"] {
        assert!(stage.has(&format!("a[href='tel:{number}']")), "{number}");
    }
    assert_says(&stage, &["www.spayment.org"]);
}

#[wasm_bindgen_test]
async fn from_the_first_of_the_next_month_in_korea_it_can_only_be_refunded() {
    let end = receipt().cancel_until;
    for (now, past) in [(end, false), (end + 1, true)] {
        let shown = Checkout { server_time: now, ..paid(receipt()) };
        let stage = Stage::on(Locale::Ko, shown).await;
        assert_eq!(stage.text().contains("2026년 11월 30일까지"), !past, "{}", stage.text());
        assert_eq!(stage.text().contains("기한이 지나 계좌로만 환불돼요"), past);
    }
}

#[wasm_bindgen_test]
async fn the_carriers_page_is_a_plain_link_that_tells_it_nothing() {
    let stage = on_receipt().await;
    let link = stage.find("a[href='https://www.tworld.co.kr/']");
    assert_eq!(link.text_content().as_deref(), Some("한도 확인·낮추기, 소액결제 차단"));
    assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
    assert_eq!(link.get_attribute("rel").as_deref(), Some("noopener noreferrer"));
    let without = Stage::on(Locale::Ko, paid(Receipt { carrier_page: None, ..receipt() })).await;
    assert!(!without.has("a[target]"));
}

#[wasm_bindgen_test]
async fn what_the_gateway_warns_of_stands_with_the_order_and_on_the_receipt() {
    for stage in [Where::Open { last_failure: None }, Where::Paid { receipt: receipt() }] {
        let mut shown = Checkout { stage, ..checkout() };
        assert!(!Stage::on(Locale::Ko, shown.clone()).await.text().contains("현금화"));
        shown.order.note = Some("‘소액결제 현금화’는 불법이에요.".into());
        let stage = Stage::on(Locale::Ko, shown).await;
        let order = stage.find("section[aria-label='주문 정보']").text_content().unwrap();
        assert!(order.contains("‘소액결제 현금화’는 불법이에요"), "{order}");
    }
}

#[wasm_bindgen_test]
async fn who_did_not_pay_is_asked_once_more_and_may_fold_it_again() {
    let stage = asked().await;
    let button = stage.button("본인이 결제하지 않았어요");
    assert_eq!(button.get_attribute("aria-expanded").as_deref(), Some("true"));
    assert_says(&stage, &["결제를 동결하고 판매자에게 알려요", "본인이 결제하지 않았을 때만"]);
    stage.click(&stage.button("닫기")).await;
    assert_eq!(stage.find("#dispute").get_attribute("aria-expanded").as_deref(), Some("false"));
    assert_eq!(stage.effects().last(), Some(&Effect::Focus(Field::Remedy(Remedy::Dispute))));
    assert!(!stage.text().contains("신고하기"));
    assert_eq!(reports(&stage), 0);
}

#[wasm_bindgen_test]
async fn a_report_is_made_once_and_its_number_is_shown() {
    let stage = asked().await;
    let report: HtmlElement = stage.button("신고하기");
    stage.click(&report).await;
    stage.click(&report).await;
    assert_eq!(reports(&stage), 1);
    assert_eq!(report.get_attribute("aria-disabled").as_deref(), Some("true"));
    let dispute = DisputeId::from_random(6);
    let disputed = Receipt { dispute: Some(dispute.clone()), ..receipt() };
    stage.answer(Reply::Checkout(Ok(paid(disputed))));
    stage.settle().await;
    let said = stage.find("[role=status]#dispute").text_content().unwrap();
    for text in ["결제를 동결하고 판매자에게 알렸어요", "신고 번호", dispute.as_str()] {
        assert!(said.contains(text), "{text} in {said}");
    }
    assert_eq!(stage.effects().last(), Some(&Effect::Focus(Field::Remedy(Remedy::Dispute))));
    assert!(!stage.text().contains("본인이 결제하지 않았어요"));
}

#[wasm_bindgen_test]
async fn a_report_that_is_not_taken_says_whom_to_call_and_can_be_made_again() {
    let stage = asked().await;
    stage.click(&stage.button("신고하기")).await;
    let problem = Problem::new(ErrorCode::PaymentNotFound, "req_1");
    stage.answer(Reply::Checkout(Err(Trouble::Problem(problem))));
    stage.settle().await;
    let alert = stage.find("[role=alert]").text_content().unwrap();
    assert!(alert.contains("1600-0000") && alert.contains("req_1"), "{alert}");
    assert!(!alert.contains("결제된 금액은 없어요"), "it is paid: {alert}");
    stage.click(&stage.button("신고하기")).await;
    assert_eq!(reports(&stage), 2);
    assert!(!stage.has("[role=alert]"));
}

#[wasm_bindgen_test]
async fn a_reported_payment_is_shown_so_when_it_is_opened_again() {
    let disputed = Receipt { dispute: Some(DisputeId::from_random(6)), ..receipt() };
    let stage = Stage::on(Locale::En, paid(disputed)).await;
    assert_says(&stage, &["This payment is frozen and the seller has been told", "Report no."]);
}

/// The receipt of what is charged every month, if it goes on.
fn monthly(active: bool) -> Receipt {
    let text =
        if active { "다음 결제일은 2026년 12월 15일이에요." } else { "월자동결제가 멈췄어요." };
    Receipt { monthly: Some(MonthlyStanding { text: text.into(), active }), ..receipt() }
}

#[wasm_bindgen_test]
async fn what_is_charged_every_month_is_stopped_on_the_receipt() {
    let stage = Stage::on(Locale::Ko, paid(monthly(true))).await;
    assert_says(&stage, &["다음 결제일은 2026년 12월 15일이에요"]);
    stage.click(&stage.button("월자동결제 해지")).await;
    assert_says(&stage, &["다음 달부터 결제되지 않아요"]);
    assert!(!stage.text().contains("신고하기"), "each asks for itself");
    let stop: HtmlElement = stage.button("해지하기");
    stage.click(&stop).await;
    stage.click(&stop).await;
    assert_eq!(reports(&stage), 1);
    assert!(stage.effects().iter().any(|e| matches!(e, Effect::Ask(_, Request::Remedy { remedy: Remedy::Stop, .. }))));
    stage.answer(Reply::Checkout(Ok(paid(monthly(false)))));
    stage.settle().await;
    assert_eq!(stage.find("[role=status]#stop").text_content().as_deref(), Some("월자동결제가 멈췄어요."));
    assert_eq!(stage.effects().last(), Some(&Effect::Focus(Field::Remedy(Remedy::Stop))));
    assert!(!stage.text().contains("해지하기"));
}

#[wasm_bindgen_test]
async fn what_is_paid_once_has_nothing_to_stop() {
    let stage = on_receipt().await;
    assert!(!stage.text().contains("월자동결제"));
}
