//! In which language, and what is said around the window.

use carrier_checkout_protocol::Locale;

use crate::{
    locale::{Texts, texts},
    reasons::PageTexts,
};

/// The language that is asked for, else the browser's, as far as it is compiled in.
pub(super) fn spoken(wished: Option<Locale>) -> Locale {
    texts(wished.unwrap_or_else(browsers)).locale
}

/// The words of the page around the window.
pub(super) fn words(locale: Locale) -> &'static PageTexts {
    let texts: &'static Texts = texts(locale);
    &texts.page
}

fn browsers() -> Locale {
    let tags = web_sys::window().map(|window| window.navigator().languages()).unwrap_or_default();
    let tags: Vec<String> = tags.iter().filter_map(|tag| tag.as_string()).collect();
    Locale::preferred(tags.iter().map(String::as_str))
}
