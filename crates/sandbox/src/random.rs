//! What the carriers make up: codes, ids and tokens.

use getrandom::Error;

const CODES: u32 = 1_000_000;

/// Six digits, each code equally likely.
pub(crate) fn code() -> Result<String, Error> {
    // Numbers beyond the last whole million would favour the small codes.
    let fair = u32::MAX - u32::MAX % CODES;
    loop {
        let number = getrandom::u32()?;
        if number < fair {
            return Ok(format!("{:06}", number % CODES));
        }
    }
}

/// A version 4 UUID: 36 characters, as long as CAMARA's ids may be.
pub(crate) fn uuid() -> Result<String, Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    let bits = (u128::from_be_bytes(bytes) & !(0xf << 76) & !(0x3 << 62)) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    Ok([&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-"))
}

/// 256 bits of a token, in hexadecimal.
pub(crate) fn token() -> Result<String, Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_six_digits() {
        for _ in 0..1_000 {
            let code = code().unwrap();
            assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
        }
    }

    #[test]
    fn a_uuid_says_that_it_is_random() {
        for _ in 0..100 {
            let uuid = uuid().unwrap();
            assert_eq!((uuid.len(), &uuid[14..15]), (36, "4"));
            assert!("89ab".contains(&uuid[19..20]), "{uuid}");
        }
    }
}
