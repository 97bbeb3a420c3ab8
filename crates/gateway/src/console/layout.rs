//! What is around every page.

use maud::{DOCTYPE, Markup, html};

use super::failed::Failed;
use super::guard::Visitor;
use super::language::Language;
use super::style;

/// Which page of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Overview,
    Payments,
    Funnel,
    Deliveries,
}

impl Place {
    const ALL: [Self; 4] = [Self::Overview, Self::Payments, Self::Funnel, Self::Deliveries];

    pub(super) const fn path(self) -> &'static str {
        match self {
            Self::Overview => "/console",
            Self::Payments => "/console/payments",
            Self::Funnel => "/console/funnel",
            Self::Deliveries => "/console/deliveries",
        }
    }

    const fn name(self, language: Language) -> &'static str {
        let texts = language.texts();
        match self {
            Self::Overview => texts.overview.title,
            Self::Payments => texts.payments.title,
            Self::Funnel => texts.funnel.title,
            Self::Deliveries => texts.deliveries.title,
        }
    }
}

/// A page for whoever has logged in.
pub(super) fn inside(visitor: &Visitor, place: Place, title: &str, main: &Markup) -> Markup {
    let texts = &visitor.language.texts().frame;
    let body = html! {
        a.skip href="#main" { (texts.skip) }
        header.top {
            div.who {
                a.brand href="/console" { (visitor.merchant.seller.name) }
                @if visitor.test { span.mode.test { (texts.test) } } @else { span.mode.live { (texts.live) } }
            }
            div.tools {
                (other_language(visitor.language, &visitor.path))
                form method="post" action="/console/logout" {
                    (token(visitor))
                    button.plain type="submit" { (texts.log_out) }
                }
            }
            nav aria-label=(texts.pages) {
                @for other in Place::ALL {
                    a href=(other.path()) aria-current=[(other == place).then_some("page")] {
                        (other.name(visitor.language))
                    }
                }
            }
        }
        main id="main" tabindex="-1" { (main) }
        footer {
            p { (texts.korean_time) }
            @if visitor.test { p { (texts.test_note) } }
        }
    };
    document(visitor.language, title, &body)
}

/// A page for anybody.
pub(super) fn outside(language: Language, title: &str, path: &str, main: &Markup) -> Markup {
    let body = html! {
        header.top.outside {
            div.who { span.brand { (language.texts().frame.console) } }
            div.tools { (other_language(language, path)) }
        }
        main id="main" tabindex="-1" { (main) }
    };
    document(language, title, &body)
}

/// Says why there is no page.
pub(super) fn failure(language: Language, failed: &Failed) -> Markup {
    let texts = &language.texts().failed;
    let (title, text) = match failed {
        Failed::NotOurs => texts.not_ours,
        Failed::NotFound | Failed::LoggedOut => texts.not_found,
        Failed::Conflict(why) => (texts.conflict, why.as_str()),
        Failed::Broken => texts.broken,
    };
    let main = html! {
        section.card.failure {
            h1 { (title) }
            p { (text) }
            p { a href="/console" { (texts.back) } }
        }
    };
    outside(language, title, "/console", &main)
}

/// Goes into every form of whoever has logged in.
pub(super) fn token(visitor: &Visitor) -> Markup {
    html! { input type="hidden" name="token" value=(visitor.token); }
}

fn other_language(language: Language, path: &str) -> Markup {
    let other = language.other().locale();
    html! {
        form method="post" action="/console/language" {
            input type="hidden" name="back" value=(path);
            input type="hidden" name="language" value=(other);
            button.plain type="submit" lang=(other) { (language.texts().frame.other_language) }
        }
    }
}

fn document(language: Language, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.locale()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (language.texts().frame.console) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href=(style::ADDRESS.as_str());
            }
            body { (body) }
        }
    }
}
