//! Every JSON body: what merchants and windows send, what they are answered and told, and what is stored.

use core::fmt::Debug;

use carrier_checkout_protocol::appearance::{Appearance, AppearanceReport};
use carrier_checkout_protocol::checkout::{
    Challenge, Checkout, CreateChallenge, MailReceipt, Receipt, SwitchChannel, Verified, VerifyCode,
};
use carrier_checkout_protocol::consent::Consent;
use carrier_checkout_protocol::goods::{Goods, Order};
use carrier_checkout_protocol::monthly::{BillingDay, BillingKey, ChargeKey, KoreanMonth, Monthly};
use carrier_checkout_protocol::payment::{CreatePayment, Payment};
use carrier_checkout_protocol::refund::{CancelPayment, CreateRefund, PaymentList, Refund, RefundList};
use carrier_checkout_protocol::session::{CreateSession, Embed, Session};
use carrier_checkout_protocol::webhook::{Event, EventDelivery};
use carrier_checkout_protocol::{Failure, Problem, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use crate::private::assert_no_number;
use crate::request::{is_list, without_values};

/// The kinds of bodies. The first are those that come from outside, whose faults are told.
const KINDS: [fn(&str); 27] = [
    asked::<CreateSession>,
    asked::<CreatePayment>,
    asked::<CancelPayment>,
    asked::<CreateRefund>,
    asked::<ChargeKey>,
    asked::<CreateChallenge>,
    asked::<VerifyCode>,
    asked::<SwitchChannel>,
    asked::<MailReceipt>,
    asked::<Appearance>,
    stands::<AppearanceReport>,
    stands::<Checkout>,
    stands::<Challenge>,
    stands::<Verified>,
    stands::<Receipt>,
    stands::<Session>,
    stands::<Payment>,
    stands::<PaymentList>,
    stands::<Refund>,
    stands::<RefundList>,
    stands::<BillingKey>,
    stands::<Event>,
    stands::<EventDelivery>,
    stands::<Problem>,
    // As the store keeps them.
    stands::<(Goods, Option<Embed>, Option<Failure>)>,
    stands::<(Order, Vec<Consent>, Option<Monthly>)>,
    stands::<Vec<String>>,
];

/// Laws of every body: the first byte says which, the rest is its text.
pub fn bodies(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else { return };
    let text = &*String::from_utf8_lossy(rest);
    KINDS[usize::from(*kind) % KINDS.len()](text);
    if let Ok(Some(time)) = serde_json::from_str::<ChargeKey>(text).map(|asked| asked.sandbox_time) {
        in_the_calendar(time);
    }
    if let Ok(asked) = serde_json::from_str::<CreateChallenge>(text) {
        assert_eq!(format!("{:?} {:?}", asked.phone, asked.birth), "[phone] [birth]");
    }
    if let Ok(CreateRefund { account: Some(account), .. }) = serde_json::from_str(text) {
        assert_eq!(format!("{account:?} {:?}", account.reveal()), "[account] [account]");
    }
    if let Ok(wish) = serde_json::from_str::<MailReceipt>(text) {
        assert_eq!(format!("{wish:?}"), "MailReceipt { email: [email] }");
    }
}

/// What is read is written and read again, and reading it in two steps makes no difference.
pub(crate) fn stands<T: DeserializeOwned + Serialize + PartialEq + Debug>(text: &str) {
    let Ok(read) = serde_json::from_str::<T>(text) else { return };
    let written = serde_json::to_string(&read).expect("what was read can be written");
    let again: T = serde_json::from_str(&written).expect("what was written can be read");
    assert_eq!(again, read, "{text} became {written}");
    assert_eq!(serde_json::to_string(&again).expect("as before"), written);
    // A number that is passed over may be too large for any number.
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        assert_eq!(serde_json::from_value::<T>(value).ok().as_ref(), Some(&read), "{text}");
    }
}

/// As [`stands`]; and what is wrong with it is told without repeating it.
fn asked<T: DeserializeOwned + Serialize + PartialEq + Debug>(text: &str) {
    let Err(error) = serde_json::from_str::<T>(text) else {
        // What is taken is an object, as the contract says.
        assert!(is_list(text) || text.trim_start().starts_with('{'), "{text}");
        return stands::<T>(text);
    };
    // Of what is no JSON at all only the place is told.
    if error.classify() != Category::Data {
        return;
    }
    // The largest amount and where in the text it went wrong are the only numbers.
    let place = format!(" at line {} column {}", error.line(), error.column());
    let told = without_values(&error).replace(&place, "").replace("10000000", "");
    assert_no_number(&told);
    let digits = |value: &str| value.bytes().filter(u8::is_ascii_digit).count();
    for value in text.split('"').filter(|value| digits(value) >= 7) {
        assert!(!told.contains(value), "{told} repeats {value}");
    }
}

/// Whatever time it is taken to be, it is one of the calendar's.
fn in_the_calendar(time: Timestamp) {
    let month = KoreanMonth::of(time);
    assert_eq!(KoreanMonth::numbered(month.number()), Some(month), "{time:?}");
    let first = month.on(BillingDay::new(1).expect("every month has a first"));
    assert!(first <= time && time <= time.end_of_korean_month(), "{time:?}");
    assert_eq!(KoreanMonth::of(time.end_of_korean_month() + 1), month.next(), "{time:?}");
}
