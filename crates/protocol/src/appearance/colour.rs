//! Colours without transparency.

use core::fmt;
use core::str::FromStr;

use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A colour of sRGB, written `#1a5fd0` or, when read, also `#15d`. There is no transparent one: text could not be read on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(as = "String"))]
pub struct Colour(pub [u8; 3]);

/// It is not written like a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a colour is written #1a5fd0")]
pub struct NotAColour;

impl FromStr for Colour {
    type Err = NotAColour;

    fn from_str(text: &str) -> Result<Self, NotAColour> {
        let digits = text.strip_prefix('#').ok_or(NotAColour)?;
        let digit = |at: usize| {
            let digit = digits.as_bytes().get(at).and_then(|byte| char::from(*byte).to_digit(16));
            digit.and_then(|digit| u8::try_from(digit).ok()).ok_or(NotAColour)
        };
        let pair = |high: usize, low: usize| Ok(digit(high)? * 16 + digit(low)?);
        match digits.len() {
            3 => Ok(Self([pair(0, 0)?, pair(1, 1)?, pair(2, 2)?])),
            6 => Ok(Self([pair(0, 1)?, pair(2, 3)?, pair(4, 5)?])),
            _ => Err(NotAColour),
        }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Colour;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a colour such as #1a5fd0")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Colour, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// A colour for both schemes, or one for each: `"#1a5fd0"` or `{"light": "#1a5fd0", "dark": "#7db0ff"}`. A scheme that
/// is left out has the default one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(type = "string | { light?: string, dark?: string }"))]
pub struct Colours {
    /// Where the window is light.
    pub light: Option<Colour>,
    /// Where it is dark.
    pub dark: Option<Colour>,
}

impl Serialize for Colours {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.light, self.dark) {
            (Some(light), Some(dark)) if light == dark => light.serialize(serializer),
            (light, dark) => {
                let mut map = serializer.serialize_map(None)?;
                for (name, colour) in [("light", light), ("dark", dark)] {
                    if let Some(colour) = colour {
                        map.serialize_entry(name, &colour)?;
                    }
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Colours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrTwo;
        impl<'de> Visitor<'de> for OneOrTwo {
            type Value = Colours;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a colour such as #1a5fd0, or an object of light and dark")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Colours, E> {
                let both = Some(text.parse().map_err(E::custom)?);
                Ok(Colours { light: both, dark: both })
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Colours, A::Error> {
                let mut colours = Colours { light: None, dark: None };
                while let Some(name) = map.next_key::<String>()? {
                    let place = match name.as_str() {
                        "light" => &mut colours.light,
                        "dark" => &mut colours.dark,
                        other => return Err(A::Error::unknown_field(other, &["light", "dark"])),
                    };
                    if place.replace(map.next_value()?).is_some() {
                        return Err(A::Error::custom("a scheme is given twice"));
                    }
                }
                Ok(colours)
            }
        }
        deserializer.deserialize_any(OneOrTwo)
    }
}
