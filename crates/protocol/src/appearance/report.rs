//! What came of an appearance: how well everything can be read, and what had to be changed for it.

use serde::{Deserialize, Serialize};

use super::Colour;

crate::wire_enum! {
    /// Whether the window is light or dark.
    pub enum Scheme {
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
}

crate::wire_enum! {
    /// The colours that a merchant may give.
    pub enum ColourName {
        /// [`Appearance::color_primary`](super::Appearance::color_primary).
        ColorPrimary = "color_primary",
        /// [`Appearance::color_background`](super::Appearance::color_background).
        ColorBackground = "color_background",
        /// [`Appearance::color_text`](super::Appearance::color_text).
        ColorText = "color_text",
        /// [`Appearance::color_danger`](super::Appearance::color_danger).
        ColorDanger = "color_danger",
    }
}

/// A colour that could not be read as it was given, and is lighter or darker in the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppearanceRepair {
    /// Where.
    pub scheme: Scheme,
    /// Which.
    pub name: ColourName,
    /// As it was given.
    pub given: Colour,
    /// As it is shown: `color_primary` in text and lines, while the button keeps the one that was given.
    pub used: Colour,
}

/// How well two colours can be told apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Contrast {
    /// Where.
    pub scheme: Scheme,
    /// What is drawn.
    pub front: String,
    /// What it is drawn on.
    pub back: String,
    /// The contrast as WCAG 2 has it, from 1 to 21, rounded down to hundredths.
    pub ratio: f64,
    /// What it has to be: 4.5 for text, 3 for the edges of fields and the ring of the focus.
    pub needed: f64,
}

/// `GET /v1/appearance`: what becomes of an appearance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AppearanceReport {
    /// What had to be changed.
    pub repairs: Vec<AppearanceRepair>,
    /// Every pair of colours that the window uses, after that.
    pub contrasts: Vec<Contrast>,
}
