//! How the window looks: what a merchant may say, and what came of it.
//!
//! There is no CSS in it: each value is of a closed kind, so that nothing which has to be seen can be hidden.
//! The same names are written `color_primary` in the merchant API and `colorPrimary` on the page; both are read
//! everywhere.

mod colour;
mod measure;
mod read;
mod report;

pub use colour::{Colour, Colours, NotAColour};
pub use measure::{FontSize, Radius, Spacing};
pub use report::{AppearanceRepair, AppearanceReport, ColourName, Contrast, Scheme};

use serde::Serialize;

/// How the window is to look. What is left out stays as it is by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Appearance {
    /// The button that pays, links, the choice made, the ring around what has the focus.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub color_primary: Option<Colours>,
    /// Behind everything. A middling one, on which nothing can be read well, becomes lighter or darker.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub color_background: Option<Colours>,
    /// The text; what is less important has a paler shade of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub color_text: Option<Colours>,
    /// What went wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub color_danger: Option<Colours>,
    /// Of corners, in CSS pixels: 0 to 24; 12 when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub radius: Option<Radius>,
    /// One of the fonts that devices have.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub font_family: Option<FontFamily>,
    /// Of the text, in CSS pixels: 14 to 20; 16 when left out. Everything else keeps its proportion to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub font_size: Option<FontSize>,
    /// Times the room between things: 0.8 to 1.4; 1 when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub spacing: Option<Spacing>,
    /// How high fields and buttons are.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub density: Option<Density>,
}

impl Appearance {
    /// Whether nothing was said.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

crate::wire_enum! {
    /// Fonts that devices have; nothing is downloaded.
    pub enum FontFamily {
        /// The device's own, as when left out.
        System = "system",
        /// The browser's font without serifs.
        SansSerif = "sans-serif",
        /// A font with serifs (명조).
        Serif = "serif",
        /// A rounded one, where the device has it.
        Rounded = "rounded",
        /// Every letter as wide as the others; Korean ones twice as wide.
        Monospace = "monospace",
        /// 나눔고딕, where it is installed.
        NanumGothic = "nanum-gothic",
        /// Noto Sans KR (본고딕), where it is installed.
        NotoSans = "noto-sans",
        /// 맑은 고딕, on Windows.
        MalgunGothic = "malgun-gothic",
    }
}

crate::wire_enum! {
    /// How high fields and buttons are.
    pub enum Density {
        /// As when left out: 48 to 60 pixels.
        Comfortable = "comfortable",
        /// 44 pixels, which a thumb needs, and less room between things.
        Compact = "compact",
    }
}
