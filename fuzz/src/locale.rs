//! Which language a window speaks: `?locale=`, then `Accept-Language`.

use carrier_checkout_protocol::Locale;

use crate::texts;

/// Laws of the choice: the first part is what the address asks for (nothing, when it is empty), the second the header.
pub fn locale(data: &[u8]) {
    let mut parts = texts(data);
    let (asked, header) = (parts.next().filter(|asked| !asked.is_empty()), parts.next().unwrap_or_default());
    let chosen = Locale::of_window(asked.as_deref(), Some(&header));
    let wished: Vec<&str> = asked.as_deref().into_iter().chain(simply_accepted(&header)).collect();
    assert_eq!(chosen, simply_chosen(&wished), "{asked:?} {header:?}");
    assert_eq!(Locale::from_wire(chosen.as_str()), Some(chosen));
    // What the address asks for, when it is spoken, has the first word whatever the browser says.
    let spoken =
        asked.as_deref().and_then(Locale::from_tag).filter(|_| !is_traditional(asked.as_deref().unwrap_or_default()));
    assert!(spoken.is_none_or(|spoken| spoken == chosen));
    // What is not wanted is as good as not said, and neither is what nobody speaks.
    let with_more = format!("{header},ja;q=0,x-nobody");
    assert_eq!(Locale::of_window(asked.as_deref(), Some(&with_more)), chosen, "{header:?}");
    assert_eq!(Locale::of_window(None, Some(&header)), Locale::from_accept_language(&header));
}

/// The tags by their weights: for each weight from the largest down, whatever has it.
fn simply_accepted(header: &str) -> Vec<&str> {
    let parts: Vec<(&str, u32)> =
        header.split(',').map(|part| (part.split(';').next().unwrap_or("").trim(), weight(part))).collect();
    let of = |wanted: u32| parts.iter().filter(move |(_, weight)| *weight == wanted).map(|(tag, _)| *tag);
    let mut weights: Vec<u32> = parts.iter().map(|(_, weight)| *weight).filter(|weight| *weight > 0).collect();
    weights.sort_unstable();
    weights.dedup();
    weights.into_iter().rev().flat_map(of).collect()
}

/// Thousandths; what is no weight counts as none at all.
fn weight(part: &str) -> u32 {
    let named = |parameter: &&str| parameter.split_once('=').is_some_and(|(name, _)| matches!(name.trim(), "q" | "Q"));
    let Some((_, value)) = part.split(';').skip(1).find(named).and_then(|parameter| parameter.split_once('=')) else {
        return 1_000;
    };
    let (whole, fraction) = value.trim().split_once('.').unwrap_or((value.trim(), ""));
    // As Rust reads a number: with a plus, and zeros before it.
    let whole = whole.strip_prefix('+').unwrap_or(whole);
    let one = match whole.trim_start_matches('0') {
        "" if !whole.is_empty() => 0,
        "1" => 1_000,
        _ => return 1_000,
    };
    if fraction.len() > 3 || !fraction.chars().all(|c| c.is_ascii_digit()) {
        return 1_000;
    }
    let places = fraction.chars().zip([100, 10, 1]).filter_map(|(c, place)| Some(c.to_digit(10)? * place));
    (one + places.sum::<u32>()).min(1_000)
}

/// The first tag whose language is spoken; simplified Chinese for who reads only traditional; else Korean.
fn simply_chosen(tags: &[&str]) -> Locale {
    let language = |tag: &str| match first_part(tag).as_str() {
        "ko" => Some(Locale::Ko),
        "en" => Some(Locale::En),
        "ja" => Some(Locale::Ja),
        "vi" => Some(Locale::Vi),
        "zh" if !is_traditional(tag) => Some(Locale::ZhHans),
        _ => None,
    };
    let last = || tags.iter().any(|tag| is_traditional(tag)).then_some(Locale::ZhHans);
    tags.iter().find_map(|tag| language(tag)).or_else(last).unwrap_or(Locale::Ko)
}

fn is_traditional(tag: &str) -> bool {
    let parts = parts(tag);
    let has = |name: &str| parts.iter().skip(1).any(|part| part == name);
    first_part(tag) == "zh" && !has("hans") && ["hant", "tw", "hk", "mo"].into_iter().any(has)
}

fn first_part(tag: &str) -> String {
    parts(tag).into_iter().next().unwrap_or_default()
}

fn parts(tag: &str) -> Vec<String> {
    tag.trim().split(['-', '_']).map(str::to_ascii_lowercase).collect()
}
