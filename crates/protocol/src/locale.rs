//! The languages that the window speaks.

crate::wire_enum! {
    /// A language with complete texts.
    pub enum Locale {
        /// Korean, the first language of the product.
        Ko = "ko",
        /// English.
        En = "en",
    }
}

impl Locale {
    /// The best language for a BCP 47 tag such as `en-GB`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL.iter().copied().find(|locale| locale.as_str().eq_ignore_ascii_case(primary))
    }

    /// The first language of an `Accept-Language` header that is spoken here;
    /// Korean when there is none, as the lines are Korean.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Self {
        header.split(',').filter_map(|part| part.split(';').next()).find_map(Self::from_tag).unwrap_or(Self::Ko)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_wins() {
        assert_eq!(Locale::from_accept_language("fr-FR,en-US;q=0.8,ko;q=0.5"), Locale::En);
        assert_eq!(Locale::from_accept_language("ko-KR,ko;q=0.9,en;q=0.8"), Locale::Ko);
        assert_eq!(Locale::from_accept_language("zz, *"), Locale::Ko);
        assert_eq!(Locale::from_accept_language(""), Locale::Ko);
    }
}
