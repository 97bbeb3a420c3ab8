//! Reads an appearance, and names what is wrong with it without repeating the value.

use core::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::Appearance;

impl<'de> Deserialize<'de> for Appearance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Parts)
    }
}

struct Parts;

impl<'de> Visitor<'de> for Parts {
    type Value = Appearance;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("appearance is an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Appearance, A::Error> {
        let mut read = Appearance::default();
        while let Some(name) = map.next_key::<String>()? {
            match snake_case(&name).as_str() {
                "color_primary" => take(&mut map, &mut read.color_primary, "color_primary", COLOURS)?,
                "color_background" => take(&mut map, &mut read.color_background, "color_background", COLOURS)?,
                "color_text" => take(&mut map, &mut read.color_text, "color_text", COLOURS)?,
                "color_danger" => take(&mut map, &mut read.color_danger, "color_danger", COLOURS)?,
                "radius" => take(&mut map, &mut read.radius, "radius", "a number from 0 to 24")?,
                "font_family" => take(&mut map, &mut read.font_family, "font_family", FONTS)?,
                "font_size" => take(&mut map, &mut read.font_size, "font_size", "a number from 14 to 20")?,
                "spacing" => take(&mut map, &mut read.spacing, "spacing", "a number from 0.8 to 1.4")?,
                "density" => take(&mut map, &mut read.density, "density", "\"comfortable\" or \"compact\"")?,
                _ => return Err(A::Error::custom(UNKNOWN)),
            }
        }
        Ok(read)
    }
}

const COLOURS: &str = "a colour such as \"#1a5fd0\" or an object of such with light and dark";
const FONTS: &str = "one of system sans-serif serif rounded monospace nanum-gothic noto-sans malgun-gothic";
const UNKNOWN: &str = "appearance has only color_primary color_background color_text color_danger radius font_family \
    font_size spacing density";

fn take<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
    map: &mut A,
    place: &mut Option<T>,
    name: &str,
    wanted: &str,
) -> Result<(), A::Error> {
    let value = map.next_value().map_err(|_| A::Error::custom(format_args!("appearance.{name} is {wanted}")))?;
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(A::Error::custom(format_args!("appearance.{name} is given twice"))),
    }
}

/// `colorPrimary` as the page writes it is `color_primary`.
fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 1);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}
