//! What is accepted for a mobile number. The rules and their sources are in
//! docs/phone.md; every line of `tests/phone_cases.tsv` is a test of them.

use super::digit_value;

/// Why a text is not one Korean mobile number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PhoneError {
    /// There is no digit in it.
    #[error("there is no number")]
    Empty,
    /// Fewer than eleven digits.
    #[error("the number is too short")]
    TooShort,
    /// More than eleven digits, or an extension.
    #[error("the number is too long")]
    TooLong,
    /// 011, 016, 017, 018, 019: all became 010.
    #[error("01X numbers have become 010")]
    LegacyPrefix,
    /// Fixed lines, internet phones, free and premium numbers, machines.
    #[error("not a mobile number")]
    NotMobile,
    /// 050X: a number that hides the real one.
    #[error("a safe number cannot pay")]
    SafeNumber,
    /// A number of another country.
    #[error("not a Korean number")]
    Foreign,
    /// More than one number.
    #[error("there is more than one number")]
    Ambiguous,
}

impl PhoneError {
    /// The name in data files and tests.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::LegacyPrefix => "legacy_prefix",
            Self::NotMobile => "not_mobile",
            Self::SafeNumber => "safe_number",
            Self::Foreign => "foreign",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// Digits that belong together, with only separators between them.
struct Run {
    international: bool,
    digits: Vec<u8>,
}

pub(super) fn parse(text: &str) -> Result<[u8; 11], PhoneError> {
    let runs = runs(text);
    let mut found = None;
    let mut trailing = false;
    let mut first_error = None;
    for run in &runs {
        match mobile(run) {
            Ok(number) if found.is_none() || found == Some(number) => found = Some(number),
            Ok(_) => return Err(PhoneError::Ambiguous),
            Err(error) => {
                trailing |= found.is_some();
                first_error.get_or_insert(error);
            }
        }
    }
    match found {
        // Digits after the number are an extension, which a mobile line has not.
        Some(_) if trailing => Err(PhoneError::TooLong),
        Some(number) => Ok(number),
        None => Err(first_error.unwrap_or(PhoneError::Empty)),
    }
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        if let Some(digit) = digit_value(c) {
            if !open {
                runs.push(Run { international: false, digits: Vec::new() });
                open = true;
            }
            if let Some(run) = runs.last_mut() {
                run.digits.push(digit);
            }
        } else if matches!(c, '+' | '＋') {
            runs.push(Run { international: true, digits: Vec::new() });
            open = true;
        } else if !is_separator(c) {
            open = false;
        }
    }
    runs.retain(|run| !run.digits.is_empty());
    runs
}

/// What people and phones put between the digits of one number.
pub(super) const fn is_separator(c: char) -> bool {
    matches!(c,
        ' ' | '\t' | '\r' | '\n' | '-' | '.' | '(' | ')' | '/' | '_'
        | '\u{a0}' | '\u{2000}'..='\u{200f}' | '\u{2010}'..='\u{2015}' | '\u{2028}'..='\u{202f}'
        | '\u{2043}' | '\u{2060}'..='\u{2064}' | '\u{2212}' | '\u{3000}' | '\u{30fb}' | '\u{ad}'
        | '\u{fe58}' | '\u{fe63}' | '\u{feff}' | '（' | '）' | '．' | '－' | '／' | '~' | '∼' | '·')
}

fn mobile(run: &Run) -> Result<[u8; 11], PhoneError> {
    let digits = run.digits.as_slice();
    let national = match digits {
        [8, 2, rest @ ..] if run.international => with_zero(rest),
        [0, 0, 8, 2, rest @ ..] => with_zero(rest),
        // `+8` may still become +82.
        [8] if run.international => return Err(PhoneError::TooShort),
        _ if run.international => return Err(PhoneError::Foreign),
        [8, 2, rest @ ..] if digits.len() >= 12 && with_zero(rest).starts_with(&[0, 1, 0]) => with_zero(rest),
        // A spreadsheet took the leading zero away.
        [1, 0, ..] if digits.len() == 10 => with_zero(digits),
        [0, 0, ..] if digits.len() > 4 => return Err(PhoneError::Foreign),
        _ => digits.to_vec(),
    };
    judge(&national)
}

fn with_zero(rest: &[u8]) -> Vec<u8> {
    match rest {
        [] | [0, ..] => rest.to_vec(),
        _ => [&[0], rest].concat(),
    }
}

fn judge(national: &[u8]) -> Result<[u8; 11], PhoneError> {
    match national {
        [0, 1, 0, ..] => match national.len() {
            ..11 => Err(PhoneError::TooShort),
            11 => national.try_into().map_err(|_| PhoneError::TooShort),
            22 if national[11..].starts_with(&[0, 1, 0]) => Err(PhoneError::Ambiguous),
            _ => Err(PhoneError::TooLong),
        },
        [] | [0] | [0, 1] | [1] | [1, 0, ..] | [8, 2, ..] | [0, 0, ..] => Err(PhoneError::TooShort),
        [0, 1, 1 | 6 | 7 | 8 | 9, ..] => Err(PhoneError::LegacyPrefix),
        [0, 5, 0, ..] => Err(PhoneError::SafeNumber),
        _ => Err(PhoneError::NotMobile),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PhoneNumber;
    use proptest::prelude::*;

    fn national(text: &str) -> Result<String, PhoneError> {
        PhoneNumber::parse(text).map(|number| number.national())
    }

    #[test]
    fn the_same_number_twice_is_one_number() {
        assert_eq!(national("010-2345-6789, 01023456789"), Ok("01023456789".into()));
    }

    #[test]
    fn a_beginning_is_short_and_not_wrong() {
        for text in ["0", "01", "010", "010-2", "+8", "+82", "+82 1", "+82 10", "82", "8210", "10-2345"] {
            let error = national(text).unwrap_err();
            assert_eq!(error, PhoneError::TooShort, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,60}") {
            let _ = national(&text);
        }

        #[test]
        fn every_spelling_of_a_number_is_that_number(rest in "[0-9]{8}", sep in "[-. \u{a0}]?", prefix in 0_usize..6) {
            let (a, b) = rest.split_at(4);
            let head = ["010", "+8210", "+82 (0)10", "+82 010", "0082 10", "8210"][prefix];
            prop_assert_eq!(national(&format!("{head}{sep}{a}{sep}{b}")), Ok(format!("010{rest}")));
        }

        #[test]
        fn what_is_accepted_is_accepted_again(text in "[0-9+\\- ]{0,24}") {
            if let Ok(number) = PhoneNumber::parse(&text) {
                prop_assert!(PhoneNumber::parse(&number.hyphenated()) == Ok(number));
                prop_assert!(PhoneNumber::parse(&number.e164()) == Ok(number));
            }
        }
    }
}
