//! The `Idempotency-Key` header.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::APART;
use crate::request::idempotency_key;

const NAME: HeaderName = HeaderName::from_static("idempotency-key");

/// Laws of the key: each part of the input is one header.
pub fn key(data: &[u8]) {
    let given: Vec<&[u8]> = data.split(|byte| *byte == APART).collect();
    let Some(headers) = headers(&given) else { return };
    let read = idempotency_key(&headers);
    assert_eq!(read, simply_read(&given), "{given:?}");
    let Some(key) = read else { return };
    assert!((1..=255).contains(&key.len()) && key.bytes().all(|byte| (0x21..0x7f).contains(&byte)), "{key:?}");
    let quoted = format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\""));
    let again = |text: &str| idempotency_key(&self::headers(&[text.as_bytes()]).expect("ASCII is a header"));
    assert_eq!(again(&quoted).as_ref(), Some(&key), "a string of RFC 9651 is the same key");
    assert!(key.starts_with('"') || again(&key).as_ref() == Some(&key), "and so is the bare one");
    // Which of two is meant nobody knows, even if they are the same.
    let mut twice = headers.clone();
    twice.append(NAME, HeaderValue::from_static("another"));
    assert_eq!(idempotency_key(&twice), None);
}

/// None when no HTTP library would let it through.
fn headers(given: &[&[u8]]) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    for value in given {
        headers.append(NAME, HeaderValue::from_bytes(value).ok()?);
    }
    Some(headers)
}

/// The same letter by letter, as RFC 9651 says in 4.2.5.
fn simply_read(given: &[&[u8]]) -> Option<String> {
    let [value] = given else { return None };
    let text = std::str::from_utf8(value).ok()?;
    let mut key = String::new();
    let mut rest = text.chars();
    if !text.starts_with('"') {
        key.push_str(text);
    } else {
        rest.next();
        while let Some(letter) = rest.next() {
            match letter {
                '"' if rest.as_str().is_empty() => return sized(key),
                '"' => return None,
                '\\' => match rest.next() {
                    Some(escaped @ ('"' | '\\')) => key.push(escaped),
                    Some(_) | None => return None,
                },
                plain => key.push(plain),
            }
        }
        return None;
    }
    sized(key)
}

fn sized(key: String) -> Option<String> {
    let good = !key.is_empty() && key.len() <= 255 && key.chars().all(|c| c.is_ascii() && c > ' ' && c != '\u{7f}');
    good.then_some(key)
}
