//! How personal data looks in a text.

use carrier_checkout_protocol::BirthDate;

/// Whether the text holds the secret with neither letter nor digit beside it.
pub(super) fn holds(text: &str, secret: &str) -> bool {
    !secret.is_empty()
        && text.match_indices(secret).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + secret.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
}

/// 010 and eight digits; +82, 0082 or 82 before 10 or 010; a number that has
/// lost its zero: each with single separators or none.
pub(super) fn holds_phone(text: &str) -> bool {
    digit_groups(text).any(|group| {
        ["010", "8210", "82010", "008210", "0082010", "10"].iter().any(|prefix| group.is(prefix, prefix.len() + 8))
    })
}

/// Six digits that are a day, and one that tells century and sex.
pub(super) fn holds_birth(text: &str) -> bool {
    digit_groups(text).any(|group| {
        let seven: String = group.digits.chars().take(7).collect();
        group.ends_at(7) && seven.len() == 7 && BirthDate::parse(&seven[..6], &seven[6..]).is_ok()
    })
}

/// Digits from the begin of a number, with where numbers end in between.
struct Digits {
    digits: String,
    /// After how many digits there is something else than a digit.
    ends: Vec<usize>,
}

impl Digits {
    fn ends_at(&self, length: usize) -> bool {
        self.ends.contains(&length)
    }

    fn is(&self, prefix: &str, length: usize) -> bool {
        self.digits.starts_with(prefix) && self.ends_at(length)
    }
}

/// For each place where a number begins: the digits from there on, across
/// single separators, as many as a phone number can have.
fn digit_groups(text: &str) -> impl Iterator<Item = Digits> {
    let chars: Vec<char> = text.chars().map(narrow).collect();
    let begins = |at: &usize| chars[*at].is_ascii_digit() && (*at == 0 || !chars[at - 1].is_ascii_alphanumeric());
    let starts: Vec<usize> = (0..chars.len()).filter(begins).collect();
    starts.into_iter().map(move |start| digits_from(&chars[start..]))
}

fn digits_from(chars: &[char]) -> Digits {
    let mut found = Digits { digits: String::new(), ends: Vec::new() };
    let mut gap = 0;
    for (at, &c) in chars.iter().enumerate() {
        if c.is_ascii_digit() {
            found.digits.push(c);
            gap = 0;
            if !chars.get(at + 1).is_some_and(char::is_ascii_alphanumeric) {
                found.ends.push(found.digits.len());
            }
        } else {
            gap += 1;
            if gap > 2 || !"-–. ()/".contains(c) {
                break;
            }
        }
        if found.digits.len() > 16 {
            break;
        }
    }
    found
}

/// Full-width digits and signs as the plain ones.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_is_known_in_every_spelling() {
        for text in [
            "01023456789",
            "010-2345-6789",
            "010 2345 6789",
            "tel:+821023456789",
            "+82 10-2345-6789",
            "+82 (0)10 2345 6789",
            "008210 2345 6789",
            "1023456789",
            "０１０－２３４５－６７８９",
            "{\"phone\":\"01023456789\"}",
            "sent 3 messages to 010.2345.6789 200",
        ] {
            assert!(holds_phone(text), "{text}");
        }
    }

    #[test]
    fn ids_times_amounts_and_masked_numbers_are_no_phone_numbers() {
        for text in [
            "req_0010234567890123456789",
            "1764000000123",
            "1010234567890",
            "2026-11-01T10:23:45.678901Z",
            "010-****-6789",
            "127.0.0.1:8081",
            "9,900",
            "02-1234-5678",
            "x01023456789",
        ] {
            assert!(!holds_phone(text), "{text}");
            assert!(!holds_birth(text), "{text}");
        }
    }

    #[test]
    fn a_birth_date_is_known_by_its_seventh_digit() {
        for text in ["9001011", "900101-1", "born 960229 2", "\"birth\":\"0002293\""] {
            assert!(holds_birth(text), "{text}");
        }
        for text in ["900101", "9013011", "900101-9", "90010112", "1000000"] {
            assert!(!holds_birth(text), "{text}");
        }
    }

    #[test]
    fn a_watched_text_is_known_where_it_stands_alone() {
        assert!(holds("code=123456,", "123456"));
        assert!(!holds("1234567", "123456"));
        assert!(!holds("req_123456", "12345"));
        assert!(!holds("anything", ""));
    }
}
