//! The one-time code, and finding it in what is pasted or autofilled.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::phone::digit_value;
use crate::private::Personal;

/// A one-time code: six digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct OneTimeCode([u8; OneTimeCode::LENGTH]);

/// The text does not hold exactly one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a code has six digits")]
pub struct InvalidCode;

impl OneTimeCode {
    /// How many digits a code has.
    pub const LENGTH: usize = 6;

    /// Reads six digits, of any script, with spaces or hyphens between.
    ///
    /// # Errors
    /// When there are fewer, more, or anything else.
    pub fn parse(text: &str) -> Result<Self, InvalidCode> {
        let mut code = [0; Self::LENGTH];
        let mut count = 0;
        for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '\u{200b}') {
            *code.get_mut(count).ok_or(InvalidCode)? = digit_value(c).ok_or(InvalidCode)?;
            count += 1;
        }
        if count == Self::LENGTH { Ok(Self(code)) } else { Err(InvalidCode) }
    }

    /// Finds the code in a whole message: the one of its origin-bound last
    /// line (`@shop #123456`), else the one after "인증번호" or "code", else the only
    /// run of six digits.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        if let Ok(code) = Self::parse(text) {
            return Some(code);
        }
        // Letter by letter: the library's search is quick in long texts, and large in every download.
        let behind = |mark: &str| text.char_indices().find_map(|(at, _)| text[at..].strip_prefix(mark));
        let after = |mark: &str| behind(mark).and_then(|rest| Self::runs(rest).next());
        let bound = text.lines().next_back().and_then(|line| {
            let at = line.starts_with('@').then(|| line.find('#')).flatten()?;
            Self::runs(&line[at..]).next()
        });
        bound.or_else(|| after("인증번호")).or_else(|| after("code")).or_else(|| {
            let mut runs = Self::runs(text);
            let only = runs.next()?;
            runs.all(|other| other == only).then_some(only)
        })
    }

    /// Every run of exactly six digits.
    fn runs(text: &str) -> impl Iterator<Item = Self> + '_ {
        text.split(|c| digit_value(c).is_none()).filter_map(|run| Self::parse(run).ok())
    }

    /// The digits: personal data, only for the request that checks them.
    #[must_use]
    pub fn digits(&self) -> String {
        self.0.iter().map(|&d| char::from(b'0' + d)).collect()
    }
}

impl Personal for OneTimeCode {
    const SHOWN_AS: &'static str = "[code]";
}

impl Serialize for OneTimeCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.digits())
    }
}

impl<'de> Deserialize<'de> for OneTimeCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str) -> Option<String> {
        OneTimeCode::find(text).map(|code| code.digits())
    }

    #[test]
    fn digits_of_any_script_with_gaps_are_a_code() {
        for text in ["123456", " 123 456\n", "123-456", "１２３４５６", "1 2 3 4 5 6"] {
            assert_eq!(found(text).as_deref(), Some("123456"), "{text}");
        }
    }

    #[test]
    fn a_message_gives_its_code_and_not_its_amount() {
        for text in [
            "[Web발신]\n[웹툰샵] 9,900원 결제 인증번호 [123456] 본인이 아니면 입력하지 마세요.\n@localhost #123456 @localhost",
            "129000원 인증번호 123456",
            "인증번호는 123456 입니다",
            "Your code is 123456.",
            "654321 주문\n@shop.example #123456 @pay.example",
        ] {
            assert_eq!(found(text).as_deref(), Some("123456"), "{text}");
        }
    }

    #[test]
    fn what_is_not_clear_is_not_guessed() {
        for text in ["", "12345", "1234567", "123456 또는 654321", "abc", "01012345678"] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,200}") {
            let _ = OneTimeCode::find(&text);
        }

        #[test]
        fn every_code_is_found_in_the_message(code in "[0-9]{6}", shop in "[a-z가-힣]{1,10}") {
            let text = format!("[{shop}] 9,900원 결제 인증번호 [{code}]\n@{shop} #{code} @pay");
            prop_assert_eq!(found(&text), Some(code));
        }
    }
}
