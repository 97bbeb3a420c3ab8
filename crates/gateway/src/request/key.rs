//! The `Idempotency-Key` of a request.

use http::HeaderMap;

/// The key. The draft has it as a string of RFC 9651, between quotation marks; most clients send it bare. Both are the
/// same key. Which of two keys is meant nobody knows.
pub(super) fn idempotency_key(headers: &HeaderMap) -> Option<String> {
    let mut given = headers.get_all("idempotency-key").iter();
    let key = match (given.next().and_then(|value| value.to_str().ok()), given.next()) {
        (Some(text), None) => text.strip_prefix('"').map_or_else(|| Some(text.to_owned()), unquoted),
        (Some(_), Some(_)) | (None, _) => None,
    };
    let is_key = |key: &String| (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    key.filter(is_key)
}

/// What stands in a string of RFC 9651, whose first quotation mark has been read.
fn unquoted(text: &str) -> Option<String> {
    let mut string = String::with_capacity(text.len());
    let mut letters = text.chars();
    loop {
        match letters.next()? {
            '"' => return letters.as_str().is_empty().then_some(string),
            '\\' => string.push(letters.next().filter(|letter| matches!(letter, '"' | '\\'))?),
            letter => string.push(letter),
        }
    }
}
