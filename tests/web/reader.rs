//! What the gateway says is read back as it was meant, and nothing else is read.

use core::fmt::Debug;

use carrier_checkout::effect::reader::{Readable, read};
use carrier_checkout_protocol::{
    Carrier, ChallengeId, DisputeId, ErrorCode, Failure, PaymentId, PhoneNumber, Problem, Reason, TokenId, Words,
    checkout::{Checkout, Receipt, Stage, Verified},
    embed::ConfirmOutcome,
    goods::OfferPeriod,
    monthly::{MonthlyStanding, MonthlyWords},
};
use js_sys::JSON;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{NOW, challenge, checkout};

/// Through JSON, as it comes over the wire.
fn there_and_back<T: Serialize + DeserializeOwned + Readable + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    let read = read::<T>(&JSON::parse(&text).unwrap());
    assert_eq!(read.as_ref(), Some(value), "{text}");
    assert_eq!(read, serde_json::from_str(&text).ok(), "{text}");
}

fn words() -> Words {
    Words {
        happened: "이번 달 한도를 넘었어요".into(), next: "다음 달에 다시 이용해 주세요.".into()
    }
}

fn stages() -> Vec<Stage> {
    let phone = PhoneNumber::parse("01023456789").unwrap().masked();
    let failure = Failure { words: Some(words()), ..Failure::quoting(Reason::LimitMonthCarrier, "SKT-422-X".into()) };
    let receipt = Receipt {
        payment: PaymentId::from_random(3),
        paid_at: NOW,
        carrier: Carrier::MvnoKt,
        phone: phone.clone(),
        cancel_until: NOW + 1,
        monthly: None,
        carrier_page: None,
        dispute: None,
    };
    let disputed = Receipt {
        monthly: Some(MonthlyStanding { text: "다음 결제일".into(), active: true }),
        carrier_page: Some("https://my.kt.com/".into()),
        dispute: Some(DisputeId::from_random(6)),
        ..receipt.clone()
    };
    let verified =
        Verified { token: TokenId::from_random(4), challenge: ChallengeId::from_random(5), phone, expires_at: NOW };
    vec![
        Stage::Open { last_failure: None },
        Stage::Open { last_failure: Some(failure) },
        Stage::Challenged { challenge: challenge() },
        Stage::Verified(verified),
        Stage::Processing,
        Stage::Paid { receipt },
        Stage::Paid { receipt: disputed },
        Stage::Cancelled,
        Stage::Expired,
    ]
}

#[wasm_bindgen_test]
fn every_stage_and_period_of_a_checkout_is_read() {
    for stage in stages() {
        there_and_back(&Checkout { stage, ..checkout() });
    }
    for period in [None, Some(OfferPeriod::Days(30)), Some(OfferPeriod::Months(1)), Some(OfferPeriod::Unlimited)] {
        let mut checkout = checkout();
        checkout.order.goods.offer_period = period;
        checkout.order.goods.cash_like = period.is_none();
        checkout.order.monthly = period.map(|_| MonthlyWords { terms: "매월 15일".into() });
        checkout.order.note = period.map(|_| "언제든".into());
        checkout.order.seller.email = period.map(|_| "shop@shop.example".into());
        there_and_back(&checkout);
    }
}

#[wasm_bindgen_test]
fn every_problem_and_outcome_is_read() {
    for code in ErrorCode::ALL {
        there_and_back(&Problem::new(*code, "req_1"));
    }
    for reason in Reason::ALL {
        let mut problem = Problem::new(ErrorCode::PaymentDeclined, "req_1");
        (problem.reason, problem.tries_left, problem.words) = (Some(*reason), Some(4), Some(words()));
        there_and_back(&problem);
    }
    for outcome in ConfirmOutcome::ALL {
        there_and_back(outcome);
    }
}

#[wasm_bindgen_test]
fn anything_else_is_not_read_and_nothing_breaks() {
    for text in ["null", "1", "\"x\"", "[]", "{}", "{\"stage\":1}", "{\"session\":\"cs_x\"}", "[null]", "true"] {
        assert!(read::<Checkout>(&JSON::parse(text).unwrap()).is_none(), "{text}");
        assert!(read::<Problem>(&JSON::parse(text).unwrap()).is_none(), "{text}");
    }
    for (text, readable) in [("0", true), ("4294967295", true), ("4294967296", false), ("-1", false), ("0.5", false)] {
        assert_eq!(read::<u32>(&JSON::parse(text).unwrap()).is_some(), readable, "{text}");
    }
}
