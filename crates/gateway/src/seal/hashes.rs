//! Keyed hashes: they tell whether something guessable is the same again, without keeping it.
//!
//! Their key is the database's own. It is kept there, sealed, and stays when sealing keys change: lines are found
//! again, idempotency keys are known again, and there is nothing to hash anew.

use carrier_checkout_protocol::{BirthDate, OneTimeCode, PhoneNumber, Private};
use hmac::Mac as _;

use super::Sealer;

impl Sealer {
    /// A keyed hash of these parts.
    #[must_use]
    pub fn proof(&self, parts: &[&[u8]]) -> Vec<u8> {
        let mut mac = self.hashes.clone();
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
