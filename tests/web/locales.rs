//! The languages.

use carrier_checkout::locale::texts;
use carrier_checkout_protocol::Locale;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn every_language_has_texts_of_its_own() {
    for locale in Locale::ALL {
        assert_eq!(texts(*locale).locale, *locale);
    }
}
