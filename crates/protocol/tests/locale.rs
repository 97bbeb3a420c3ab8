//! Which language is chosen.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use carrier_checkout_protocol::Locale;

/// `crates/protocol/tests/locale_cases.tsv`, which the loader's tests read as well.
fn cases() -> Vec<(Vec<&'static str>, Locale)> {
    let lines = include_str!("locale_cases.tsv").lines().filter(|line| !line.starts_with('#'));
    let parsed = lines.map(|line| {
        let (tags, locale) = line.split_once('\t').unwrap();
        (tags.split_whitespace().collect(), Locale::from_wire(locale).unwrap())
    });
    parsed.collect()
}

#[test]
fn the_first_language_that_is_spoken_is_chosen() {
    assert!(cases().len() > 30);
    for (tags, locale) in cases() {
        assert_eq!(Locale::preferred(tags.iter().copied()), locale, "{tags:?}");
        // As browsers send a list whose order is all that counts.
        assert_eq!(Locale::from_accept_language(&tags.join(", ")), locale, "{tags:?}");
    }
}

#[test]
fn weights_come_before_the_order() {
    for (header, locale) in [
        ("ko;q=0.5,ja", Locale::Ja),
        ("ko-KR,ko;q=0.9,en;q=0.8", Locale::Ko),
        ("en;q=0.8, vi ; q=0.85", Locale::Vi),
        ("en;q=0.8,ja;q=0.8", Locale::En),
        ("en;q=0,ja;q=0.1", Locale::Ja),
        ("ko;q=0", Locale::Ko),
        ("zh-TW,zh;q=0.9,en;q=0.8", Locale::ZhHans),
        ("zh-TW,en;q=0.8", Locale::En),
        ("vi;Q=1.000,en", Locale::Vi),
        ("en;level=1;q=0.3,ja;q=0.4", Locale::Ja),
        // No weights at all.
        ("en;q=high,ja", Locale::En),
        ("en;q=,ja", Locale::En),
        ("en;q=0.12345,ja", Locale::En),
    ] {
        assert_eq!(Locale::from_accept_language(header), locale, "{header}");
    }
}

#[test]
fn one_tag_alone_is_matched_as_closely_as_there_is() {
    assert_eq!(Locale::from_tag("zh-TW"), Some(Locale::ZhHans));
    assert_eq!(Locale::from_tag(" en-GB "), Some(Locale::En));
    assert_eq!(Locale::from_tag("fr"), None);
    assert_eq!(Locale::from_tag(""), None);
    for locale in Locale::ALL {
        assert_eq!(Locale::from_tag(locale.as_str()), Some(*locale));
    }
}
