//! From what others answer to a reason: the tables that come with the gateway, and whatever else stands in one.

use std::sync::LazyLock;

use carrier_checkout_protocol::{Carrier, Failure, Reason};

use crate::APART;
use crate::camara::{Answers, Given};
use crate::mapping::{Mappings, Source};
use crate::private::{LONGEST, assert_no_number};

/// Each with its text, by which [`simply_mapped`] goes.
const TABLES: [&str; 5] = [
    include_str!("../../crates/gateway/mappings/danal.tsv"),
    include_str!("../../crates/gateway/mappings/kg.tsv"),
    include_str!("../../crates/gateway/mappings/galaxia.tsv"),
    include_str!("../../crates/gateway/mappings/inicis.tsv"),
    include_str!("../../crates/gateway/mappings/nicepay.tsv"),
];
const CAMARA: &str = include_str!("../../crates/gateway/mappings/camara.tsv");

static MAPPINGS: LazyLock<Mappings> = LazyLock::new(|| Mappings::built_in().expect("the tables are good"));
static ANSWERS: LazyLock<Answers> = LazyLock::new(Answers::built_in);

/// Laws of the tables. The first byte says what the rest is: a payment gateway's code, then its message; or, of a
/// carrier, operation and carrier, two bytes of status and a body; behind it maybe a table to look it up in.
pub fn mapping(data: &[u8]) {
    match data {
        [at @ 0..5, rest @ ..] => gateways(Source::ALL[usize::from(*at)], rest),
        [operation, carrier, high, low, rest @ ..] => {
            let mut parts = rest.splitn(2, |byte| *byte == APART);
            let given = Given {
                operation: usize::from(*operation),
                carrier: Carrier::ALL[usize::from(*carrier) % Carrier::ALL.len()],
                status: 100 + u16::from_be_bytes([*high, *low]) % 500,
                body: parts.next().unwrap_or_default(),
            };
            carriers(&given);
            if let Some(table) = parts.next() {
                any_table(&given, &String::from_utf8_lossy(table));
            }
        }
        _ => {}
    }
}

fn gateways(source: Source, rest: &[u8]) {
    let mut parts = crate::texts(rest);
    let (code, message) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let failure = MAPPINGS.failure(source, &code, &message);
    let own = simply_mapped(TABLES[source as usize], &[source.name(), &code], &message);
    let expected = if source == Source::Inicis { own.or_else(|| relayed(&code, &message)) } else { own };
    assert_eq!(failure.reason, expected.unwrap_or(Reason::Unknown), "{source:?} {code:?} {message:?}");
    quotes(&failure, &source.name().to_uppercase(), &code, if source == Source::Inicis { 6 } else { LONGEST });
}

/// What Inicis passes on of the other three.
fn relayed(code: &str, message: &str) -> Option<Reason> {
    let of = |source: Source, code: &str| simply_mapped(TABLES[source as usize], &[source.name(), code], message);
    if let Some(rest) = code.strip_prefix("110") {
        return of(Source::Galaxia, rest.trim_start_matches('0'));
    }
    if let Some(rest) = code.strip_prefix("113") {
        return of(Source::Kg, &format!("0{rest}"));
    }
    code.strip_prefix("114").and_then(|rest| of(Source::Danal, rest.trim_start_matches('0')))
}

fn carriers(given: &Given<'_>) {
    let refusal = ANSWERS.refusal(given);
    let (operation, code, message) = given.read();
    let status = given.status.to_string();
    let reason = simply_mapped(CAMARA, &[operation, &status, &code], &message);
    let otherwise = if (400..500).contains(&given.status) { Reason::Unknown } else { Reason::CarrierError };
    assert_eq!(refusal.failure.reason, reason.unwrap_or(otherwise), "{operation} {status} {code:?} {message:?}");
    // Whether it has happened all the same is open after whatever is neither a refusal nor a way elsewhere.
    let certain = matches!(given.status, 300..=407 | 409..=499);
    assert_eq!(refusal.certain, certain, "{status}");
    quotes(&refusal.failure, &format!("{}-{status}", given.carrier.billed_by()), &code, LONGEST);
    assert_no_number(&format!("{refusal:?}"));
}

/// A quote is what it begins with, and the code behind it if that looks like one; never a number or a sentence.
fn quotes(failure: &Failure, begin: &str, code: &str, most_digits: usize) {
    let quote = failure.quote.as_deref().unwrap_or_default();
    assert!(failure.words.is_none() && quote.len() <= begin.len() + 81, "{quote}");
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    match quote.strip_prefix(begin).map(|rest| rest.strip_prefix('-')) {
        Some(Some(quoted)) => {
            assert_eq!(quoted, code);
            assert!(!quoted.is_empty() && quoted.chars().all(plain), "{quote}");
            assert!(quoted.chars().filter(char::is_ascii_digit).count() <= most_digits, "{quote}");
        }
        Some(None) => assert_eq!(quote, begin),
        None => panic!("{quote} does not begin with {begin}"),
    }
}

/// A table that an operator might write: it is refused with the line that is wrong, or read as it stands there.
fn any_table(given: &Given<'_>, table: &str) {
    match Answers::parse(table) {
        Ok(answers) => {
            let (operation, code, message) = given.read();
            let keys = [operation, &given.status.to_string(), &code];
            assert_eq!(answers.reason(given), simply_mapped(table, &keys, &message), "{table:?} {keys:?} {message:?}");
        }
        Err(error) => {
            assert!((1..=table.lines().count()).contains(&error.line), "{error}");
            assert!(error.to_string().starts_with(&format!("mappings/camara.tsv, line {}: ", error.line)));
        }
    }
}

/// The first line of a table that fits, read anew for every question.
fn simply_mapped(table: &str, keys: &[&str], message: &str) -> Option<Reason> {
    let message = letters(message);
    let rows = table.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rows.map(|line| line.split('\t').map(str::trim).collect::<Vec<_>>()).find_map(|columns| {
        let (reason, columns) = columns.split_last()?;
        let (part, own) = columns.split_last()?;
        let fits = own.iter().zip(keys).all(|(own, key)| *own == "*" || own == key)
            && (*part == "*" || part.split('&').all(|part| message.contains(&letters(part))));
        fits.then(|| Reason::from_wire(reason)).flatten()
    })
}

/// Letter by letter in lower case, without spaces: the end of a word does not change a letter of it.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_lowercase().to_string()).collect()
}
