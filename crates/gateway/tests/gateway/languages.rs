//! Every language has every text, and a session comes in the language that its shopper has chosen.

use axum::body::Body;
use axum::http::Request;
use carrier_checkout::locale::{Texts, texts};
use carrier_checkout_protocol::birth::BirthError;
use carrier_checkout_protocol::consent::ConsentKind;
use carrier_checkout_protocol::goods::OfferPeriod;
use carrier_checkout_protocol::phone::PhoneError;
use carrier_checkout_protocol::{Carrier, Channel, Locale, Reason, StepUp, Timestamp, Won};

use super::support::{Gateway, KEY};

/// Each text that is made of something, for every value that it can be made of.
fn made(texts: &Texts) -> Vec<String> {
    let won = Won::new(9_900).unwrap();
    let at = Timestamp::from_millis(1_795_323_900_000);
    let (order, details, code) = (&texts.order, &texts.details, &texts.code);
    let mut all = vec![
        (order.won)(won),
        (details.show_terms)("x"),
        (texts.policy.cool_off)(24),
        (code.sent_to)("x", "y"),
        (code.pay)(won, false),
        (code.pay)(won, true),
        (texts.receipt.date_time)(at),
        (texts.receipt.date)(at),
        (texts.failure.provider_centre)("x"),
        (texts.failure.seller_centre)("x"),
    ];
    all.extend((1..=12).map(order.billed_with));
    let periods = [OfferPeriod::Days(1), OfferPeriod::Days(30), OfferPeriod::Months(1), OfferPeriod::Unlimited];
    all.extend(periods.map(order.offer_period));
    all.extend(Carrier::ALL.iter().map(|it| (details.carrier_name)(*it).to_owned()));
    all.extend(Channel::ALL.iter().map(|it| (details.channel_name)(*it).to_owned()));
    all.extend(StepUp::ALL.iter().map(|it| (texts.policy.step_up)(*it).to_owned()));
    all.extend(ConsentKind::ALL.iter().map(|it| (texts.policy.consent)(*it).to_owned()));
    all.extend([true, false].map(|it| (details.send)(it).to_owned()));
    all.extend((1..=4).map(details.said_slips));
    for channel in Channel::ALL {
        all.push((code.approve_heading)(*channel).to_owned());
        all.push((code.approve)(*channel, "x", "y"));
        all.push((code.said_sent)(*channel).to_owned());
        all.push((code.said_sent_again)(*channel).to_owned());
    }
    for count in 0..=5_u8 {
        all.extend([(code.tries_left)(count), (code.mismatch)(count), (code.sends_left)(count)]);
        all.extend([(code.resend_in)(i64::from(count)), (code.said_left)(i64::from(count))]);
    }
    all.extend(PHONE_ERRORS.map(|it| (details.phone_error)(it).to_owned()));
    all.extend(BIRTH_ERRORS.map(|it| (details.birth_error)(it).to_owned()));
    for reason in Reason::ALL {
        all.push((texts.reasons.happened)(*reason).to_owned());
        all.push((texts.reasons.next)(*reason).to_owned());
    }
    all
}

const PHONE_ERRORS: [PhoneError; 8] = [
    PhoneError::Empty,
    PhoneError::TooShort,
    PhoneError::TooLong,
    PhoneError::LegacyPrefix,
    PhoneError::NotMobile,
    PhoneError::SafeNumber,
    PhoneError::Foreign,
    PhoneError::Ambiguous,
];

const BIRTH_ERRORS: [BirthError; 4] =
    [BirthError::DateIncomplete, BirthError::NoSuchDay, BirthError::DigitMissing, BirthError::DigitOutOfRange];

#[test]
fn every_language_has_every_text() {
    let counts = Locale::ALL.iter().map(|locale| {
        let texts = texts(*locale);
        assert_eq!(texts.locale, *locale);
        let made = made(texts);
        assert!(made.iter().all(|text| !text.trim().is_empty()), "{locale}: {made:?}");
        made.len()
    });
    assert!(counts.collect::<Vec<_>>().iter().all(|count| *count > 250));
}

async fn choose(gateway: &Gateway, session: &str, language: &str) -> u16 {
    let request = Request::builder().method("PUT").uri(format!("/v1/checkout/language/{language}"));
    let request = request.header("authorization", format!("Bearer {session}")).body(Body::empty());
    gateway.send(request.unwrap()).await.status
}

/// The language of the frame's HTML.
async fn shown(gateway: &Gateway, path: &str, accepted: &str) -> String {
    let request = Request::builder().uri(path).header("accept-language", accepted).body(Body::empty());
    let frame = gateway.send(request.unwrap()).await;
    let (_, rest) = frame.body.as_str().unwrap().split_once("<html lang=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn a_window_comes_in_the_language_that_its_shopper_has_chosen() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    let path = format!("/v1/checkout/{session}");
    for (accepted, expected) in [("ko", "ko"), ("ja-JP,en;q=0.5", "ja"), ("zh-CN", "zh-Hans"), ("en;q=0.1,vi", "vi")] {
        assert_eq!(shown(&gateway, &path, accepted).await, expected, "{accepted}");
    }
    // The page's markup comes before the browser; what was chosen in the window before both.
    assert_eq!(shown(&gateway, &format!("{path}?locale=en"), "ja").await, "en");
    assert_eq!(choose(&gateway, &session, "vi").await, 204);
    assert_eq!(shown(&gateway, &format!("{path}?locale=en"), "ja").await, "vi");
    // What is being chosen now comes before what was.
    assert_eq!(shown(&gateway, &format!("{path}?locale=en&language=zh-Hans"), "ja").await, "zh-Hans");
    assert_eq!(shown(&gateway, &format!("{path}?language=tlh"), "ja").await, "vi");
    assert_eq!(choose(&gateway, &session, "ko").await, 204);
    assert_eq!(shown(&gateway, &path, "ja").await, "ko");
}

#[tokio::test]
async fn only_a_language_that_is_spoken_can_be_chosen_and_only_for_ones_own_session() {
    let gateway = Gateway::start().await;
    let session = gateway.session().await;
    assert_eq!(choose(&gateway, &session, "tlh").await, 404);
    assert_eq!(choose(&gateway, "cs_0000000000000000000009", "en").await, 404);
    assert_eq!(choose(&gateway, KEY, "en").await, 401);
    assert_eq!(shown(&gateway, &format!("/v1/checkout/{session}"), "").await, "ko");
}
