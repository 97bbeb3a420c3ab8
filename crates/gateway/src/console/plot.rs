//! Plots, as SVG that the style sheet colours for light, dark and forced colours.
//!
//! Each is a picture of numbers that stand beside it in a table; who does not see it misses nothing. Libraries for
//! plots draw in colours of their own, which do not follow the page's.

use maud::{Markup, html};

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Accent,
    Done,
    Danger,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Accent => "fill",
            Self::Done => "fill done",
            Self::Danger => "fill danger",
        }
    }
}

/// A bar for a part of a whole, in a cell beside its number.
pub(super) fn bar(part: u64, whole: u64, tone: Tone) -> Markup {
    let width = if whole == 0 { 0.0 } else { 100.0 * count(part.min(whole)) / count(whole) };
    html! {
        svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.track width="100" height="8" {}
            rect class=(tone.class()) width={ (format!("{width:.2}")) } height="8" {}
        }
    }
}

/// One column for each value, the largest as high as the plot.
pub(super) fn columns(values: &[(String, u64)], name: &str) -> Markup {
    const HEIGHT: f64 = 100.0;
    const STEP: f64 = 10.0;
    let most = values.iter().map(|(_, value)| *value).max().unwrap_or_default().max(1);
    let placed = values.iter().enumerate().map(|(at, (title, value))| {
        // What is not nothing can be seen.
        let height = if *value == 0 { 0.0 } else { (HEIGHT * count(*value) / count(most)).max(2.0) };
        (STEP * count(at as u64) + 1.0, height, title)
    });
    html! {
        svg.columns viewBox=(format!("0 0 {} {HEIGHT}", STEP * count(values.len() as u64))) preserveAspectRatio="none"
            role="img" aria-label=(name) focusable="false" {
            @for (x, height, title) in placed {
                rect.slot x=(x) width=(STEP - 2.0) height=(HEIGHT) { title { (title) } }
                rect.fill x=(x) y=(format!("{:.2}", HEIGHT - height)) width=(STEP - 2.0)
                    height=(format!("{height:.2}")) { title { (title) } }
            }
        }
    }
}

/// Numbers of payments and won are far below what a float holds exactly.
#[expect(clippy::cast_precision_loss, reason = "a picture of a number")]
const fn count(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_part_and_never_longer_than_the_whole() {
        let width = |part, whole| bar(part, whole, Tone::Done).into_string();
        assert!(width(1, 4).contains(r#"class="fill done" width="25.00""#), "{}", width(1, 4));
        assert!(width(9, 4).contains(r#"width="100.00""#));
        assert!(width(0, 0).contains(r#"width="0.00""#));
    }
}
