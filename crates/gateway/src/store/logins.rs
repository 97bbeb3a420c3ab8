//! Who is logged in at the console.

use async_trait::async_trait;
use carrier_checkout_protocol::Timestamp;

use super::{MerchantId, MerchantRecord, StoreError};
use crate::seal::Fingerprint;

/// A login to begin.
#[derive(Debug, Clone)]
pub struct NewLogin {
    /// The hash of the cookie's value; the value itself is kept nowhere.
    pub hash: Fingerprint,
    /// Whose it is.
    pub merchant: MerchantId,
    /// The hash of the key that it was begun with.
    pub key: Fingerprint,
    /// Whether that was a test key.
    pub test: bool,
    /// Until when it holds.
    pub expires_at: Timestamp,
}

/// A login that holds.
#[derive(Debug, Clone)]
pub struct LoginRecord {
    /// Whose it is.
    pub merchant: MerchantRecord,
    /// The hash of the key that it was begun with.
    pub key: Fingerprint,
    /// Whether that was a test key.
    pub test: bool,
}

/// How often an address may try to log in.
#[derive(Debug, Clone)]
pub struct LoginTries {
    /// The keyed hash of the address.
    pub address: Vec<u8>,
    /// From when on tries count.
    pub since: Timestamp,
    /// How many.
    pub max: u32,
}

/// Logins at the console.
#[async_trait]
pub trait Logins: Send + Sync {
    /// Uses a try to log in, before the key is looked at. Says whether there was one left.
    async fn claim_login_try(&self, tries: &LoginTries, at: Timestamp) -> Result<bool, StoreError>;

    /// Begins a login, and forgets the tries of that address.
    async fn begin_login(&self, login: &NewLogin, address: &[u8]) -> Result<(), StoreError>;

    /// The login of that cookie, unless its time or that of its key is over by now.
    async fn login(&self, hash: &Fingerprint, now: Timestamp) -> Result<Option<LoginRecord>, StoreError>;

    /// Ends a login.
    async fn end_login(&self, hash: &Fingerprint) -> Result<(), StoreError>;

    /// Forgets the logins whose time is over by now, and the tries before that time.
    async fn forget_logins(&self, now: Timestamp, tries_before: Timestamp) -> Result<(), StoreError>;
}
