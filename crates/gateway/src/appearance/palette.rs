//! Every colour of the style sheet, made of the few that a merchant gives.
//!
//! The background comes first: it is made light or dark enough for text of any hue. Then each colour that is drawn is
//! moved away from it until it can be read, and the tinted backgrounds come as near to the plain one as that needs.
//! So each step has a solution whatever is given, and what needs no help stays as it is.

use carrier_checkout_protocol::appearance::{Appearance, AppearanceRepair, Colour, ColourName, Colours, Scheme};

use super::colour::{BLACK, WHITE, contrast, is_dark, mix, moved, moved_either_way};

/// What text needs (WCAG 2.2, 1.4.3).
pub(super) const TEXT: f64 = 4.5;

/// What edges of fields, the ring of the focus and signs need (1.4.11).
pub(super) const EDGE: f64 = 3.0;

/// What black or white needs on a background, so that colours between them and it still have 4.5.
const GROUND: f64 = 7.0;

/// The colours of one scheme, as tokens.css names them; `fill` is the button's, which tokens.css has as the accent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Palette {
    pub(super) bg: Colour,
    pub(super) surface: Colour,
    pub(super) text: Colour,
    pub(super) text_2: Colour,
    pub(super) line: Colour,
    pub(super) control_line: Colour,
    pub(super) accent: Colour,
    pub(super) accent_soft: Colour,
    pub(super) on_accent: Colour,
    pub(super) danger: Colour,
    pub(super) danger_soft: Colour,
    pub(super) done: Colour,
    pub(super) fill: Colour,
    pub(super) fill_line: Colour,
}

/// As tokens.css has it; a test compares them.
pub(super) const LIGHT: Palette = Palette {
    bg: WHITE,
    surface: Colour([0xf4, 0xf6, 0xf8]),
    text: Colour([0x19, 0x1f, 0x28]),
    text_2: Colour([0x4b, 0x55, 0x63]),
    line: Colour([0xd5, 0xda, 0xe1]),
    control_line: Colour([0x84, 0x8d, 0x99]),
    accent: Colour([0x1a, 0x5f, 0xd0]),
    accent_soft: Colour([0xe9, 0xf1, 0xff]),
    on_accent: WHITE,
    danger: Colour([0xc2, 0x2a, 0x2f]),
    danger_soft: Colour([0xfd, 0xee, 0xee]),
    done: Colour([0x13, 0x79, 0x5b]),
    fill: Colour([0x1a, 0x5f, 0xd0]),
    fill_line: Colour([0x1a, 0x5f, 0xd0]),
};

/// The same for the dark one.
pub(super) const DARK: Palette = Palette {
    bg: Colour([0x16, 0x19, 0x1d]),
    surface: Colour([0x22, 0x26, 0x2c]),
    text: Colour([0xf1, 0xf3, 0xf5]),
    text_2: Colour([0xb4, 0xbc, 0xc6]),
    line: Colour([0x34, 0x3a, 0x42]),
    control_line: Colour([0x7f, 0x89, 0x95]),
    accent: Colour([0x7d, 0xb0, 0xff]),
    accent_soft: Colour([0x1d, 0x2f, 0x4d]),
    on_accent: Colour([0x0b, 0x1a, 0x33]),
    danger: Colour([0xff, 0x9a, 0x96]),
    danger_soft: Colour([0x3a, 0x20, 0x23]),
    done: Colour([0x5f, 0xd3, 0xae]),
    fill: Colour([0x7d, 0xb0, 0xff]),
    fill_line: Colour([0x7d, 0xb0, 0xff]),
};

/// The colours of a scheme, and those given ones that had to be changed.
pub(super) fn derive(appearance: &Appearance, scheme: Scheme) -> (Palette, Vec<AppearanceRepair>) {
    let given = |colours: Option<Colours>| {
        colours.and_then(|colours| match scheme {
            Scheme::Light => colours.light,
            Scheme::Dark => colours.dark,
        })
    };
    let primary = given(appearance.color_primary);
    let background = given(appearance.color_background);
    let text = given(appearance.color_text);
    let danger = given(appearance.color_danger);

    let palette = Wishes { primary, background, text, danger }.granted(scheme);
    let pairs = [
        (ColourName::ColorPrimary, primary, palette.accent),
        (ColourName::ColorBackground, background, palette.bg),
        (ColourName::ColorText, text, palette.text),
        (ColourName::ColorDanger, danger, palette.danger),
    ];
    let repairs = pairs.into_iter().filter_map(|(name, given, used)| {
        given.filter(|given| *given != used).map(|given| AppearanceRepair { scheme, name, given, used })
    });
    (palette, repairs.collect())
}

/// What a merchant gives for one scheme.
struct Wishes {
    primary: Option<Colour>,
    background: Option<Colour>,
    text: Option<Colour>,
    danger: Option<Colour>,
}

impl Wishes {
    fn granted(&self, scheme: Scheme) -> Palette {
        let bg = self.background.map(|wish| moved_either_way(wish, can_be_written_on));
        let base = match (bg.map(is_dark), scheme) {
            (Some(true), _) | (None, Scheme::Dark) => DARK,
            (Some(false), _) | (None, Scheme::Light) => LIGHT,
        };
        let bg = bg.unwrap_or(base.bg);
        let lighter = is_dark(bg);
        let text = moved(self.text.unwrap_or(base.text), lighter, |text| contrast(text, bg) >= TEXT);
        // What is made of both is as designed where both are.
        let plain = bg == base.bg && text == base.text;
        let made = |designed: Colour, share: f32| if plain { designed } else { mix(bg, text, share) };

        let surface = faded(made(base.surface, 0.05), bg, |surface| contrast(text, surface) >= TEXT);
        let ink = |wish: Colour, needed: f64| {
            moved(wish, lighter, |ink| contrast(ink, bg) >= needed && contrast(ink, surface) >= needed)
        };
        let between = |designed: Colour, share: f32, needed: f64| {
            faded(made(designed, share), text, |ink| contrast(ink, bg) >= needed && contrast(ink, surface) >= needed)
        };
        let accent = ink(self.primary.unwrap_or(base.accent), TEXT);
        let danger = ink(self.danger.unwrap_or(base.danger), TEXT);
        let text_2 = between(base.text_2, 0.72, TEXT);
        let control_line = between(base.control_line, 0.5, EDGE);
        let done = ink(base.done, EDGE);
        let soft = |designed: Colour, of: Colour, is_designed: bool| {
            let share = if lighter { 0.2 } else { 0.1 };
            faded(if plain && is_designed { designed } else { mix(bg, of, share) }, bg, |soft| {
                [text, text_2, accent, danger].iter().all(|ink| contrast(*ink, soft) >= TEXT)
            })
        };
        let fill = self.primary.unwrap_or(accent);
        let accent_soft = soft(base.accent_soft, accent, accent == base.accent);
        let danger_soft = soft(base.danger_soft, danger, danger == base.danger);
        let stands_out = [bg, surface, accent_soft, danger_soft].iter().all(|ground| contrast(fill, *ground) >= EDGE);
        let designed = Some(base.on_accent).filter(|_| fill == base.fill);
        let on_accent = designed.into_iter().chain([WHITE, LIGHT.text]).find(|text| contrast(*text, fill) >= TEXT);
        Palette {
            bg,
            surface,
            text,
            text_2,
            line: made(base.line, 0.16),
            control_line,
            accent,
            accent_soft,
            on_accent: on_accent.unwrap_or(BLACK),
            danger,
            danger_soft,
            done,
            fill,
            fill_line: if stands_out { fill } else { accent },
        }
    }
}

fn can_be_written_on(ground: Colour) -> bool {
    contrast(ground, BLACK).max(contrast(ground, WHITE)) >= GROUND
}

/// The colour, brought as near to the other one as is good enough; that one itself always is.
fn faded(colour: Colour, towards: Colour, is_good: impl Fn(Colour) -> bool) -> Colour {
    (0_u8..20).map(|step| mix(colour, towards, f32::from(step) / 20.0)).find(|step| is_good(*step)).unwrap_or(towards)
}
