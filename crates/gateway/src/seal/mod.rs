//! What is unreadable at rest: phone numbers, tokens, stored answers, webhook secrets.
//!
//! A ring of keys opens; the current one of them seals. How they are changed is in docs/keys.md.

mod hashes;
mod key;
#[cfg(test)]
mod tests;

use carrier_checkout_protocol::{PhoneNumber, Private};
use hmac::Hmac;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;

use self::key::{Key, mac};

pub use self::key::KeyId;

/// A sealed value, useless without its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

/// The SHA-256 of a secret that is itself random, such as a key or a token.
#[derive(Debug, Clone, Eq)]
pub struct Fingerprint(pub Vec<u8>);

impl Fingerprint {
    /// Of a secret with at least 128 random bits; anything guessable needs [`Sealer::proof`].
    #[must_use]
    pub fn of_random(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).to_vec())
    }
}

/// However much of two fingerprints is the same, comparing them takes as long.
impl PartialEq for Fingerprint {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

/// The sealed value was made with a key that is not in the ring, for another place, or was changed.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("a sealed value cannot be opened: another sealing key, or a changed database")]
pub struct CannotOpen;

/// Seals and opens values with XChaCha20-Poly1305, and makes keyed hashes.
#[derive(Clone)]
pub struct Sealer {
    current: Key,
    old: Vec<Key>,
    hashes: Hmac<Sha256>,
}

impl Sealer {
    /// A sealer for the operator's ring of keys: the current one, and older ones, the newest of them first.
    /// Until [`Sealer::with_hash_key`] it hashes as was done before the hashes had a key of their own.
    #[must_use]
    pub fn new<'a>(current: &[u8; 32], old: impl IntoIterator<Item = &'a [u8; 32]>) -> Self {
        let old: Vec<Key> = old.into_iter().map(Key::new).collect();
        let current = Key::new(current);
        let hashes = mac(&old.last().unwrap_or(&current).hashes);
        Self { current, old, hashes }
    }

    /// The same ring with that key for its hashes.
    #[must_use]
    pub fn with_hash_key(self, key: &[u8]) -> Self {
        Self { hashes: mac(key), ..self }
    }

    /// The key of the hashes in a database of before they had one of their own: derived from its oldest sealing key.
    #[must_use]
    pub fn derived_hash_key(&self) -> [u8; 32] {
        self.old.last().unwrap_or(&self.current).hashes
    }

    /// Seals a value for one place, such as `phone:ch_…`: it opens nowhere else.
    #[must_use]
    pub fn seal(&self, place: &str, value: &[u8]) -> Sealed {
        self.current.seal(place, value)
    }

    /// Opens what was sealed for the same place, by any key of the ring.
    ///
    /// # Errors
    /// When the key is none of the ring or the place is another one, or a bit was changed.
    pub fn open(&self, place: &str, sealed: &Sealed) -> Result<Vec<u8>, CannotOpen> {
        let named = self.keys().find_map(|key| key.open(place, sealed).ok());
        let opened = named.or_else(|| self.keys().find_map(|key| key.open_nameless(place, sealed).ok()));
        opened.ok_or(CannotOpen)
    }

    /// Opens a text.
    ///
    /// # Errors
    /// As [`Sealer::open`].
    pub fn open_text(&self, place: &str, sealed: &Sealed) -> Result<String, CannotOpen> {
        String::from_utf8(self.open(place, sealed)?).map_err(|_| CannotOpen)
    }

    /// The same value, sealed by the current key.
    ///
    /// # Errors
    /// As [`Sealer::open`].
    pub fn reseal(&self, place: &str, sealed: &Sealed) -> Result<Sealed, CannotOpen> {
        Ok(self.seal(place, &self.open(place, sealed)?))
    }

    /// Every key, the current one first, with what begins the values that it has sealed.
    pub(crate) fn headers(&self) -> impl Iterator<Item = (KeyId, &[u8])> {
        self.keys().map(|key| (key.id, &key.header[..]))
    }

    /// What begins the values that the current key has sealed.
    pub(crate) fn current_header(&self) -> &[u8] {
        &self.current.header
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

    fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.current).chain(&self.old)
    }
}

/// Where the phone number of a challenge is sealed.
pub(crate) fn phone_place(challenge: &str) -> String {
    format!("phone:{challenge}")
}
