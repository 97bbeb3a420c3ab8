//! The phone field while it is typed in: `3-4-4` with the caret kept.

use super::{PhoneNumber, digit_value, parse::is_separator};

/// What the field shows, and where the caret stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed {
    /// The text of the field.
    pub text: String,
    /// The caret, in UTF-16 units as the DOM counts.
    pub caret: usize,
}

/// Formats what the field holds after a keystroke, a paste or an autofill.
///
/// `caret` is the DOM's, in UTF-16 units. A text that reads as a number
/// becomes that number; a number being typed gets its hyphens; anything else is
/// left as it is, so that nothing typed is lost before it can be judged.
#[must_use]
pub fn format(raw: &str, caret: usize) -> Typed {
    let before = digits_before(raw, caret);
    if let Ok(number) = PhoneNumber::parse(raw) {
        let all = raw.chars().filter(|c| digit_value(*c).is_some()).count();
        let text = number.hyphenated();
        // A prefix such as +82 may have gone: count from the end of the number.
        let caret = caret_after(&text, 11_usize.saturating_sub(all.saturating_sub(before)));
        return Typed { text, caret };
    }
    if !raw.chars().all(|c| digit_value(c).is_some() || is_separator(c)) {
        return Typed { text: raw.to_owned(), caret };
    }
    let digits: Vec<u8> = raw.chars().filter_map(digit_value).collect();
    if digits.starts_with(&[0, 1]) {
        let text = hyphenate(&digits);
        let caret = caret_after(&text, before);
        return Typed { text, caret };
    }
    Typed { text: raw.to_owned(), caret }
}

fn hyphenate(digits: &[u8]) -> String {
    let mut text = String::with_capacity(digits.len() + 2);
    for (at, digit) in digits.iter().enumerate() {
        if at == 3 || at == 7 {
            text.push('-');
        }
        text.push(char::from(b'0' + digit));
    }
    text
}

fn digits_before(text: &str, caret: usize) -> usize {
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= caret
        })
        .filter(|c| digit_value(*c).is_some())
        .count()
}

/// The place right after that many digits of an ASCII text.
fn caret_after(text: &str, digits: usize) -> usize {
    if digits == 0 {
        return 0;
    }
    text.bytes()
        .enumerate()
        .filter(|(_, byte)| byte.is_ascii_digit())
        .nth(digits - 1)
        .map_or(text.len(), |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Types keys one by one where the caret stands; `<` is backspace.
    fn typed(keys: &str) -> Vec<String> {
        let mut field = Typed::default();
        keys.chars()
            .map(|key| {
                field = press(&field, key);
                show(&field)
            })
            .collect()
    }

    fn press(field: &Typed, key: char) -> Typed {
        let mut text = field.text.clone();
        let mut caret = field.caret;
        if key == '<' {
            if caret > 0 {
                text.remove(caret - 1);
                caret -= 1;
            }
        } else {
            text.insert(caret, key);
            caret += 1;
        }
        format(&text, caret)
    }

    fn show(field: &Typed) -> String {
        format!("{}|{}", &field.text[..field.caret], &field.text[field.caret..])
    }

    #[test]
    fn hyphens_come_as_the_digits_do() {
        assert_eq!(
            typed("01023456789"),
            [
                "0|",
                "01|",
                "010|",
                "010-2|",
                "010-23|",
                "010-234|",
                "010-2345|",
                "010-2345-6|",
                "010-2345-67|",
                "010-2345-678|",
                "010-2345-6789|"
            ]
        );
    }

    #[test]
    fn hyphens_go_as_the_digits_do() {
        assert_eq!(typed("0102345<<<<<").last().map(String::as_str), Some("01|"));
    }

    #[test]
    fn a_digit_in_the_middle_keeps_the_caret_behind_it() {
        assert_eq!(show(&format("010-92345-678", 5)), "010-9|234-5678");
        assert_eq!(show(&format("0102-345-6789", 4)), "010-2|345-6789");
    }

    #[test]
    fn backspace_behind_a_hyphen_moves_on() {
        let field = Typed { text: "010-2345".into(), caret: 4 };
        let field = press(&field, '<');
        assert_eq!(show(&field), "010|-2345");
        assert_eq!(show(&press(&field, '<')), "01|2-345");
    }

    #[test]
    fn the_international_form_becomes_the_national_one_when_it_is_whole() {
        assert_eq!(typed("+821023456789").last().map(String::as_str), Some("010-2345-6789|"));
        assert_eq!(typed("+82 10-2345-678").last().map(String::as_str), Some("+82 10-2345-678|"));
    }

    #[test]
    fn a_pasted_sentence_becomes_its_number() {
        let text = "제 번호는 010-2345-6789 입니다";
        assert_eq!(show(&format(text, text.chars().count())), "010-2345-6789|");
    }

    #[test]
    fn one_digit_too_many_stays_to_be_seen() {
        assert_eq!(typed("010234567890").last().map(String::as_str), Some("010-2345-67890|"));
    }

    #[test]
    fn a_fixed_line_is_left_as_it_is() {
        assert_eq!(show(&format("02-123-4567", 11)), "02-123-4567|");
    }

    proptest! {
        #[test]
        fn formatting_twice_changes_nothing_more(text in "\\PC{0,30}", caret in 0_usize..40) {
            let once = format(&text, caret.min(text.encode_utf16().count()));
            prop_assert_eq!(format(&once.text, once.caret), once);
        }

        #[test]
        fn no_digit_of_a_number_being_typed_is_lost(digits in "01[0-9]{0,12}", caret in 0_usize..16) {
            let shown = format(&digits, caret.min(digits.len()));
            prop_assert_eq!(shown.text.replace('-', ""), digits);
            prop_assert!(shown.caret <= shown.text.len());
        }
    }
}
