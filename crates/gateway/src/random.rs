//! The one place that makes random bits.

/// Bytes from the operating system.
///
/// # Panics
/// When the operating system has no randomness to give: then no id and no
/// nonce would be safe, and nothing should go on.
#[must_use]
#[expect(clippy::expect_used, reason = "without randomness nothing here is safe")]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// 128 random bits, for an id.
#[must_use]
pub fn bits() -> u128 {
    u128::from_le_bytes(bytes())
}

/// 128 random bits in hexadecimal, for a correlator or a request id.
#[must_use]
pub fn hex() -> String {
    format!("{:032x}", bits())
}
