//! One key of the ring, and what a value that it has sealed looks like.
//!
//! ```text
//! version (1 byte) · key id (8 bytes) · nonce (24 bytes) · ciphertext and tag
//! ```
//!
//! The first nine bytes are authenticated together with the place that the value is for. Values of before keys had
//! ids begin with the nonce. What kind a value is cannot be told from its first byte, as a nonce begins with any; it
//! is told by the tag, which one of 2^128 values that are read as the wrong kind would pass. Version and id only say
//! where to begin.

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use core::fmt;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::{CannotOpen, Sealed};
use crate::random;

const NONCE: usize = 24;
const VERSION: u8 = 1;

/// What a sealed value begins with: the version and the id of its key.
pub(crate) const HEADER: usize = 1 + ID;
const ID: usize = 8;

/// The name of a sealing key, derived from it: it can be told to anybody.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId([u8; ID]);

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A sealing key, ready for use. What it needs is derived from the operator's 32 bytes.
#[derive(Clone)]
pub(super) struct Key {
    cipher: XChaCha20Poly1305,
    pub(super) id: KeyId,
    pub(super) header: [u8; HEADER],
    /// The key of the keyed hashes of before they had one of their own.
    pub(super) hashes: [u8; 32],
}

impl Key {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        let derived = |purpose: &str| mac(key).chain_update(purpose).finalize().into_bytes();
        let mut header = [VERSION; HEADER];
        header[1..].copy_from_slice(&derived("id")[..ID]);
        let mut id = KeyId([0; ID]);
        id.0.copy_from_slice(&header[1..]);
        Self { cipher: XChaCha20Poly1305::new(&derived("sealing")), id, header, hashes: derived("proofs").into() }
    }

    #[expect(clippy::expect_used, reason = "the cipher refuses only messages of 256 GB")]
    pub(super) fn seal(&self, place: &str, value: &[u8]) -> Sealed {
        let nonce = random::bytes::<NONCE>();
        let payload = Payload { msg: value, aad: &self.bound_to(place) };
        let ciphertext = self.cipher.encrypt(&nonce.into(), payload).expect("a short message can be sealed");
        Sealed([&self.header[..], &nonce, &ciphertext].concat())
    }

    /// Opens a value that begins with this key's id.
    pub(super) fn open(&self, place: &str, sealed: &Sealed) -> Result<Vec<u8>, CannotOpen> {
        let rest = sealed.0.strip_prefix(&self.header).ok_or(CannotOpen)?;
        self.decrypt(rest, &self.bound_to(place))
    }

    /// Opens a value of before keys had ids.
    pub(super) fn open_nameless(&self, place: &str, sealed: &Sealed) -> Result<Vec<u8>, CannotOpen> {
        self.decrypt(&sealed.0, place.as_bytes())
    }

    fn decrypt(&self, sealed: &[u8], aad: &[u8]) -> Result<Vec<u8>, CannotOpen> {
        let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE>().ok_or(CannotOpen)?;
        self.cipher.decrypt(&(*nonce).into(), Payload { msg: ciphertext, aad }).map_err(|_| CannotOpen)
    }

    fn bound_to(&self, place: &str) -> Vec<u8> {
        [&self.header[..], place.as_bytes()].concat()
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
pub(super) fn mac(key: &[u8]) -> Hmac<Sha256> {
    <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes keys of any length")
}

#[cfg(test)]
impl Key {
    /// As a value was sealed before keys had ids.
    pub(super) fn seal_nameless(&self, place: &str, value: &[u8]) -> Sealed {
        self.seal_nameless_with(random::bytes(), place, value)
    }

    pub(super) fn seal_nameless_with(&self, nonce: [u8; NONCE], place: &str, value: &[u8]) -> Sealed {
        let payload = Payload { msg: value, aad: place.as_bytes() };
        Sealed([&nonce[..], &self.cipher.encrypt(&nonce.into(), payload).unwrap()].concat())
    }
}
