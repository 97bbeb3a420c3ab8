//! Reads the gateway's answers and the loader's messages from JavaScript values.
//!
//! Each type names its fields once more here, and a test compares what is read
//! with what serde reads. serde's own visitors, even without their messages,
//! are several KB more in every shopper's download (`npm run size`).

use carrier_checkout_protocol::{
    Approval, Carrier, ChallengeId, Channel, DisputeId, ErrorCode, Failure, OrderId, PaymentId, Problem, Reason,
    SessionId, StepUp, Timestamp, TokenId, Won, Words,
    checkout::{Challenge, Checkout, Receipt, Stage, Verified},
    consent::{Consent, ConsentKind},
    embed::ConfirmOutcome,
    goods::{Goods, GoodsKind, OfferPeriod, Order, Provider, Seller},
    monthly::{MonthlyStanding, MonthlyWords},
    phone::MaskedPhone,
};
use js_sys::{Array, Object, Reflect};
use serde::{Deserialize, de::IntoDeserializer, de::value::Error};
use wasm_bindgen::{JsCast, JsValue};

/// What can be read from a JavaScript value.
pub trait Readable: Sized {
    /// The value; none when it has another shape.
    fn read(value: &JsValue) -> Option<Self>;
}

/// Reads a value; none when it has another shape.
#[must_use]
pub fn read<T: Readable>(value: &JsValue) -> Option<T> {
    T::read(value)
}

/// A field of an object; undefined when there is none. Getting fails only
/// where a getter throws, and JSON has none.
#[inline(never)]
fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

#[inline(never)]
fn integer(value: &JsValue) -> Option<i64> {
    let number = value.as_f64()?;
    // Every whole number of the protocol is far below 2^53.
    (number.trunc() == number && number.abs() < 9e15).then_some(number as i64)
}

impl Readable for String {
    fn read(value: &JsValue) -> Option<Self> {
        value.as_string()
    }
}

/// A flag that is left out is not set.
impl Readable for bool {
    fn read(value: &JsValue) -> Option<Self> {
        Some(value.is_truthy())
    }
}

impl<T: Readable> Readable for Option<T> {
    fn read(value: &JsValue) -> Option<Self> {
        if value.is_undefined() || value.is_null() { Some(None) } else { T::read(value).map(Some) }
    }
}

impl<T: Readable> Readable for Vec<T> {
    fn read(value: &JsValue) -> Option<Self> {
        let items: &Array = value.dyn_ref()?;
        (0..items.length()).map(|at| T::read(&items.get(at))).collect()
    }
}

impl Readable for Timestamp {
    fn read(value: &JsValue) -> Option<Self> {
        integer(value).map(Self::from_millis)
    }
}

impl Readable for Won {
    fn read(value: &JsValue) -> Option<Self> {
        Self::new(u32::read(value)?).ok()
    }
}

/// It has no other way to be made than by hiding the middle of a number, or by reading.
impl Readable for MaskedPhone {
    fn read(value: &JsValue) -> Option<Self> {
        let shown: serde::de::value::StringDeserializer<Error> = value.as_string()?.into_deserializer();
        Self::deserialize(shown).ok()
    }
}

macro_rules! integers {
    ($($kind:ident)*) => {
        $(impl Readable for $kind {
            fn read(value: &JsValue) -> Option<Self> {
                Self::try_from(integer(value)?).ok()
            }
        })*
    };
}
integers!(u8 u16 u32);

macro_rules! named {
    ($($kind:ident)*) => {
        $(impl Readable for $kind {
            fn read(value: &JsValue) -> Option<Self> {
                Self::from_wire(&value.as_string()?)
            }
        })*
    };
}
named!(Approval Carrier Channel ConfirmOutcome ConsentKind ErrorCode GoodsKind Reason StepUp);

macro_rules! ids {
    ($($kind:ident)*) => {
        $(impl Readable for $kind {
            fn read(value: &JsValue) -> Option<Self> {
                Self::parse(&value.as_string()?).ok()
            }
        })*
    };
}
ids!(ChallengeId DisputeId OrderId PaymentId SessionId TokenId);

macro_rules! objects {
    ($($kind:ident { $($field:ident $($name:literal)?),* })*) => {
        $(impl Readable for $kind {
            fn read(value: &JsValue) -> Option<Self> {
                Some(Self { $($field: Readable::read(&get(value, objects!(@name $field $($name)?)))?),* })
            }
        })*
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $name:literal) => { $name };
}
objects! {
    Checkout {
        session, server_time, expires_at, order, provider, carriers, channels, hints, consents, consent_names,
        stage
    }
    Order { id, amount, goods, monthly, note, seller }
    MonthlyWords { terms }
    MonthlyStanding { text, active }
    Goods { name, kind, offer_period, cash_like }
    Seller { name, phone, email }
    Provider { name, phone }
    Consent { kind, version }
    Challenge {
        id, channel, approval, page, carrier, phone, expires_at, tries_left, sends_left, resend_at, server_time
    }
    Verified { token, challenge, phone, expires_at }
    Receipt { payment, paid_at, carrier, phone, cancel_until, monthly, carrier_page, dispute }
    Failure { reason, quote, words }
    Words { happened, next }
    Problem {
        type_uri "type", title, status, detail, code, reason, quote, words, tries_left, retryable, request_id
    }
}

impl Readable for OfferPeriod {
    fn read(value: &JsValue) -> Option<Self> {
        let count = || u16::read(&get(value, "count"));
        match get(value, "unit").as_string()?.as_str() {
            "days" => count().map(Self::Days),
            "months" => count().map(Self::Months),
            "unlimited" => Some(Self::Unlimited),
            _ => None,
        }
    }
}

/// `"processing"`, or `{"challenged": …}` with what that stage needs.
impl Readable for Stage {
    fn read(value: &JsValue) -> Option<Self> {
        let name = value.as_string().or_else(|| Object::keys(value.dyn_ref::<Object>()?).get(0).as_string())?;
        let of = get(value, &name);
        Some(match name.as_str() {
            "open" => Self::Open { last_failure: Readable::read(&get(&of, "last_failure"))? },
            "challenged" => Self::Challenged { challenge: Readable::read(&get(&of, "challenge"))? },
            "verified" => Self::Verified(Readable::read(&of)?),
            "processing" => Self::Processing,
            "paid" => Self::Paid { receipt: Readable::read(&get(&of, "receipt"))? },
            "cancelled" => Self::Cancelled,
            "expired" => Self::Expired,
            _ => return None,
        })
    }
}
