//! The playground: controls with native inputs, the window itself, and the snippet to copy. `assets/playground.js` joins them.

use carrier_checkout_protocol::appearance::{Density, FontFamily, FontSize, Radius, Spacing};
use carrier_checkout_protocol::embed::Theme;
use carrier_checkout_protocol::{Locale, OrderId, SessionId};
use maud::{Markup, html};

use super::page_in;
use super::playground_texts::{Texts, texts};

/// The window's own colours, where nothing is changed: primary, background, text, danger.
const LIGHT: [&str; 4] = ["#1a5fd0", "#ffffff", "#191f28", "#c22a2f"];
const DARK: [&str; 4] = ["#7db0ff", "#16191d", "#f1f3f5", "#ff9a96"];
const COLOURS: [&str; 4] = ["colorPrimary", "colorBackground", "colorText", "colorDanger"];

/// The page.
pub(crate) fn playground(order: &OrderId, session: &SessionId, gateway: &str, locale: Locale) -> Markup {
    let words = texts(locale);
    let head = html! {
        link rel="stylesheet" href="/assets/playground.css";
        script src={ (gateway) "/checkout.js" } defer {}
        script src="/assets/playground.js" defer {}
    };
    page_in(
        words.language,
        words.title,
        head,
        html! {
            nav.ways aria-label=(words.back) {
                a href="/" { (words.goods) }
                a href=(words.other.0) lang=(if words.language == "ko" { "en" } else { "ko" }) { (words.other.1) }
            }
            h1 { (words.title) }
            p.lead { (words.lead) }
            noscript { p { (words.no_script) } }
            div.playground
                data-session=(session)
                data-gateway=(gateway)
                data-locale=(words.language)
                data-success=(format!("/orders/{order}")) {
                section.shown aria-labelledby="preview-title" {
                    h2 #preview-title { (words.preview) }
                    // Scrolls by itself, also by the keys: the controls stay beside it.
                    div #preview role="group" aria-labelledby="preview-title" tabindex="0" { div #window {} }
                }
                (controls(words))
                (report(words))
                (snippet(words))
            }
        },
    )
}

fn controls(words: &Texts) -> Markup {
    html! {
        form #controls.panel aria-label=(words.controls) autocomplete="off" {
            (select("example", words.example, words.examples.into_iter()))
            fieldset {
                legend { (words.colours) }
                (colours(words, "light", LIGHT))
                label.check { input type="checkbox" #own-dark; (words.own_dark) }
            }
            fieldset #dark-colours hidden {
                legend { (words.dark_colours) }
                (colours(words, "dark", DARK))
            }
            fieldset {
                legend { (words.form) }
                (range("radius", words.radius, Radius::BOUNDS, "1", "12", "px"))
                (range("fontSize", words.font_size, FontSize::BOUNDS, "1", "16", "px"))
                (range("spacing", words.spacing, Spacing::BOUNDS, "0.05", "1", "×"))
                (select("fontFamily", words.font_family, FontFamily::ALL.iter().map(|font| font.as_str()).zip(words.fonts)))
                (select("density", words.density, Density::ALL.iter().map(|it| it.as_str()).zip(words.densities)))
            }
            fieldset {
                legend { (words.view) }
                (select("theme", words.theme, Theme::ALL.iter().map(|theme| theme.as_str()).zip(words.themes)))
                (select("width", words.width, [("390", "390 px"), ("320", "320 px"), ("", words.full)].into_iter()))
            }
            button.plain type="reset" { (words.reset) }
        }
    }
}

fn colours(words: &Texts, scheme: &str, defaults: [&str; 4]) -> Markup {
    html! {
        @for ((name, label), default) in COLOURS.into_iter().zip(words.colour_names).zip(defaults) {
            @let id = format!("{name}-{scheme}");
            div.row {
                label for=(id) { (label) }
                output for=(id) { (default) }
                input type="color" id=(id) data-name=(name) data-scheme=(scheme) value=(default);
            }
        }
    }
}

fn range(name: &str, label: &str, bounds: (u16, u16), step: &str, default: &str, unit: &str) -> Markup {
    let [least, most] = [bounds.0, bounds.1].map(|bound| f64::from(bound) / 100.0);
    html! {
        div.row {
            label for=(name) { (label) }
            output for=(name) data-unit=(unit) { (default) " " (unit) }
            input type="range" id=(name) name=(name) min=(least) max=(most) step=(step) value=(default);
        }
    }
}

fn select(name: &str, label: &str, options: impl Iterator<Item = (&'static str, &'static str)>) -> Markup {
    html! {
        div.row {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, text) in options { option value=(value) { (text) } }
            }
        }
    }
}

fn report(words: &Texts) -> Markup {
    html! {
        section.panel #report
            aria-labelledby="report-title"
            data-fine=(words.fine)
            data-unknown=(words.unknown)
            data-themes=(words.themes[1..].join("|"))
            data-colours=(words.colour_names.join("|")) {
            h2 #report-title { (words.report) }
            p #verdict role="status" {}
            div #repairs hidden {
                h3 { (words.repaired) }
                ul {}
            }
        }
    }
}

fn snippet(words: &Texts) -> Markup {
    html! {
        section.panel aria-labelledby="snippet-title" {
            h2 #snippet-title { (words.snippet) }
            fieldset.kinds {
                legend.unseen { (words.snippet) }
                @for (kind, label) in ["script", "element", "mount", "session"].into_iter().zip(words.snippets) {
                    label { input type="radio" name="kind" value=(kind) checked[kind == "script"]; (label) }
                }
            }
            pre tabindex="0" { code #snippet {} }
            div.copy {
                button.button type="button" #copy { (words.copy) }
                p #copied role="status" data-done=(words.copied) data-marked=(words.marked) {}
            }
        }
    }
}
