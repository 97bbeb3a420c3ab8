//! The languages: amounts, days and times read as the browser's `Intl` writes them.

use carrier_checkout::locale::texts;
use carrier_checkout_protocol::{Locale, Timestamp, Won};
use js_sys::{Array, Date, Intl, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_language_has_texts_of_its_own() {
    for locale in Locale::ALL {
        assert_eq!(texts(*locale).locale, *locale);
    }
}

/// `Intl.NumberFormat` of the language.
fn number(locale: Locale, options: &str, value: u32) -> String {
    let (tags, options) = (Array::of1(&locale.as_str().into()), JSON::parse(options).unwrap());
    let format = Intl::NumberFormat::new(&tags, options.unchecked_ref());
    format.format().call1(&JsValue::UNDEFINED, &value.into()).unwrap().as_string().unwrap()
}

/// `Intl.DateTimeFormat` of the language, in Korea.
fn date(locale: Locale, options: &str, at: Timestamp) -> String {
    let (tags, options) = (Array::of1(&locale.as_str().into()), JSON::parse(options).unwrap());
    Reflect::set(&options, &"timeZone".into(), &"Asia/Seoul".into()).unwrap();
    let format = Intl::DateTimeFormat::new(&tags, options.unchecked_ref());
    let day = Date::new(&(at.millis() as f64).into());
    format.format().call1(&JsValue::UNDEFINED, &day).unwrap().as_string().unwrap()
}

const AMOUNTS: [u32; 14] =
    [1, 9, 10, 99, 100, 999, 1_000, 9_900, 10_000, 99_999, 100_000, 999_999, 1_000_000, 10_000_000];

/// How each language has its amounts. Korean writes 원 behind the number, for which `Intl` has no name of the unit alone.
fn amount(locale: Locale, value: u32) -> String {
    let won = |display| {
        number(locale, &format!(r#"{{"style":"currency","currency":"KRW","currencyDisplay":"{display}"}}"#), value)
    };
    match locale {
        Locale::Ko => format!("{}원", number(locale, "{}", value)),
        Locale::En | Locale::Ja | Locale::Vi => won("symbol"),
        Locale::ZhHans => won("name"),
    }
}

#[wasm_bindgen_test]
fn amounts_read_as_intl_writes_them() {
    for locale in Locale::ALL {
        let texts = texts(*locale);
        for value in AMOUNTS {
            let (won, expected) = (Won::new(value).unwrap(), amount(*locale, value));
            assert_eq!((texts.order.won)(won), expected, "{locale}");
            assert!((texts.code.pay)(won, false).contains(&expected), "{locale}: {expected}");
        }
    }
}

/// How each language has its days.
const fn day(locale: Locale) -> &'static str {
    match locale {
        Locale::Ko | Locale::Ja | Locale::ZhHans => r#""year":"numeric","month":"long","day":"numeric""#,
        Locale::En => r#""year":"numeric","month":"short","day":"numeric""#,
        Locale::Vi => r#""year":"numeric","month":"2-digit","day":"2-digit""#,
    }
}

/// Around the ends of days, months and years in Korea, which is nine hours ahead, and once in every month.
fn times() -> Vec<Timestamp> {
    const HOUR: i64 = 3_600_000;
    // 2026-01-01T00:00 in Korea, and a leap day.
    let (new_year, leap_day) = (1_767_193_200_000, 1_835_362_800_000);
    let around = |at: i64| [at - 60_000, at, at + 60_000, at + 9 * HOUR, at + 13 * HOUR + 300_000];
    let months = (0..24).map(|month| new_year + month * 731 * HOUR + month * 1_234_567);
    [new_year, leap_day].into_iter().flat_map(around).chain(months).map(Timestamp::from_millis).collect()
}

#[wasm_bindgen_test]
fn days_and_times_read_as_intl_writes_them() {
    for locale in Locale::ALL {
        let receipt = &texts(*locale).receipt;
        for at in times() {
            let expected = date(*locale, &format!("{{{}}}", day(*locale)), at);
            let text = (receipt.date)(at);
            assert!(text.starts_with(&expected), "{locale}: {text} is not {expected}");
            let time = r#""hour":"2-digit","minute":"2-digit","hourCycle":"h23""#;
            let expected = date(*locale, &format!("{{{},{time}}}", day(*locale)), at);
            let text = (receipt.date_time)(at);
            assert!(text.starts_with(&expected), "{locale}: {text} is not {expected}");
        }
    }
}

#[wasm_bindgen_test]
fn months_are_named_as_intl_names_them() {
    for locale in Locale::ALL {
        let style = if *locale == Locale::ZhHans { "numeric" } else { "long" };
        for at in times() {
            let month = date(*locale, &format!(r#"{{"month":"{style}"}}"#), at);
            let text = (texts(*locale).order.billed_with)(at.in_korea().month);
            assert!(text.to_lowercase().contains(&month.to_lowercase()), "{locale}: {text} has no {month}");
        }
    }
}
