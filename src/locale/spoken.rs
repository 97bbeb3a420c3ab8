//! Which languages are compiled in.

use carrier_checkout_protocol::Locale;

use super::Texts;

/// The texts of a language. Servers have every one: a language without texts does not compile.
#[cfg(feature = "ssr")]
#[must_use]
pub const fn texts(locale: Locale) -> &'static Texts {
    match locale {
        Locale::Ko => &super::ko::TEXTS,
        Locale::En => &super::en::TEXTS,
        Locale::Ja => &super::ja::TEXTS,
        Locale::ZhHans => &super::zh_hans::TEXTS,
        Locale::Vi => &super::vi::TEXTS,
    }
}

/// The languages that are compiled in; without any, nothing compiles.
#[cfg(not(feature = "ssr"))]
const SPOKEN: &[&Texts] = &[
    #[cfg(feature = "ko")]
    &super::ko::TEXTS,
    #[cfg(feature = "en")]
    &super::en::TEXTS,
    #[cfg(feature = "ja")]
    &super::ja::TEXTS,
    #[cfg(feature = "zh-Hans")]
    &super::zh_hans::TEXTS,
    #[cfg(feature = "vi")]
    &super::vi::TEXTS,
];
#[cfg(not(feature = "ssr"))]
const FIRST: &Texts = SPOKEN[0];

/// The texts of a language; of the first one when that is not compiled in.
#[cfg(not(feature = "ssr"))]
#[must_use]
pub fn texts(locale: Locale) -> &'static Texts {
    SPOKEN.iter().copied().find(|texts| texts.locale == locale).unwrap_or(FIRST)
}
