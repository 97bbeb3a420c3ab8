//! Numbers that stay within their bounds.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Declares a number of so many hundredths, within bounds that its name stands for.
macro_rules! measure {
    ($(#[$meta:meta])* $name:ident, $least:literal, $most:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "number"))]
        pub struct $name(u16);

        impl $name {
            /// The least and the most, in hundredths.
            pub const BOUNDS: (u16, u16) = ($least, $most);

            /// That number, rounded to hundredths; none when it is out of bounds.
            #[must_use]
            pub fn new(number: f64) -> Option<Self> {
                let hundredths = (number * 100.0).round();
                let within = (f64::from(Self::BOUNDS.0)..=f64::from(Self::BOUNDS.1)).contains(&hundredths);
                within.then_some(Self(hundredths as u16))
            }

            /// The number.
            #[must_use]
            pub fn get(self) -> f64 {
                f64::from(self.0) / 100.0
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if self.0.is_multiple_of(100) { serializer.serialize_u16(self.0 / 100) } else { serializer.serialize_f64(self.get()) }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::new(f64::deserialize(deserializer)?).ok_or_else(|| serde::de::Error::custom("out of bounds"))
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $crate::openapi::number(Self($least).get(), Self($most).get())
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}

measure! {
    /// Of corners, in CSS pixels: 0 to 24.
    Radius, 0, 2_400
}
measure! {
    /// Of the text, in CSS pixels: 14 to 20.
    FontSize, 1_400, 2_000
}
measure! {
    /// Times the room between things: 0.8 to 1.4.
    Spacing, 80, 140
}
