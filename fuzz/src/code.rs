//! The code, found in whatever is pasted, autofilled or read from a message.

use carrier_checkout_protocol::{OneTimeCode, Private};

use crate::phone::{digit, wide};

/// Laws of finding the code.
pub fn code(data: &[u8]) {
    let text = &*String::from_utf8_lossy(data);
    let found = OneTimeCode::find(text).map(|code| code.digits());
    assert_eq!(found, simply_found(text), "{text:?}");
    assert_eq!(OneTimeCode::find(&wide(text)).map(|code| code.digits()), found, "of another script: {text:?}");
    if let Some(digits) = &found {
        assert!(digits.len() == OneTimeCode::LENGTH && digits.bytes().all(|byte| byte.is_ascii_digit()));
        assert_eq!(OneTimeCode::find(digits).map(|code| code.digits()).as_ref(), Some(digits));
    }
    // The last line that binds a code to this page wins over whatever a message says before it.
    let bound = format!("{text}\n@shop.example #735194 @pay.example");
    assert_eq!(OneTimeCode::find(&bound).map(|code| code.digits()).as_deref(), Some("735194"), "{text:?}");
    parsed(text);
}

fn parsed(text: &str) {
    match OneTimeCode::parse(text) {
        Ok(code) => {
            assert!(OneTimeCode::find(text) == Some(code) && OneTimeCode::parse(&code.digits()) == Ok(code));
            assert_eq!(format!("{:?}", Private::new(code)), "[code]");
            let json = serde_json::to_string(&code).expect("a code is written");
            assert!(serde_json::from_str::<OneTimeCode>(&json).ok() == Some(code));
        }
        Err(error) => assert_eq!(error.to_string(), "a code has six digits"),
    }
}

/// The same by making a list of all runs of digits, with their places, and looking through it.
fn simply_found(text: &str) -> Option<String> {
    if let Some(whole) = alone(text) {
        return Some(whole);
    }
    let all = runs(text);
    let first_from = |at: usize| all.iter().find(|(place, _)| *place >= at).map(|(_, run)| run.clone());
    let last = text.lines().next_back().unwrap_or_default();
    let bound = last
        .strip_prefix('@')
        .and_then(|rest| rest.split_once('#'))
        .and_then(|(_, rest)| runs(rest).into_iter().next().map(|(_, run)| run));
    let after = |mark: &str| text.find(mark).and_then(|at| first_from(at + mark.len()));
    let only = || all.first().filter(|(_, run)| all.iter().all(|(_, other)| other == run)).map(|(_, run)| run.clone());
    bound.or_else(|| after("인증번호")).or_else(|| after("code")).or_else(only)
}

/// Six digits with nothing but gaps between them.
fn alone(text: &str) -> Option<String> {
    let letters = text.chars().filter(|c| !(c.is_whitespace() || matches!(c, '-' | '\u{200b}')));
    let digits: Option<Vec<u8>> = letters.map(digit).collect();
    digits.filter(|digits| digits.len() == 6).map(|digits| digits.iter().map(|d| char::from(b'0' + d)).collect())
}

/// Where every run of exactly six digits begins.
fn runs(text: &str) -> Vec<(usize, String)> {
    let (mut found, mut run) = (Vec::new(), (0, String::new()));
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        if let Some(digit) = digit(letter) {
            if run.1.is_empty() {
                run.0 = at;
            }
            run.1.push(char::from(b'0' + digit));
        } else if !run.1.is_empty() {
            found.push(std::mem::take(&mut run));
        }
    }
    found.retain(|(_, run)| run.len() == 6);
    found
}
