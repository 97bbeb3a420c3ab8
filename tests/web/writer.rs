//! What the gateway and the loader are told is JSON as serde_json writes it.

use carrier_checkout::effect::writer::write;
use carrier_checkout_protocol::{
    BirthDate, Carrier, Channel, Failure, Locale, OneTimeCode, OrderId, PaymentId, PhoneNumber, Private, Reason,
    SessionId, TokenId, Won,
    checkout::{CreateChallenge, VerifyCode},
    consent::{Consent, ConsentKind},
    embed::{CheckoutEvent, ConfirmBody, ConfirmRequest, FrameMessage, Screen},
};
use js_sys::JSON;
use serde::Serialize;
use wasm_bindgen_test::wasm_bindgen_test;

fn as_serde_json(value: &impl Serialize) {
    assert_eq!(write(value).unwrap(), serde_json::to_string(value).unwrap());
}

#[wasm_bindgen_test]
fn every_body_is_written() {
    let consent = Consent { kind: ConsentKind::PaymentContent, version: "2026-11-01".into() };
    for embedder in [None, Some("https://shop.example".to_owned())] {
        as_serde_json(&CreateChallenge {
            channel: Channel::Sms,
            carrier: Carrier::MvnoKt,
            phone: Private::new(PhoneNumber::parse("01023456789").unwrap()),
            birth: Private::new(BirthDate::parse("900101", "1").unwrap()),
            consents: if embedder.is_some() { vec![consent.clone(), consent.clone()] } else { Vec::new() },
            embedder,
        });
    }
    as_serde_json(&VerifyCode { code: Some(Private::new(OneTimeCode::parse("012345").unwrap())), content: consent });
}

#[wasm_bindgen_test]
fn every_message_is_written() {
    let (token, session) = (TokenId::from_random(1), SessionId::from_random(2));
    let order_id = OrderId::parse("order-1").unwrap();
    let phone = PhoneNumber::parse("01023456789").unwrap().masked();
    let failure = |quote| Failure { quote, ..Reason::LimitMonthCarrier.into() };
    let body = ConfirmBody { token: token.clone(), session: session.clone(), order_id: order_id.clone() };
    let events = [
        CheckoutEvent::Ready { locale: Locale::En },
        CheckoutEvent::Change { screen: Screen::Code },
        CheckoutEvent::Token { token, session, order_id: order_id.clone(), phone },
        CheckoutEvent::Paid { payment: PaymentId::from_random(3), order_id, amount: Won::new(9900).unwrap() },
        CheckoutEvent::Failed { failure: failure(None), r#final: true },
        CheckoutEvent::Failed { failure: failure(Some("SKT-422-X".into())), r#final: false },
        CheckoutEvent::Cancelled,
        CheckoutEvent::Error { reason: Reason::NetworkError },
    ];
    for event in events {
        as_serde_json(&FrameMessage::Event(event));
    }
    as_serde_json(&FrameMessage::Welcome { nonce: "a-b".into() });
    as_serde_json(&FrameMessage::Resize { height: u32::MAX });
    as_serde_json(&FrameMessage::Reveal { top: 0, height: 1 });
    as_serde_json(&FrameMessage::Confirm(ConfirmRequest {
        ticket: 1,
        idempotency_key: "key".into(),
        timeout_ms: 0,
        body,
    }));
}

#[wasm_bindgen_test]
fn the_browser_reads_any_text_back() {
    let mut texts: Vec<String> = ('\0'..'\u{80}').map(String::from).collect();
    texts.extend(["", "\"\\\"", "한국어 🇰🇷 \u{2028}", "</script>"].map(str::to_owned));
    for text in texts {
        let written = write(&text).unwrap();
        assert_eq!(JSON::parse(&written).unwrap().as_string(), Some(text), "{written}");
    }
}

#[wasm_bindgen_test]
fn what_the_protocol_does_not_use_is_refused() {
    assert!(write(&0.5).is_err() && write(&(1, 2)).is_err() && write(&u64::MAX).is_err());
    let list = [Some(-1), None].as_slice();
    assert_eq!(write(&list).unwrap(), "[-1,null]");
}
