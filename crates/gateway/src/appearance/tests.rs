//! Laws: whatever is given, everything can be read.

use carrier_checkout_protocol::appearance::{Appearance, Colour, Colours, Scheme};
use proptest::prelude::*;

use super::colour::{contrast, mix};
use super::pairs::pairs;
use super::palette::{DARK, LIGHT, TEXT, derive};
use super::style::faintest;
use super::{from_address, repairs, report, style_sheet};

fn colour() -> impl Strategy<Value = Colour> {
    // Greys and extremes, where the contrast is hardest to keep, as often as any others.
    prop_oneof![
        any::<[u8; 3]>().prop_map(Colour),
        any::<u8>().prop_map(|grey| Colour([grey; 3])),
        prop::array::uniform3(prop_oneof![Just(0_u8), Just(255)]).prop_map(Colour),
    ]
}

fn colours() -> impl Strategy<Value = Option<Colours>> {
    let one_or_two = (prop::option::of(colour()), prop::option::of(colour()));
    prop::option::of(one_or_two.prop_map(|(light, dark)| Colours { light, dark }))
}

fn appearance() -> impl Strategy<Value = Appearance> {
    (colours(), colours(), colours(), colours()).prop_map(
        |(color_primary, color_background, color_text, color_danger)| Appearance {
            color_primary,
            color_background,
            color_text,
            color_danger,
            ..Appearance::default()
        },
    )
}

const fn both(colour: Colour) -> Option<Colours> {
    Some(Colours { light: Some(colour), dark: Some(colour) })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_pair_can_be_told_apart_whatever_is_given(appearance in appearance()) {
        for scheme in [Scheme::Light, Scheme::Dark] {
            let (palette, _) = derive(&appearance, scheme);
            for pair in pairs(&palette) {
                let ratio = contrast(pair.front.1, pair.back.1);
                prop_assert!(ratio >= pair.needed, "{scheme}: {} on {}: {ratio}", pair.front.0, pair.back.0);
            }
            let placeholder = mix(palette.bg, palette.text_2, faintest(&palette));
            prop_assert!(contrast(placeholder, palette.bg) >= TEXT);
        }
    }

    #[test]
    fn what_was_repaired_needs_no_other_repair(appearance in appearance()) {
        let mut mended = appearance.clone();
        for repair in repairs(&appearance) {
            use carrier_checkout_protocol::appearance::ColourName::{ColorBackground, ColorDanger, ColorPrimary, ColorText};
            let colours = match repair.name {
                ColorPrimary => &mut mended.color_primary,
                ColorBackground => &mut mended.color_background,
                ColorText => &mut mended.color_text,
                ColorDanger => &mut mended.color_danger,
            };
            let colours = colours.as_mut().unwrap();
            match repair.scheme {
                Scheme::Light => colours.light = Some(repair.used),
                Scheme::Dark => colours.dark = Some(repair.used),
            }
        }
        prop_assert_eq!(repairs(&mended), vec![]);
    }

    #[test]
    fn nothing_but_what_is_listed_gets_into_the_style_sheet(text in "\\PC{0,200}") {
        if let Some(css) = style_sheet(&from_address(&text)) {
            prop_assert!(!css.contains("url(") && !css.contains('<') && !css.contains('\\'), "{css}");
        }
    }
}

#[test]
fn nothing_said_changes_nothing() {
    let nothing = Appearance::default();
    assert_eq!(style_sheet(&nothing), None);
    for (scheme, designed) in [(Scheme::Light, LIGHT), (Scheme::Dark, DARK)] {
        assert_eq!(derive(&nothing, scheme), (designed, vec![]));
    }
    assert!(report(&nothing).contrasts.iter().all(|pair| pair.ratio >= pair.needed));
}

#[test]
fn the_designed_colours_are_those_of_the_style_sheet() {
    let tokens = include_str!("../../../../www/styles/tokens.css");
    let mut blocks = tokens.split(" {\n").filter(|block| block.contains("--cc-bg: "));
    for (name, palette) in [("light", LIGHT), ("dark", DARK), ("dark", DARK)] {
        let block = blocks.next().unwrap();
        let shown = |name: &str| block.split(&format!("--cc-{name}: ")).nth(1).unwrap().split(';').next().unwrap();
        for (token, colour) in [
            ("bg", palette.bg),
            ("surface", palette.surface),
            ("text", palette.text),
            ("text-2", palette.text_2),
            ("line", palette.line),
            ("control-line", palette.control_line),
            ("accent", palette.accent),
            ("accent-soft", palette.accent_soft),
            ("on-accent", palette.on_accent),
            ("danger", palette.danger),
            ("danger-soft", palette.danger_soft),
            ("done", palette.done),
        ] {
            assert_eq!(shown(token).parse(), Ok(colour), "{token} in the {name} scheme");
        }
    }
}

#[test]
fn a_bright_brand_colour_stays_on_the_button_and_is_darker_in_text() {
    let yellow = Colour([0xfe, 0xe5, 0x00]);
    let (palette, repairs) =
        derive(&Appearance { color_primary: both(yellow), ..Appearance::default() }, Scheme::Light);
    assert_eq!((palette.fill, palette.on_accent), (yellow, LIGHT.text));
    assert_ne!(palette.accent, yellow);
    assert_eq!(palette.fill_line, palette.accent);
    assert_eq!(repairs.len(), 1);
    assert_eq!(repairs[0].used, palette.accent);
    // What was not given is as designed.
    assert_eq!((palette.bg, palette.text, palette.danger), (LIGHT.bg, LIGHT.text, LIGHT.danger));
}

#[test]
fn a_background_decides_whether_the_window_is_dark() {
    let navy = Appearance { color_background: both(Colour([0x10, 0x18, 0x30])), ..Appearance::default() };
    for scheme in [Scheme::Light, Scheme::Dark] {
        let (palette, repairs) = derive(&navy, scheme);
        assert_eq!((palette.text, repairs), (DARK.text, vec![]));
    }
    let css = style_sheet(&navy).unwrap();
    assert!(css.contains("color-scheme:dark") && !css.contains("color-scheme:light"), "{css}");
    assert!(!css.contains("prefers-color-scheme"), "{css}");
}

#[test]
fn what_is_not_understood_is_left_out_alone() {
    let read = from_address(
        r##"{"colorPrimary":"red","colorText":"#222","radius":99,"css":"*{display:none}","spacing":1.2}"##,
    );
    assert_eq!(read.color_text, both(Colour([0x22; 3])));
    assert_eq!((read.color_primary, read.radius, read.spacing.map(|spacing| spacing.get())), (None, None, Some(1.2)));
    for nothing in ["", "null", "[]", "{", "{\"radius\":1e999}", "{\"colorText\":\"#111\",\"color_text\":\"#222\"}"] {
        assert_eq!(from_address(nothing), Appearance::default(), "{nothing}");
    }
    let twice = serde_json::to_string("{\"radius\":4}").unwrap();
    assert_eq!(from_address(&twice), from_address("{\"radius\":4}"));
    assert!(!from_address(&twice).is_default());
    assert!(from_address(&serde_json::to_string(&twice).unwrap()).is_default(), "not any deeper");
    let long = format!("{{\"radius\":4,\"x\":\"{}\"}}", "x".repeat(1_000));
    assert_eq!(from_address(&long), Appearance::default());
}
