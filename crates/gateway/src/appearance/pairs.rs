//! Which colours of the style sheet meet, and how far apart they have to be.

use carrier_checkout_protocol::appearance::Colour;

use super::palette::{EDGE, Palette, TEXT};

/// Something drawn on something.
pub(super) struct Pair {
    pub(super) front: (&'static str, Colour),
    pub(super) back: (&'static str, Colour),
    pub(super) needed: f64,
}

/// Every pair: text and buttons stand on each of the backgrounds, fields and signs only on the plain ones.
pub(super) fn pairs(palette: &Palette) -> Vec<Pair> {
    let plain = [("background", palette.bg), ("surface", palette.surface)];
    let tinted = [("chosen", palette.accent_soft), ("alert", palette.danger_soft)];
    let anywhere = [
        ("text", palette.text, TEXT),
        ("muted text", palette.text_2, TEXT),
        ("link, time and focus ring", palette.accent, TEXT),
        ("danger", palette.danger, TEXT),
        ("edge of the button", palette.fill_line, EDGE),
    ];
    let in_plain = [("edge of fields", palette.control_line, EDGE), ("sign of success", palette.done, EDGE)];
    let mut pairs = Vec::new();
    for back in plain.into_iter().chain(tinted) {
        pairs.extend(anywhere.map(|(name, colour, needed)| Pair { front: (name, colour), back, needed }));
    }
    for back in plain {
        pairs.extend(in_plain.map(|(name, colour, needed)| Pair { front: (name, colour), back, needed }));
    }
    let on_button =
        Pair { front: ("text of the button", palette.on_accent), back: ("button", palette.fill), needed: TEXT };
    pairs.push(on_button);
    pairs
}
