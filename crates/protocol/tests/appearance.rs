//! What a merchant may say about how the window looks.

use carrier_checkout_protocol::appearance::{Appearance, Colour, Density, FontFamily, FontSize, Radius, Spacing};
use proptest::prelude::*;
use serde_json::{Value, from_value, json, to_value};

fn read(value: Value) -> Result<Appearance, String> {
    from_value(value).map_err(|error| error.to_string())
}

#[test]
fn both_ways_of_writing_the_names_say_the_same() {
    let snake = json!({
        "color_primary": "#FEE500", "color_background": { "light": "#fff", "dark": "#101418" },
        "color_text": { "dark": "#eeeeee" }, "color_danger": "#c22a2f", "radius": 4, "font_family": "serif",
        "font_size": 18, "spacing": 1.25, "density": "compact",
    });
    let camel = json!({
        "colorPrimary": "#fee500", "colorBackground": { "light": "#ffffff", "dark": "#101418" },
        "colorText": { "dark": "#eee" }, "colorDanger": "#C22A2F", "radius": 4.0, "fontFamily": "serif",
        "fontSize": 18, "spacing": 1.25, "density": "compact",
    });
    let (one, other) = (read(snake).unwrap(), read(camel).unwrap());
    assert_eq!(one, other);
    assert_eq!((one.font_family, one.density), (Some(FontFamily::Serif), Some(Density::Compact)));
    assert_eq!(read(to_value(&one).unwrap()).unwrap(), one);
    assert_eq!(to_value(&one).unwrap()["color_primary"], "#fee500");
}

#[test]
fn what_is_wrong_is_named_without_its_value() {
    for (value, told) in [
        (json!({ "colorPrimary": "transparent" }), "appearance.color_primary is a colour"),
        (json!({ "color_primary": "#12345" }), "appearance.color_primary is a colour"),
        (json!({ "color_text": "#é2345" }), "appearance.color_text is a colour"),
        (json!({ "color_text": { "light": "#fff", "dim": "#000" } }), "appearance.color_text is a colour"),
        (json!({ "color_text": "#fff;}*{display:none}" }), "appearance.color_text is a colour"),
        (json!({ "radius": 25 }), "appearance.radius is a number from 0 to 24"),
        (json!({ "radius": "4px" }), "appearance.radius is a number from 0 to 24"),
        (json!({ "font_size": 13.9 }), "appearance.font_size is a number from 14 to 20"),
        (json!({ "spacing": 0 }), "appearance.spacing is a number from 0.8 to 1.4"),
        (json!({ "font_family": "Comic Sans" }), "appearance.font_family is one of system"),
        (json!({ "density": "none" }), "appearance.density is"),
        (json!({ "css": "*{display:none}" }), "appearance has only"),
        (json!({ "radius": 4, "Radius": 4 }), "appearance has only"),
        (json!({ "color_text": "#fff", "colorText": "#fff" }), "appearance.color_text is given twice"),
        (json!("#fff"), "appearance is an object"),
    ] {
        let error = read(value.clone()).unwrap_err();
        assert!(error.contains(told), "{value}: {error}");
        assert!(!error.contains("display") && !error.contains("Comic"), "{error}");
    }
}

proptest! {
    #[test]
    fn a_colour_is_read_as_it_is_written(rgb: [u8; 3]) {
        let colour = Colour(rgb);
        prop_assert_eq!(colour.to_string().parse(), Ok(colour));
    }

    #[test]
    fn no_text_that_is_read_as_a_colour_holds_anything_else(text in "\\PC{0,9}") {
        if text.parse::<Colour>().is_ok() {
            prop_assert!(text.starts_with('#') && text[1..].bytes().all(|byte| byte.is_ascii_hexdigit()));
        }
    }

    #[test]
    fn no_number_leaves_its_bounds(number: f64) {
        for (read, least, most) in [
            (Radius::new(number).map(Radius::get), 0.0, 24.0),
            (FontSize::new(number).map(FontSize::get), 14.0, 20.0),
            (Spacing::new(number).map(Spacing::get), 0.8, 1.4),
        ] {
            prop_assert!(read.is_none_or(|read| (least..=most).contains(&read)));
            prop_assert!(read.is_some() || !(least..=most).contains(&number));
        }
    }
}
