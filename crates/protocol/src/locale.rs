//! The languages that the window speaks.

use core::cmp::Reverse;

crate::wire_enum! {
    /// A language with complete texts, by its BCP 47 tag.
    pub enum Locale {
        /// Korean, the first language of the product.
        Ko = "ko",
        /// English.
        En = "en",
        /// Japanese.
        Ja = "ja",
        /// Chinese in simplified characters.
        ZhHans = "zh-Hans",
        /// Vietnamese.
        Vi = "vi",
    }
}

/// What comes of one tag.
enum Match {
    Spoken(Locale),
    /// Chinese in traditional characters, which is not spoken: its readers may prefer another language of their list.
    Traditional,
    Unknown,
}

impl Locale {
    /// The first language of these BCP 47 tags that is spoken here, the preferred tag first.
    ///
    /// `zh`, `zh-CN` and whatever names the script `Hans` mean simplified Chinese. Traditional Chinese
    /// (`zh-TW`, `zh-HK`, `zh-Hant`) is not spoken: whatever else is on the list comes before it, and only when
    /// nothing is, simplified Chinese is the closest. Without any: Korean, as the lines are Korean. The loader
    /// does the same (`localeOf`); `crates/protocol/tests/locale_cases.tsv` is read by the tests of both.
    #[must_use]
    pub fn preferred<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        let mut last = Self::Ko;
        for tag in tags {
            match matched(tag) {
                Match::Spoken(locale) => return locale,
                Match::Traditional => last = Self::ZhHans,
                Match::Unknown => {}
            }
        }
        last
    }

    /// The language of one BCP 47 tag such as `en-GB`, if it is spoken here.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match matched(tag) {
            Match::Spoken(locale) => Some(locale),
            Match::Traditional => Some(Self::ZhHans),
            Match::Unknown => None,
        }
    }

    /// The language of a window: the one that its address asks for, else what the browser prefers.
    #[must_use]
    pub fn of_window(asked: Option<&str>, accept_language: Option<&str>) -> Self {
        Self::preferred(asked.into_iter().chain(accepted(accept_language.unwrap_or_default())))
    }

    /// The best language for an `Accept-Language` header.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        Self::of_window(None, Some(header))
    }
}

/// The tags of an `Accept-Language` header, the preferred one first, without those that are not wanted (`q=0`).
fn accepted(header: &str) -> impl Iterator<Item = &str> {
    let mut tags: Vec<(&str, u16)> = header.split(',').map(weighed).filter(|(_, weight)| *weight > 0).collect();
    // Stable: of equal weights the first one stays the first.
    tags.sort_by_key(|(_, weight)| Reverse(*weight));
    tags.into_iter().map(|(tag, _)| tag)
}

/// A tag and its weight in thousandths. What is no weight counts as none.
fn weighed(part: &str) -> (&str, u16) {
    let mut parts = part.split(';').map(str::trim);
    let tag = parts.next().unwrap_or_default();
    let weight = parts.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| thousandths(value.trim()))
    });
    (tag, weight.flatten().unwrap_or(1_000))
}

/// `0.85` as 850.
fn thousandths(value: &str) -> Option<u16> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let whole: u16 = whole.parse().ok().filter(|whole| *whole <= 1)?;
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction: u16 = format!("{fraction:0<3}").parse().ok()?;
    Some((whole * 1_000 + fraction).min(1_000))
}

fn matched(tag: &str) -> Match {
    let tag = tag.trim().replace('_', "-").to_ascii_lowercase();
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let has = |wanted: &[&str]| parts.clone().any(|part| wanted.contains(&part));
    if primary == "zh" && !has(&["hans"]) && has(&["hant", "tw", "hk", "mo"]) {
        return Match::Traditional;
    }
    let spoken = Locale::ALL.iter().find(|locale| locale.as_str().split('-').next() == Some(primary));
    spoken.map_or(Match::Unknown, |locale| Match::Spoken(*locale))
}
