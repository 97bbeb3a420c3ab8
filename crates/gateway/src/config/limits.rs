//! What a shopper may do, and for how long.

use super::error::ConfigError;
use super::keys::{CODE_SENDS, CODE_TRIES, CODE_TTL, Key, LINE_SENDS, RESEND_AFTER, SESSION_TTL, TOKEN_TTL};
use super::settings::Settings;

/// What a shopper may do, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long a code can be used.
    pub code_ttl_ms: i64,
    /// How often a code may be tried.
    pub code_tries: u8,
    /// How many codes a session may ask for.
    pub code_sends: u8,
    /// How many codes a line may get within an hour, over all sessions.
    pub line_sends: u32,
    /// How soon another code may be sent.
    pub resend_after_ms: i64,
    /// Until when a shopper may begin.
    pub session_ttl_ms: i64,
    /// Until when a token can be exchanged.
    pub token_ttl_ms: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            code_ttl_ms: 180_000,
            code_tries: 5,
            code_sends: 5,
            line_sends: 10,
            resend_after_ms: 10_000,
            session_ttl_ms: 1_800_000,
            token_ttl_ms: 600_000,
        }
    }
}

impl Settings {
    pub(super) fn limits(&self) -> Result<Limits, ConfigError> {
        Ok(Limits {
            code_ttl_ms: self.seconds(&CODE_TTL)?,
            code_tries: self.count(&CODE_TRIES)?,
            code_sends: self.count(&CODE_SENDS)?,
            line_sends: self.parsed(&LINE_SENDS, "a number")?,
            resend_after_ms: self.seconds(&RESEND_AFTER)?,
            session_ttl_ms: self.seconds(&SESSION_TTL)?,
            token_ttl_ms: self.seconds(&TOKEN_TTL)?,
        })
    }

    /// A number of seconds, in milliseconds.
    pub(super) fn seconds(&self, key: &Key) -> Result<i64, ConfigError> {
        let seconds: u32 = self.parsed(key, "a number of seconds")?;
        Ok(i64::from(seconds) * 1_000)
    }

    fn count(&self, key: &Key) -> Result<u8, ConfigError> {
        match self.parsed(key, "a number from 1 to 255")? {
            0 => Err(self.wrong(key, "is not a number from 1 to 255")),
            count => Ok(count),
        }
    }
}
