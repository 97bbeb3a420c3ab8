//! Which colours of the style sheet meet, and how far apart they have to be.

use carrier_checkout_protocol::appearance::Colour;

use super::palette::{EDGE, Palette, TEXT};

/// Something drawn on something.
pub(super) struct Pair {
    pub(super) front: (&'static str, Colour),
    pub(super) back: (&'static str, Colour),
    pub(super) needed: f64,
}

/// Every pair: text and signs stand on each of the backgrounds.
pub(super) fn pairs(palette: &Palette) -> Vec<Pair> {
    let grounds = [
        ("background", palette.bg),
        ("surface", palette.surface),
        ("chosen", palette.accent_soft),
        ("alert", palette.danger_soft),
    ];
    let drawn = [
        ("text", palette.text, TEXT),
        ("muted text", palette.text_2, TEXT),
        ("link, time and focus ring", palette.accent, TEXT),
        ("danger", palette.danger, TEXT),
        ("edge of fields", palette.control_line, EDGE),
        ("edge of the button", palette.fill_line, EDGE),
        ("sign of success", palette.done, EDGE),
    ];
    let on_grounds = grounds.iter().flat_map(|back| {
        drawn.iter().map(|(name, colour, needed)| Pair { front: (name, *colour), back: *back, needed: *needed })
    });
    let on_button =
        Pair { front: ("text of the button", palette.on_accent), back: ("button", palette.fill), needed: TEXT };
    on_grounds.chain([on_button]).collect()
}
