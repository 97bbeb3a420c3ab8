//! Contrast as WCAG 2 measures it, and what helps where there is too little.

use carrier_checkout_protocol::appearance::Colour;
use color::{OpaqueColor, Srgb};

pub(super) const BLACK: Colour = Colour([0; 3]);
pub(super) const WHITE: Colour = Colour([255; 3]);

/// From 1, the same, to 21, black on white.
pub(super) fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Whether white can be read on it better than black.
pub(super) fn is_dark(colour: Colour) -> bool {
    contrast(colour, WHITE) > contrast(colour, BLACK)
}

/// So much of the other one, from 0 to 1.
pub(super) fn mix(one: Colour, other: Colour, share: f32) -> Colour {
    rounded(exact(one).lerp_rect(exact(other), share))
}

/// The colour of that hue, as little lighter or darker than it is, which is good enough. Where none is, black or white.
pub(super) fn moved(colour: Colour, lighter: bool, is_good: impl Fn(Colour) -> bool) -> Colour {
    steps(colour, lighter).find(|step| is_good(*step)).unwrap_or(if lighter { WHITE } else { BLACK })
}

/// The colour which is good enough in whichever direction it is nearer.
pub(super) fn moved_either_way(colour: Colour, is_good: impl Fn(Colour) -> bool) -> Colour {
    let both = steps(colour, false).zip(steps(colour, true));
    both.flat_map(|(darker, lighter)| [darker, lighter]).find(|step| is_good(*step)).unwrap_or(if is_dark(colour) {
        BLACK
    } else {
        WHITE
    })
}

/// The colour itself, then in a hundred steps of the same lightness for the eye (Oklab) up to white or down to black.
fn steps(colour: Colour, lighter: bool) -> impl Iterator<Item = Colour> {
    const STEP: f32 = 0.01;
    let (from, step) = (exact(colour), if lighter { STEP } else { -STEP });
    let next = (1_u8..=100).map(move |count| {
        rounded(from.map_lightness(|lightness| (lightness + step * f32::from(count)).clamp(0.0, 1.0)))
    });
    std::iter::once(colour).chain(next)
}

fn luminance(colour: Colour) -> f64 {
    f64::from(exact(colour).relative_luminance())
}

fn exact(colour: Colour) -> OpaqueColor<Srgb> {
    let [red, green, blue] = colour.0;
    OpaqueColor::from_rgb8(red, green, blue)
}

/// As a browser will have it: what is outside of sRGB is cut off.
fn rounded(colour: OpaqueColor<Srgb>) -> Colour {
    let [red, green, blue, _] = colour.to_rgba8().to_u8_array();
    Colour([red, green, blue])
}
