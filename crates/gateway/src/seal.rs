//! What is unreadable at rest: phone numbers, tokens, stored answers, webhook secrets.

use carrier_checkout_protocol::{BirthDate, OneTimeCode, PhoneNumber, Private};
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::random;

const NONCE: usize = 24;

/// A sealed value: the nonce, then the ciphertext. Useless without the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

/// The SHA-256 of a secret that is itself random, such as a key or a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint(pub Vec<u8>);

impl Fingerprint {
    /// Of a secret with at least 128 random bits; anything guessable needs [`Sealer::proof`].
    #[must_use]
    pub fn of_random(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).to_vec())
    }
}

/// The sealed value was made with another key, for another place, or was changed.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("a sealed value cannot be opened: another sealing key, or a changed database")]
pub struct CannotOpen;

/// Seals and opens values with XChaCha20-Poly1305, and makes keyed hashes.
#[derive(Clone)]
pub struct Sealer {
    cipher: XChaCha20Poly1305,
    proofs: Hmac<Sha256>,
}

impl Sealer {
    /// A sealer for the operator's one key; what it needs is derived from it.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        let derived = |purpose: &str| mac(key).chain_update(purpose).finalize().into_bytes();
        Self { cipher: XChaCha20Poly1305::new(&derived("sealing")), proofs: mac(&derived("proofs")) }
    }

    /// Seals a value for one place, such as `phone:ch_…`: it opens nowhere else.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the cipher refuses only messages of 256 GB")]
    pub fn seal(&self, place: &str, value: &[u8]) -> Sealed {
        let nonce = random::bytes::<NONCE>();
        let payload = Payload { msg: value, aad: place.as_bytes() };
        let ciphertext = self.cipher.encrypt(&nonce.into(), payload).expect("a short message can be sealed");
        Sealed([&nonce[..], &ciphertext].concat())
    }

    /// Opens what was sealed for the same place.
    ///
    /// # Errors
    /// When the key or the place is another one, or a bit was changed.
    pub fn open(&self, place: &str, sealed: &Sealed) -> Result<Vec<u8>, CannotOpen> {
        let (nonce, ciphertext) = sealed.0.split_first_chunk::<NONCE>().ok_or(CannotOpen)?;
        let payload = Payload { msg: ciphertext, aad: place.as_bytes() };
        self.cipher.decrypt(&(*nonce).into(), payload).map_err(|_| CannotOpen)
    }

    /// Opens a text.
    ///
    /// # Errors
    /// As [`Sealer::open`].
    pub fn open_text(&self, place: &str, sealed: &Sealed) -> Result<String, CannotOpen> {
        String::from_utf8(self.open(place, sealed)?).map_err(|_| CannotOpen)
    }

    /// Seals the phone number of a challenge.
    #[must_use]
    pub fn seal_phone(&self, challenge: &str, phone: &Private<PhoneNumber>) -> Sealed {
        self.seal(&phone_place(challenge), phone.reveal().national().as_bytes())
    }

    /// Opens the phone number of a challenge.
    ///
    /// # Errors
    /// As [`Sealer::open`].
    pub fn open_phone(&self, challenge: &str, sealed: &Sealed) -> Result<Private<PhoneNumber>, CannotOpen> {
        let national = self.open_text(&phone_place(challenge), sealed)?;
        PhoneNumber::parse(&national).map(Private::new).map_err(|_| CannotOpen)
    }

    /// A keyed hash: tells whether something guessable is the same again,
    /// without keeping it.
    #[must_use]
    pub fn proof(&self, parts: &[&[u8]]) -> Vec<u8> {
        let mut mac = self.proofs.clone();
        for part in parts {
            // The length keeps ("ab", "c") and ("a", "bc") apart.
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().to_vec()
    }

    /// The keyed hash of a line, by which its codes are counted.
    #[must_use]
    pub fn line_proof(&self, phone: &Private<PhoneNumber>) -> Vec<u8> {
        self.proof(&[b"line", phone.reveal().national().as_bytes()])
    }

    /// The keyed hash of an `Idempotency-Key`, in hexadecimal: merchants make
    /// theirs of what is secret, such as a token.
    #[must_use]
    pub fn key_proof(&self, key: &str) -> String {
        self.proof(&[b"key", key.as_bytes()]).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The keyed hash of a birth date at an address, by which attempts are counted for a day.
    #[must_use]
    pub fn person_proof(&self, birth: &Private<BirthDate>, network: &[u8]) -> Vec<u8> {
        self.proof(&[b"person", birth.reveal().digits().as_bytes(), network])
    }

    /// Stands in the place of a code where the shopper approved on the phone.
    #[must_use]
    pub fn approval_proof(&self, challenge: &str) -> Vec<u8> {
        self.proof(&[b"approval", challenge.as_bytes()])
    }

    /// The keyed hash of a challenge's right code.
    #[must_use]
    pub fn code_proof(&self, challenge: &str, code: &Private<OneTimeCode>) -> Vec<u8> {
        self.proof(&[b"code", challenge.as_bytes(), code.reveal().digits().as_bytes()])
    }
}

fn phone_place(challenge: &str) -> String {
    format!("phone:{challenge}")
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn mac(key: &[u8]) -> Hmac<Sha256> {
    <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_in_its_place_and_with_its_key() {
        let sealer = Sealer::new(&[7; 32]);
        let sealed = sealer.seal("phone:a", b"secret");
        assert_eq!(sealer.open("phone:a", &sealed).unwrap(), b"secret");
        assert!(sealer.open("phone:b", &sealed).is_err());
        assert!(Sealer::new(&[8; 32]).open("phone:a", &sealed).is_err());
        let mut changed = sealed.clone();
        *changed.0.last_mut().unwrap() ^= 1;
        assert!(sealer.open("phone:a", &changed).is_err());
        assert!(sealer.open("phone:a", &Sealed(vec![1, 2, 3])).is_err());
    }

    #[test]
    fn the_same_value_is_never_sealed_the_same_way_twice() {
        let sealer = Sealer::new(&[7; 32]);
        assert_ne!(sealer.seal("a", b"x"), sealer.seal("a", b"x"));
    }

    #[test]
    fn a_proof_depends_on_the_key_and_on_where_its_parts_end() {
        let sealer = Sealer::new(&[7; 32]);
        assert_eq!(sealer.proof(&[b"ab", b"c"]), sealer.proof(&[b"ab", b"c"]));
        assert_ne!(sealer.proof(&[b"ab", b"c"]), sealer.proof(&[b"a", b"bc"]));
        assert_ne!(sealer.proof(&[b"ab"]), Sealer::new(&[8; 32]).proof(&[b"ab"]));
    }
}
