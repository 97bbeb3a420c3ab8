#![no_main]
#![expect(missing_docs, reason = "the law says what it is about")]

libfuzzer_sys::fuzz_target!(|data: &[u8]| carrier_checkout_fuzz::bodies(data));
