//! Phone numbers and birth dates, typed and pasted.

use carrier_checkout_protocol::birth::BirthError;
use carrier_checkout_protocol::phone::typing::format;
use carrier_checkout_protocol::{BirthDate, PhoneNumber, Private};

use crate::private::assert_no_number;
use crate::texts;

/// Laws of the phone number, and of its field while it is typed in.
pub fn phone(data: &[u8]) {
    let text = &*String::from_utf8_lossy(data);
    match PhoneNumber::parse(text) {
        Ok(number) => reads_back(text, number),
        Err(error) => {
            assert_no_number(&format!("{error} {error:?}"));
            assert!(!error.as_str().is_empty());
        }
    }
    let verdict = PhoneNumber::parse(text);
    assert_eq!(PhoneNumber::parse(&format!(" {text}\n")).err(), verdict.err(), "spaces around are nothing");
    assert_eq!(PhoneNumber::parse(&wide(text)).err(), verdict.err(), "digits of another script are the same");
    shows(text);
}

fn reads_back(text: &str, number: PhoneNumber) {
    let national = number.national();
    assert!(national.len() == 11 && national.starts_with("010") && national.bytes().all(|b| b.is_ascii_digit()));
    for spelling in [&national, &number.hyphenated(), &number.e164(), &wide(&national)] {
        assert!(PhoneNumber::parse(spelling) == Ok(number), "{spelling}");
    }
    // Nothing is made up: but for the country's prefix and the zero, the number stands in the text.
    let given: String = text.chars().filter_map(digit).map(|d| char::from(b'0' + d)).collect();
    assert!(given.contains(&national[1..]), "{national} is not in {text:?}");
    let (masked, shown) = (number.masked(), format!("{:?}", Private::new(number)));
    assert!(masked.as_str() == format!("010-****-{}", &national[7..]) && shown == "[phone]");
    let json = serde_json::to_string(&number).expect("a number is written");
    assert_eq!(json, format!("\"{national}\""));
    assert!(serde_json::from_str::<PhoneNumber>(&json).ok() == Some(number));
}

/// What the field shows, wherever the caret stands.
fn shows(text: &str) {
    let units = text.encode_utf16().count();
    for caret in [0, units / 2, units] {
        let typed = format(text, caret);
        assert!(typed.caret <= typed.text.encode_utf16().count(), "the caret is in the field: {typed:?}");
        assert_eq!(format(&typed.text, typed.caret), typed, "formatting again changes nothing");
        assert_eq!(
            PhoneNumber::parse(&typed.text).map_err(|error| error.as_str()).err(),
            PhoneNumber::parse(text).map_err(|error| error.as_str()).err(),
            "what is shown is judged as what was typed: {text:?}"
        );
        if typed.text != text {
            let digits = |text: &str| text.chars().filter_map(digit).collect::<Vec<_>>();
            let whole = PhoneNumber::parse(text).is_ok();
            assert!(whole || digits(&typed.text) == digits(text), "no digit is lost: {text:?}");
        }
    }
}

/// Laws of the birth date's two fields: the six digits, then the one after them.
pub fn birth(data: &[u8]) {
    let mut fields = texts(data);
    let (date, digit) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
    let read = BirthDate::parse(&date, &digit);
    assert_eq!(read.err(), simply_judged(&date, &digit), "{date:?} {digit:?}");
    if let Ok(birth) = read {
        let seven = birth.digits();
        assert!(seven.len() == 7 && BirthDate::parse(&seven[..6], &seven[6..]) == Ok(birth));
        assert_eq!(format!("{:?}", Private::new(birth)), "[birth]");
    }
    if let Err(error) = read {
        assert_no_number(&format!("{error} {error:?}"));
    }
    on_the_wire(&format!("{date}{digit}"));
}

/// Seven digits in one text; thirteen are never taken.
fn on_the_wire(text: &str) {
    let json = serde_json::to_string(text).expect("a text is written");
    if let Ok(birth) = serde_json::from_str::<BirthDate>(&json) {
        assert_eq!(text.chars().filter_map(digit).count(), 7, "{text:?}");
        assert_eq!(serde_json::to_string(&birth).expect("a date is written"), format!("\"{}\"", birth.digits()));
    }
}

/// The same judgement by a list of all months, without the arithmetic.
fn simply_judged(date: &str, after: &str) -> Option<BirthError> {
    let digits = |text: &str| text.trim().chars().map(digit).collect::<Option<Vec<_>>>();
    let Some(&[y1, y2, m1, m2, d1, d2]) = digits(date).as_deref() else { return Some(BirthError::DateIncomplete) };
    let (year, month, day) = (u32::from(y1 * 10 + y2), usize::from(m1 * 10 + m2), d1 * 10 + d2);
    let days = |leap: bool| [0, 31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let known = |leap: bool| day > 0 && days(leap).get(month).is_some_and(|most| day <= *most);
    // 2000 was a leap year and 1900 was none.
    if !known(year % 4 == 0) {
        return Some(BirthError::NoSuchDay);
    }
    match digits(after).as_deref() {
        None | Some([]) => Some(BirthError::DigitMissing),
        Some([1 | 2 | 5 | 6]) => (!known(year % 4 == 0 && year != 0)).then_some(BirthError::NoSuchDay),
        Some([3 | 4 | 7 | 8]) => None,
        Some(_) => Some(BirthError::DigitOutOfRange),
    }
}

/// The value of a digit in the scripts that are read.
pub(crate) fn digit(c: char) -> Option<u8> {
    const SCRIPTS: [&str; 4] = ["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"];
    SCRIPTS.iter().find_map(|script| script.chars().position(|other| other == c)).and_then(|at| u8::try_from(at).ok())
}

/// The same text with its ASCII digits as wide ones.
pub(crate) fn wide(text: &str) -> String {
    let widened = |c: char| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c) } else { c };
    text.chars().map(widened).collect()
}
