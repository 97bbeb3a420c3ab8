//! How a merchant wants the window to look, as far as everything in it can still be read.
//!
//! [`read`] takes what stands in the frame's address, [`palette`] makes every colour of the style sheet of the few that
//! a merchant gives, [`pairs`] says which of them meet, and [`style`] writes them down. No text of the merchant's gets
//! into the style sheet: only colours, numbers within bounds, and names of a closed list.

mod colour;
mod pairs;
mod palette;
mod read;
mod style;
#[cfg(test)]
mod tests;

pub use read::from_address;
pub use style::style_sheet;

use carrier_checkout_protocol::appearance::{Appearance, AppearanceRepair, AppearanceReport, Contrast, Scheme};

use colour::contrast;
use pairs::pairs;
use palette::{Palette, derive};

/// The colours of each scheme, and those given ones that had to be changed.
struct Schemes {
    light: Palette,
    dark: Palette,
    repairs: Vec<AppearanceRepair>,
}

impl Schemes {
    fn of(appearance: &Appearance) -> Self {
        let (light, mut repairs) = derive(appearance, Scheme::Light);
        let (dark, more) = derive(appearance, Scheme::Dark);
        repairs.extend(more);
        Self { light, dark, repairs }
    }
}

/// Which of the given colours are shown lighter or darker than they were given.
#[must_use]
pub fn repairs(appearance: &Appearance) -> Vec<AppearanceRepair> {
    // Most sessions say nothing, and are shown often.
    if appearance.is_default() { Vec::new() } else { Schemes::of(appearance).repairs }
}

/// How well everything can be read.
#[must_use]
pub fn report(appearance: &Appearance) -> AppearanceReport {
    let Schemes { light, dark, repairs } = Schemes::of(appearance);
    let contrasts = [(Scheme::Light, light), (Scheme::Dark, dark)]
        .into_iter()
        .flat_map(|(scheme, palette)| pairs(&palette).into_iter().map(move |pair| (scheme, pair)))
        .map(|(scheme, pair)| Contrast {
            scheme,
            front: pair.front.0.to_owned(),
            back: pair.back.0.to_owned(),
            // Down: 4.499 is not 4.5.
            ratio: (contrast(pair.front.1, pair.back.1) * 100.0).floor() / 100.0,
            needed: pair.needed,
        })
        .collect();
    AppearanceReport { repairs, contrasts }
}
