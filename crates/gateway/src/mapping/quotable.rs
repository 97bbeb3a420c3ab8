//! What of an answer may be shown as its code.

/// The code if it looks like one, with so many digits at most; else nothing.
/// Who puts a phone number or a sentence in its place must not get it into a
/// log or onto a screen.
pub(crate) fn quotable(code: &str, most_digits: usize) -> &str {
    let plain = code.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b));
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    if plain && code.len() <= 80 && digits <= most_digits { code } else { "" }
}
