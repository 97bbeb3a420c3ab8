//! Numbers to accept and refuse, one line each, and a second opinion on them.

use carrier_checkout_protocol::PhoneNumber;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberType, Region};

struct Case {
    input: String,
    expected: Result<String, String>,
}

fn cases() -> Vec<Case> {
    include_str!("phone_cases.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && line.contains('\t'))
        .map(|line| {
            let [input, verdict, national, reason] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let input =
                serde_json::from_str(&format!("\"{input}\"")).unwrap_or_else(|error| panic!("{input}: {error}"));
            let expected = match verdict {
                "ok" => Ok(national.to_owned()),
                "reject" => Err(reason.to_owned()),
                other => panic!("{other}"),
            };
            Case { input, expected }
        })
        .collect()
}

#[test]
fn every_listed_number_gets_its_verdict() {
    let cases = cases();
    assert!(cases.len() >= 33, "{}", cases.len());
    for Case { input, expected } in cases {
        let got = PhoneNumber::parse(&input).map(|n| n.national()).map_err(|e| e.as_str().to_owned());
        assert_eq!(got, expected, "{input:?}");
    }
}

#[test]
fn the_copied_cases_are_the_ones_of_the_collection() {
    let Ok(collection) =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/phone/cases.tsv"))
    else {
        return; // the product is tested without the collection too
    };
    assert!(include_str!("phone_cases.tsv").ends_with(&collection));
}

/// Where our rules differ from libphonenumber's on purpose, and why.
const DELIBERATE: &[(&str, &str)] = &[
    ("0082 10 2345 6789", "0082 is what people write; libphonenumber wants a carrier's own prefix such as 00700"),
    ("제 번호는 010-2345-6789 입니다", "a pasted sentence; libphonenumber has a matcher of its own for that"),
    ("010-123-4567", "010 has eight digits since numbering; their metadata is looser"),
    ("010-2345-678", "010 has eight digits since numbering; their metadata is looser"),
    ("011-234-5678", "01X lines had to become 010 by 2021"),
    ("016-234-5678", "01X lines had to become 010 by 2021"),
    ("019-2345-6789", "01X lines had to become 010 by 2021"),
    ("012-1234-5678", "012 is for machines, which have no phone bill of a person"),
];

#[test]
fn a_second_opinion_differs_only_where_it_is_meant_to() {
    for Case { input, expected } in cases() {
        let theirs = PHONE_NUMBER_UTIL.parse(&input, Some(Region::KR)).ok().and_then(|number| {
            let korean = number.country_code == 82;
            let mobile = PHONE_NUMBER_UTIL.get_number_type(&number) == PhoneNumberType::Mobile;
            let plain = number.extension().is_empty();
            (korean && mobile && plain && PHONE_NUMBER_UTIL.is_valid_number(&number))
                .then(|| format!("0{}", number.national_number))
        });
        let differs = theirs != expected.clone().ok();
        let meant = DELIBERATE.iter().any(|(text, _)| *text == input);
        assert_eq!(differs, meant, "{input:?}: ours {expected:?}, theirs {theirs:?}");
    }
}
