//! Writes an appearance as a style sheet that comes after the window's own.

use std::fmt::Write as _;

use carrier_checkout_protocol::appearance::{Appearance, Density, FontFamily, FontSize, Radius, Spacing};

use super::Schemes;
use super::colour::{contrast, is_dark, mix};
use super::palette::{Palette, TEXT};

/// The style sheet; none when nothing was said.
#[must_use]
pub fn style_sheet(appearance: &Appearance) -> Option<String> {
    let mut css = String::new();
    write_sizes(&mut css, appearance);
    let Appearance { color_primary, color_background, color_text, color_danger, .. } = appearance;
    if [color_primary, color_background, color_text, color_danger].iter().any(|colours| colours.is_some()) {
        write_colours(&mut css, appearance);
    }
    (!css.is_empty()).then_some(css)
}

/// For screens only: paper stays black on white. Each selector weighs what those of tokens.css do, and comes later.
fn write_colours(css: &mut String, appearance: &Appearance) {
    let Schemes { light, dark, .. } = Schemes::of(appearance);
    css.push_str("@media screen{:root:root{");
    write_palette(css, &light);
    css.push('}');
    if light != dark {
        css.push_str(":root[data-theme=dark]{");
        write_palette(css, &dark);
        css.push('}');
    }
    css.push_str(
        "button.primary{background:var(--cc-fill);border-color:var(--cc-fill-line)}\
         input::placeholder{opacity:var(--cc-faint)}}",
    );
    if light != dark {
        css.push_str("@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){");
        write_palette(css, &dark);
        css.push_str("}}");
    }
}

fn write_palette(css: &mut String, palette: &Palette) {
    let colours = [
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
        ("fill", palette.fill),
        ("fill-line", palette.fill_line),
    ];
    for (name, colour) in colours {
        let _ = write!(css, "--cc-{name}:{colour};");
    }
    let scheme = if is_dark(palette.bg) { "dark" } else { "light" };
    let _ = write!(css, "--cc-faint:{};color-scheme:{scheme}", faintest(palette));
}

/// How faint a placeholder may be to be read in a field.
pub(super) fn faintest(palette: &Palette) -> f32 {
    let can_be_read = |opacity: &f32| contrast(mix(palette.bg, palette.text_2, *opacity), palette.bg) >= TEXT;
    [0.72, 0.8, 0.9].into_iter().find(can_be_read).unwrap_or(1.0)
}

fn write_sizes(css: &mut String, appearance: &Appearance) {
    let Appearance { radius, font_family, font_size, spacing, density, .. } = appearance;
    if let Some(radius) = radius.map(Radius::get) {
        let _ = write!(css, ":root{{--cc-radius:{radius}px}}");
    }
    if let Some(stack) = font_family.and_then(stack) {
        // In whichever language the window is.
        let _ = write!(css, ":root:root{{--cc-font:{stack}}}");
    }
    let compact = *density == Some(Density::Compact);
    if compact || spacing.is_some() {
        let space = 4.0 * spacing.map_or(1.0, Spacing::get) * if compact { 0.8 } else { 1.0 };
        let _ = write!(css, ":root{{--cc-space:{space:.2}px}}");
    }
    if let Some(size) = font_size.map(FontSize::get) {
        let _ = write!(css, "html{{font-size:{size}px}}");
        if size < 16.0 {
            css.push_str(NO_ZOOM);
        }
    }
    if compact {
        css.push_str(LOW);
    }
    if compact || spacing.is_some() || font_size.is_some() {
        css.push_str(TARGETS);
    }
    if font_family.is_some() || spacing.is_some() || font_size.is_some() {
        css.push_str(NARROW);
    }
}

/// Only what devices have. Every one ends with the fonts that have Korean letters.
const fn stack(family: FontFamily) -> Option<&'static str> {
    Some(match family {
        FontFamily::System => return None,
        FontFamily::SansSerif => "sans-serif,var(--cc-korean)",
        FontFamily::Serif => {
            "ui-serif,\"Noto Serif KR\",\"Noto Serif CJK KR\",AppleMyungjo,\"Nanum Myeongjo\",Batang,serif"
        }
        FontFamily::Rounded => {
            "ui-rounded,\"SF Pro Rounded\",\"Hiragino Maru Gothic ProN\",NanumSquareRound,var(--cc-korean)"
        }
        FontFamily::Monospace => "ui-monospace,\"D2Coding\",\"Nanum Gothic Coding\",monospace,var(--cc-korean)",
        FontFamily::NanumGothic => "NanumGothic,\"Nanum Gothic\",var(--cc-korean)",
        FontFamily::NotoSans => "\"Noto Sans KR\",\"Noto Sans CJK KR\",var(--cc-korean)",
        FontFamily::MalgunGothic => "\"Malgun Gothic\",var(--cc-korean)",
    })
}

/// Under 16 px iOS zooms the page in when a field has the focus.
const NO_ZOOM: &str = "input[type=text]:not(#code),input[type=tel],input[type=email],#language select{font-size:16px}";

/// As low as a thumb allows.
const LOW: &str = "button,button.primary,.choice span,input[type=text],input[type=tel],input[type=email],#code,\
    .tick.all,.tick.content{min-block-size:44px}.waiting{min-block-size:180px}";

/// What the style sheet has in pixels because room and letters have theirs there: targets stay 44 px high, and
/// the box of a consent stays level with its first line.
const TARGETS: &str = ":root{--cc-tick:max(2.75*var(--cc-space),22px - .703rem)}\
    .field .tick label[for]{padding-block:var(--cc-tick)}\
    .consents li .tick input{margin-block-start:calc(var(--cc-tick) + .703rem - 11px)}\
    .consents li .required{padding-block:calc(var(--cc-tick) + .094rem)}\
    .consents summary{block-size:max(44px,2*var(--cc-tick) + 1.406rem)}\
    .fact a,.receipt>p a{padding-block:max(3*var(--cc-space),22px - .703rem)}\
    .fact a{margin-block:min(-3*var(--cc-space),.703rem - 22px)}\
    .tick.all,.tick.content{padding-block:var(--cc-space)}\
    #language select{padding-inline-start:calc(2*var(--cc-space) + 22px)}";

/// On a narrow phone six wide digits of a date of birth need what room there is.
const NARROW: &str = "@media(max-width:379px){.birth{gap:var(--cc-space)}\
    .birth input{padding-inline:calc(1.5*var(--cc-space))}.dots{letter-spacing:0}}";
