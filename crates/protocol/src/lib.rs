//! The words that browser, gateway and merchant speak.
//!
//! Every type here is parsed once, at the edge, and then cannot hold a bad
//! value. Nothing here does I/O, reads a clock or makes a random number.
//!
//! Reading order: [`money`], [`phone`], [`birth`] and [`code`] are what the
//! shopper and the order are made of; [`ids`] and [`time`] name and date
//! things; [`session`], [`checkout`], [`payment`], [`refund`], [`monthly`] and [`webhook`] are the
//! HTTP bodies; [`appearance`] is how the window looks; [`embed`] is what loader and frame say to each other; [`problem`],
//! [`reason`] and [`failure`] say what went wrong.

pub mod appearance;
pub mod birth;
pub mod carrier;
pub mod checkout;
pub mod code;
pub mod consent;
pub mod email;
pub mod embed;
pub mod failure;
pub mod goods;
pub mod ids;
pub mod locale;
pub mod money;
pub mod monthly;
mod names;
#[cfg(feature = "openapi")]
mod openapi;
pub mod payment;
pub mod phone;
pub mod private;
pub mod problem;
pub mod reason;
mod reason_class;
pub mod refund;
pub mod session;
pub mod time;
pub mod webhook;

pub use birth::BirthDate;
pub use carrier::{Approval, Carrier, Channel, StepUp};
pub use code::OneTimeCode;
pub use email::EmailAddress;
pub use failure::{Failure, Words};
pub use ids::{BillingKeyId, ChallengeId, DisputeId, EventId, OrderId, PaymentId, RefundId, SessionId, TokenId};
pub use locale::Locale;
pub use money::Won;
pub use phone::PhoneNumber;
pub use private::Private;
pub use problem::{ErrorCode, Problem};
pub use reason::Reason;
pub use time::Timestamp;

/// Declares a plain enum with its wire name for each variant, once, so that
/// `as_str`, parsing, serde and the TypeScript union can never disagree. The names
/// stand in one text, which is looked through by the same few lines for every enum:
/// what serde derives is many times as large, and every shopper downloads it.
macro_rules! wire_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[doc = $doc:literal])* $variant:ident = $wire:literal, )+ }
        // What is all the same to a window: the names are not in the Wasm, which reads each as that value.
        $( others as $fallback:ident { $( $(#[doc = $mdoc:literal])* $mvariant:ident = $mwire:literal, )+ } )?
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        pub enum $name {
            $( $(#[doc = $doc])* #[cfg_attr(feature = "typescript", ts(rename = $wire))] $variant, )+
            $( $( $(#[doc = $mdoc])* #[cfg_attr(feature = "typescript", ts(rename = $mwire))] $mvariant, )+ )?
        }

        impl $name {
            /// Every value, in the order in which they are declared.
            #[cfg(not(target_family = "wasm"))]
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ $( $( Self::$mvariant, )+ )? ];

            /// Every value that a window is told, in the order in which they are declared.
            #[cfg(target_family = "wasm")]
            pub const ALL: &'static [Self] = &[ $( Self::$variant, )+ ];

            /// What each value means, in the same order.
            #[cfg(not(target_family = "wasm"))]
            pub const MEANINGS: &'static [&'static str] =
                &[ $( concat!($($doc),*), )+ $( $( concat!($($mdoc),*), )+ )? ];

            /// The name of every one of them on the wire, each with a space after it.
            #[cfg(not(target_family = "wasm"))]
            const NAMES: &'static str = concat!($( $wire, " ", )+ $( $( $mwire, " ", )+ )?);
            #[cfg(target_family = "wasm")]
            const NAMES: &'static str = concat!($( $wire, " ", )+);

            /// The name on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                $crate::names::nth(Self::NAMES, self as usize)
            }

            /// The value of that name on the wire.
            #[must_use]
            pub fn from_wire(name: &str) -> Option<Self> {
                let found = Self::ALL.get($crate::names::place(Self::NAMES, name)).copied();
                $(
                    #[cfg(target_family = "wasm")]
                    let found = Some(found.unwrap_or(Self::$fallback));
                )?
                found
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = <String as serde::Deserialize>::deserialize(deserializer)?;
                Self::from_wire(&name).ok_or_else(|| {
                    serde::de::Error::custom(concat!("not a value of ", stringify!($name)))
                })
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $crate::openapi::names(Self::ALL.iter().map(|value| value.as_str()), Self::MEANINGS)
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}
pub(crate) use wire_enum;
