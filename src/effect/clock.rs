//! The browser's clock, and being woken.

use carrier_checkout_protocol::Timestamp;
use gloo::timers::callback::Timeout;

/// What the browser's clock shows.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that reads the browser's clock")]
pub fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// Calls once at that time, unless it is dropped before.
#[must_use = "dropping it cancels the call"]
pub fn at(time: Timestamp, call: impl FnOnce() + 'static) -> Timeout {
    let wait = time.millis_since(now()).clamp(0, i64::from(i32::MAX));
    Timeout::new(wait as u32, call)
}

/// 128 random bits from the browser, in hexadecimal.
#[must_use]
pub fn nonce() -> String {
    let mut bytes = [0_u8; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    // A browser without it cannot have loaded this module; a constant would only
    // make two pages share keys, which the gateway answers with a clear error.
    if let Some(crypto) = crypto {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
